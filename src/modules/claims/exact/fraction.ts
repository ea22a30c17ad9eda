/** An exact number. `d` is positive. */
export interface Fraction {
  readonly n: bigint;
  readonly d: bigint;
}

export const ZERO: Fraction = { n: 0n, d: 1n };
export const ONE: Fraction = { n: 1n, d: 1n };
export const HUNDRED: Fraction = { n: 100n, d: 1n };

export function whole(n: bigint | number): Fraction {
  return { n: BigInt(n), d: 1n };
}

/** '106.3' → 1063/10; undefined for what is not a decimal of at most 18 digits before and 12 after the point. */
export function parseDecimal(text: string): Fraction | undefined {
  const match = /^([+-]?)(\d{1,18})(?:\.(\d{1,12}))?$/.exec(text);
  if (!match) return undefined;
  const digits = BigInt(`${match[2]}${match[3] ?? ''}`);
  return { n: match[1] === '-' ? -digits : digits, d: 10n ** BigInt(match[3]?.length ?? 0) };
}

/** The step between two neighbours of a printed decimal: '106.3' → 1/10, '12' → 1. */
export function printedStep(text: string): Fraction {
  return { n: 1n, d: 10n ** BigInt(text.split('.')[1]?.length ?? 0) };
}

export const plus = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.d + b.n * a.d, d: a.d * b.d });
export const minus = (a: Fraction, b: Fraction): Fraction => plus(a, negated(b));
export const times = (a: Fraction, b: Fraction): Fraction => ({ n: a.n * b.n, d: a.d * b.d });
export const negated = (a: Fraction): Fraction => ({ n: -a.n, d: a.d });

/** Division by what is not zero; the caller has looked. */
export function over(a: Fraction, b: Fraction): Fraction {
  return b.n < 0n ? { n: -a.n * b.d, d: -(a.d * b.n) } : { n: a.n * b.d, d: a.d * b.n };
}

export function compare(a: Fraction, b: Fraction): number {
  const [left, right] = [a.n * b.d, b.n * a.d];
  return left < right ? -1 : left > right ? 1 : 0;
}

export const least = (...all: [Fraction, ...Fraction[]]): Fraction =>
  all.reduce((a, b) => (compare(a, b) <= 0 ? a : b));
export const greatest = (...all: [Fraction, ...Fraction[]]): Fraction =>
  all.reduce((a, b) => (compare(a, b) >= 0 ? a : b));

export type Rounding = 'half_up' | 'down' | 'up';

/** The multiple of `step` next to the value: half away from zero, or towards or away from zero. */
export function roundTo(value: Fraction, step: Fraction, how: Rounding = 'half_up'): Fraction {
  const steps = over(value, step);
  const size = steps.n < 0n ? -steps.n : steps.n;
  const count =
    how === 'half_up'
      ? (size * 2n + steps.d) / (steps.d * 2n)
      : how === 'down'
        ? size / steps.d
        : (size + steps.d - 1n) / steps.d;
  return times(whole(steps.n < 0n ? -count : count), step);
}

/** Decimal text with at most `places` places and no zeros at its end. */
export function showDecimal(value: Fraction, places = 6): string {
  const scale = 10n ** BigInt(places);
  const scaled = roundTo(times(value, whole(scale)), ONE);
  const units = scaled.n / scaled.d;
  const text = (units < 0n ? -units : units).toString().padStart(places + 1, '0');
  const [before, after] = [text.slice(0, text.length - places), text.slice(text.length - places)];
  const tail = after.replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${before}${tail === '' ? '' : `.${tail}`}`;
}

/** As a JSON number, rounded to six places; for readers only, never for a decision. */
export function toNumber(value: Fraction): number {
  return Number(showDecimal(value, 6));
}
