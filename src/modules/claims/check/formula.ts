import { type Fraction, over, showDecimal, whole } from '../exact/fraction.ts';
import { type Interval, scale } from '../exact/interval.ts';
import { type Cell, isLevel, type Level } from '../figures/level.ts';
import { sumLevels, type View } from '../figures/view.ts';
import type { Claim, Missing, Note, Period, WorkingRow } from '../model.ts';

export type FormulaCode = 'level' | 'exports_less_imports' | 'exports_and_imports' | 'partners_counted';

/** What a formula gave, in the unit of the claim. */
export interface Worked {
  value: Interval;
  formula: string;
  /** What the numbers of the formula are, where it has words: for other languages. */
  formula_code?: FormulaCode;
  rows: WorkingRow[];
  notes: Note[];
  converted: boolean;
  /** For claims that hold or do not, where the value is a level and not yes or no. */
  holds?: boolean;
}

export type Formula = (claim: Claim, view: View) => Worked | Missing[];

export const isWorked = (result: Worked | Missing[]): result is Worked => !Array.isArray(result);

const BILLION = whole(1_000_000_000);

/** The levels of all pairs of a claim, added up, in whole units of the currency. */
export function levelOf(
  claim: Claim,
  view: View,
  currency: string,
  change: Partial<Omit<Cell, 'reporter'>> = {},
): Level | Missing {
  return sumLevels(
    claim.reporters.flatMap((reporter) =>
      claim.partners.map((partner) =>
        view.level(
          {
            reporter,
            partner,
            flow: claim.flow,
            commodity: claim.commodity,
            period: claim.period,
            ...change,
          },
          currency,
        ),
      ),
    ),
  );
}

/** Levels in the order asked, or all that is missing. Guards on any of them keep it from being compared. */
export function together<K extends string>(
  found: Record<K, Level | Missing>,
  compared: boolean,
): Record<K, Level> | Missing[] {
  const all: (Level | Missing)[] = Object.values(found);
  const missing = all.flatMap((l): Missing[] => {
    if (!isLevel(l)) return [l];
    if (!compared || l.guarded === null) return [];
    const [row] = l.rows;
    return [
      {
        what: `${row?.reporter} ${row?.flow} ${row?.partner} ${row?.period}: ${l.guarded}`,
        where: row?.source ?? '',
        because: 'guarded',
      },
    ];
  });
  return missing.length > 0 ? missing : (found as Record<K, Level>);
}

/**
 * Runs a comparison in the currency of the claim; without one in the first in which all figures are held as they
 * are, so that nothing is converted without need.
 */
export function inBestCurrency(
  claim: Claim,
  work: (currency: string) => Worked | Missing[],
): Worked | Missing[] {
  if (claim.unit.kind === 'amount') return work(claim.unit.currency);
  const dollars = work('USD');
  if (isWorked(dollars) && !dollars.converted) return dollars;
  const yuan = work('CNY');
  return isWorked(yuan) && !yuan.converted ? yuan : dollars;
}

/** What the levels of a working have in common. */
export function workedFrom(
  levels: readonly Level[],
  value: Interval,
  formula: string,
  formula_code?: FormulaCode,
): Worked {
  return {
    value,
    formula,
    rows: levels.flatMap((l) => l.rows),
    notes: unique(levels.flatMap((l) => l.notes)),
    converted: levels.some((l) => l.converted),
    ...(formula_code && { formula_code }),
  };
}

/** Amounts in the unit of the claim, or in billions where it has none. */
export function scaleOf(claim: Claim): Fraction {
  return claim.unit.kind === 'amount' ? whole(claim.unit.scale) : BILLION;
}

export function inUnit(claim: Claim, value: Interval): Interval {
  return scale(value, over(whole(1), scaleOf(claim)));
}

/** A level for the text of a formula, in the unit of the claim. */
export function show(claim: Claim, level: Level): string {
  return showDecimal(over(level.value.point, scaleOf(claim)), 3);
}

export function unique(notes: readonly Note[]): Note[] {
  return [...new Map(notes.map((n) => [`${n.code} ${n.text}`, n])).values()];
}

export const yearBefore = (p: Period, years = 1): Period => ({
  year: p.year - years,
  first: p.first,
  last: p.last,
});
