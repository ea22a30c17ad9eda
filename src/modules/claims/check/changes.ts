import { regionOf } from '../areas.ts';
import { HUNDRED, ONE } from '../exact/fraction.ts';
import { divide, exactly, type Interval, scale, subtract } from '../exact/interval.ts';
import { wholeOfGroup } from '../figures/figure-book.ts';
import { isLevel, type Level } from '../figures/level.ts';
import type { View } from '../figures/view.ts';
import type { Claim, Flow, Missing } from '../model.ts';
import { inBestCurrency, levelOf, show, together, type Worked, workedFrom, yearBefore } from './formula.ts';

/** now ÷ before − 1, in percent, or in times where the claim says that trade grew by so many times. */
export function growth(claim: Claim, view: View): Worked | Missing[] {
  if (claim.unit.kind === 'fold') return fold(claim, view);
  return change(claim, view, (now, before) => {
    const ratio = divide(now.value, before.value);
    const grown = ratio && subtract(ratio, exactly(ONE));
    const inTimes = claim.unit.kind === 'times';
    return {
      value: grown && (inTimes ? grown : scale(grown, HUNDRED)),
      formula: `${show(claim, now)} ÷ ${show(claim, before)} − 1`,
    };
  });
}

/** now ÷ before: "10.9-fold" is 10.9, and "grew by 10.9 times" is a growth, one more. */
export function fold(claim: Claim, view: View): Worked | Missing[] {
  if (claim.unit.kind === 'times') return growth(claim, view);
  return change(claim, view, (now, before) => ({
    value: divide(now.value, before.value),
    formula: `${show(claim, now)} ÷ ${show(claim, before)}`,
  }));
}

function change(
  claim: Claim,
  view: View,
  formula: (now: Level, before: Level) => { value: Interval | undefined; formula: string },
): Worked | Missing[] {
  return inBestCurrency(claim, (currency) => {
    const found = together(
      {
        now: levelOf(claim, view, currency),
        before: levelOf(claim, view, currency, { period: yearBefore(claim.period) }),
      },
      true,
    );
    if (Array.isArray(found)) return found;
    const { value, formula: text } = formula(found.now, found.before);
    return value ? workedFrom([found.now, found.before], value, text) : fromNothing(claim, currency);
  });
}

/** Growth less the growth of the year before, in percentage points. */
export function acceleration(claim: Claim, view: View): Worked | Missing[] {
  return inBestCurrency(claim, (currency) => {
    const at = (years: number) => levelOf(claim, view, currency, { period: yearBefore(claim.period, years) });
    const found = together({ now: at(0), before: at(1), earlier: at(2) }, true);
    if (Array.isArray(found)) return found;
    const { now, before, earlier } = found;
    const [newer, older] = [divide(now.value, before.value), divide(before.value, earlier.value)];
    if (!newer || !older) return fromNothing(claim, currency);
    return workedFrom(
      [now, before, earlier],
      scale(subtract(newer, older), HUNDRED),
      `(${show(claim, now)} ÷ ${show(claim, before)} − 1) − (${show(claim, before)} ÷ ${show(claim, earlier)} − 1)`,
    );
  });
}

/**
 * Change of a part ÷ the whole a year before, in percentage points. The whole is all goods for a commodity, both
 * flows for one flow, the region for one of its countries, else the world.
 */
export function contribution(claim: Claim, view: View): Worked | Missing[] {
  return inBestCurrency(claim, (currency) => {
    const period = yearBefore(claim.period);
    const part = levelOf(claim, view, currency);
    const found = together(
      {
        now: part,
        before: levelOf(claim, view, currency, { period }),
        whole: levelOf(wholeBeside(part, wholeOf(claim, true), claim), view, currency, { period }),
      },
      true,
    );
    if (Array.isArray(found)) return found;
    const { now, before, whole } = found;
    const value = divide(subtract(now.value, before.value), whole.value);
    if (!value) return fromNothing(claim, currency);
    return workedFrom(
      [now, before, whole],
      scale(value, HUNDRED),
      `(${show(claim, now)} − ${show(claim, before)}) ÷ ${show(claim, whole)}`,
    );
  });
}

/** Part ÷ whole in percent. The whole is all goods for a commodity, the region or the world for a partner. */
export function share(claim: Claim, view: View): Worked | Missing[] {
  return inBestCurrency(claim, (currency) => shareIn(claim, view, currency, 0));
}

/** Share less the share a year before, in percentage points. */
export function shareChange(claim: Claim, view: View): Worked | Missing[] {
  return inBestCurrency(claim, (currency) => {
    const now = shareIn(claim, view, currency, 0);
    const before = shareIn(claim, view, currency, 1);
    if (Array.isArray(now)) return Array.isArray(before) ? [...now, ...before] : now;
    if (Array.isArray(before)) return before;
    return {
      value: subtract(now.value, before.value),
      formula: `${now.formula} − ${before.formula}`,
      rows: [...now.rows, ...before.rows],
      notes: [...now.notes, ...before.notes],
      converted: now.converted || before.converted,
    };
  });
}

function shareIn(claim: Claim, view: View, currency: string, years: number): Worked | Missing[] {
  const period = yearBefore(claim.period, years);
  const part = levelOf(claim, view, currency, { period });
  const found = together(
    { part, whole: levelOf(wholeBeside(part, wholeOf(claim, false), claim), view, currency, { period }) },
    true,
  );
  if (Array.isArray(found)) return found;
  const value = divide(found.part.value, found.whole.value);
  if (!value) return fromNothing(claim, currency);
  const text = `${show(claim, found.part)} ÷ ${show(claim, found.whole)}`;
  return workedFrom([found.part, found.whole], scale(value, HUNDRED), text);
}

/** A group that was added up from codes is a part of all goods by the source of these codes, and of no other. */
function wholeBeside(part: Level | Missing, whole: Claim, claim: Claim): Claim {
  const added = isLevel(part) && part.notes.some((n) => n.code === 'sum_of_codes');
  return added ? { ...whole, commodity: wholeOfGroup(claim.commodity) } : whole;
}

function wholeOf(claim: Claim, flowsAreParts: boolean): Claim {
  if (claim.commodity !== 'TOTAL') return { ...claim, commodity: 'TOTAL' };
  const flow: Flow = flowsAreParts ? 'total' : claim.flow;
  if (flowsAreParts && claim.flow !== 'total') return { ...claim, flow };
  const [partner = ''] = claim.partners;
  return { ...claim, partners: [claim.partners.length === 1 ? (regionOf(partner) ?? 'WLD') : 'WLD'] };
}

function fromNothing(claim: Claim, currency: string): Missing[] {
  const what = `a base other than nothing (${currency}, ${claim.period.year - 1})`;
  return [{ what, where: '', because: 'figure_missing' }];
}
