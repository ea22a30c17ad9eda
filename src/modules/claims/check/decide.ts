import { compare, type Fraction, over, plus, roundTo, times, whole } from '../exact/fraction.ts';
import { exactly, type Interval, rounded } from '../exact/interval.ts';
import type { Allowed, Claim } from '../model.ts';
import type { Worked } from './formula.ts';

/** "about" and "nearly" are read as up to five percent away. */
const LOOSE: Fraction = { n: 1n, d: 20n };

/**
 * What the printed number allows: half a step to either side; with "over" everything from it up, with "nearly"
 * five percent below it, with "about" five percent to either side. Of a fall or a deficit the bound speaks of its
 * size: a fall of "over 5 percent" is −5 and below. Null for a claim without a number.
 */
export function allowedBy(claim: Claim): Allowed | null {
  const { value, unit, bound } = claim;
  if (value !== null && value.n < 0n && bound !== 'as_printed') {
    const { low, high } = allowedBy({ ...claim, value: negative(value) }) ?? {};
    return {
      ...(high === undefined ? {} : { low: negative(high) }),
      ...(low === undefined ? (bound === 'under' ? { high: whole(0) } : {}) : { high: negative(low) }),
    };
  }
  if (unit.kind === 'sign') return unit.sign > 0 ? { low: whole(0) } : { high: whole(0) };
  if (unit.kind === 'holds') return exactly(value ?? whole(1));
  if (value === null) return null;
  if (unit.kind === 'years' || claim.metric === 'threshold' || bound === 'over') return { low: value };
  if (bound === 'under') return { high: value };
  const away = times({ n: value.n < 0n ? -value.n : value.n, d: value.d }, LOOSE);
  const lower = plus(value, { n: -away.n, d: away.d });
  if (bound === 'nearly') return { low: lower, high: value };
  if (bound === 'about') return { low: lower, high: plus(value, away) };
  return claim.step === null ? exactly(value) : rounded(value, claim.step);
}

const negative = ({ n, d }: Fraction): Fraction => ({ n: -n, d });

function isAllowed(computed: Interval, allowed: Allowed): boolean {
  return (
    (allowed.low === undefined || compare(computed.high, allowed.low) >= 0) &&
    (allowed.high === undefined || compare(computed.low, allowed.high) <= 0)
  );
}

/** Whether the working allows what is claimed. */
export function agrees(claim: Claim, worked: Worked): boolean {
  if (worked.holds !== undefined && claim.unit.kind !== 'sign') {
    const claimed = claim.unit.kind !== 'holds' || claim.value === null || claim.value.n !== 0n;
    return worked.holds === claimed;
  }
  const allowed = allowedBy(claim);
  return allowed !== null && isAllowed(worked.value, allowed);
}

/** A direction is open when the rounding of the figures allows both. */
export function signIsOpen(claim: Claim, computed: Interval): boolean {
  return claim.unit.kind === 'sign' && computed.low.n < 0n && computed.high.n > 0n;
}

/** How the number could have been printed from the computed value by another rounding, if it could. */
export function otherRounding(claim: Claim, computed: Interval): 'cut_off' | 'rounded_up' | 'coarser' | null {
  const { value, step } = claim;
  if (value === null || step === null) return null;
  const is = (rounded: Fraction): boolean => compare(rounded, value) === 0;
  if (is(roundTo(computed.point, step, 'down'))) return 'cut_off';
  if (is(roundTo(computed.point, step, 'up'))) return 'rounded_up';
  return is(roundTo(computed.point, times(step, whole(10)))) ? 'coarser' : null;
}

/** The claimed number less the computed one; undefined where there is nothing to subtract. */
export function gapOf(claim: Claim, computed: Interval): { amount: Fraction; ratio: Fraction | null } | null {
  if (claim.value === null || claim.unit.kind === 'sign' || claim.unit.kind === 'holds') return null;
  const amount = plus(claim.value, { n: -computed.point.n, d: computed.point.d });
  return { amount, ratio: computed.point.n === 0n ? null : over(amount, computed.point) };
}
