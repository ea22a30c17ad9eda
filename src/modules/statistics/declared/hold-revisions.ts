import { isRefusal } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { Vintage } from '../model.ts';
import { monthAfter, monthNumber } from '../official/published-period.ts';
import { askFacts } from '../vintages/ask-facts.ts';
import { declarationLayout } from '../vintages/layouts.ts';
import { DEALS_THRESHOLD } from './confidentiality.ts';

/** What customs released in the last hours of a month comes in with the daily run of the next days. */
const SETTLING_DAYS = 2;

/**
 * From when on a month of real declarations is shown. Before, every run brings deals in, and two looks a day apart
 * would tell one deal by their difference.
 */
export function settledAt(month: number): Date {
  const next = monthAfter(month, 1);
  return new Date(Date.UTC(Math.floor(next / 100), (next % 100) - 1, 1 + SETTLING_DAYS));
}

export const isSettled = (period: string, at: Date): boolean => at >= settledAt(monthNumber(period));

type Value = number | bigint | null;
/** A line in the order of the layout's columns. */
export type NumberedRow = readonly Value[];

const columns = declarationLayout.columns.map((c) => c.name);
const DEAL = columns.indexOf('deal');
const cellColumns = ['reporter', 'partner', 'flow'].map((name) => columns.indexOf(name));

/**
 * The rows that a revision of a month already shown may write: those of a reporter, partner and flow change only when
 * at least three deals do (came, went, or were corrected); fewer wait, as the newest vintage has them, until others
 * join. So the difference of any two vintages is never that of one or two deals. Undefined when nothing may change;
 * `held` says that something waits. A month without a vintage was shown empty.
 */
export async function holdRevisions(
  ctx: Ctx,
  newest: Vintage | undefined,
  rows: readonly NumberedRow[],
): Promise<{ rows: NumberedRow[]; held: boolean } | undefined> {
  const read = newest
    ? await askFacts<Record<string, Value>>(ctx, [newest], `select ${columns.join(', ')} from facts`)
    : [];
  // A lost file shows nothing to compare with; the doctor names it, and the month is written anew.
  if (isRefusal(read)) return { rows: [...rows], held: false };
  const shown = read.map((row) => columns.map((name) => row[name] ?? null));
  const [before, after] = [byCell(shown), byCell(rows)];
  const numbers = rows.reduce((most, row) => Math.max(most, Number(row[DEAL])), 0);
  let [told, held] = [false, false];
  const written: NumberedRow[] = [];
  for (const cell of new Set([...before.keys(), ...after.keys()])) {
    const [was, is] = [before.get(cell) ?? [], after.get(cell) ?? []];
    const changed = changedDeals(was, is);
    if (changed === 0 || changed >= DEALS_THRESHOLD) written.push(...is);
    // Their numbers of deals follow the new ones, so that no two deals become one.
    else {
      held = true;
      written.push(...was.map((row) => row.with(DEAL, Number(row[DEAL]) + numbers)));
    }
    told ||= changed >= DEALS_THRESHOLD;
  }
  return told ? { rows: written, held } : undefined;
}

function byCell(rows: readonly NumberedRow[]): Map<string, NumberedRow[]> {
  return Map.groupBy(rows, (row) => cellColumns.map((at) => row[at]).join(' '));
}

/** Deals that one of both has and the other has not, or has otherwise; a corrected deal counts once. */
function changedDeals(was: readonly NumberedRow[], is: readonly NumberedRow[]): number {
  const left = new Map<string, number>();
  for (const deal of dealsOf(was)) left.set(deal, (left.get(deal) ?? 0) + 1);
  let came = 0;
  let went = 0;
  for (const deal of dealsOf(is)) {
    const count = left.get(deal) ?? 0;
    if (count === 0) came += 1;
    else left.set(deal, count - 1);
  }
  for (const count of left.values()) went += count;
  return Math.max(came, went);
}

/** What each deal declared, as text without its number. */
function dealsOf(rows: readonly NumberedRow[]): string[] {
  return [...Map.groupBy(rows, (row) => row[DEAL]).values()].map((lines) =>
    lines
      .map((line) => line.with(DEAL, null).join(' '))
      .sort()
      .join('\n'),
  );
}
