import type { Vintage } from '../model.ts';
import { monthNumber } from '../official/published-period.ts';
import { type Cell, withheldCells, yearOf } from './confidentiality.ts';
import { settledAt } from './hold-revisions.ts';

/** A cell with the file it stands in. */
export interface StoredCell extends Cell {
  usd_cents: bigint;
  vintage: Vintage;
}

/**
 * Marks the cells of real declarations as they are known now with what earlier states of the store showed of them.
 * `history` holds the cells of every vintage, old and new. States follow each other as vintages come to be seen, and
 * each withholds by the rules and by what was printed or withheld before it; so a revised year gives nothing away by
 * its difference with an earlier one. `vintages` are those known at `known_at`. The answer has the cells in their order.
 */
export function markEarlier<C extends StoredCell>(
  current: readonly C[],
  history: readonly StoredCell[],
  vintages: readonly Vintage[],
  known_at: Date,
): C[] {
  const seen = vintages.map((v) => [v, seenAt(v)] as const).filter(([, at]) => at <= known_at.getTime());
  const seenFrom = new Map(seen);
  // The last state is the one that is asked for.
  const states = [...new Set([...seenFrom.values()])].sort((a, b) => a - b).slice(0, -1);
  const printed = new Set<string>();
  const kept = new Map<string, Cell>();
  const marked = <T extends StoredCell>(cells: readonly T[]): T[] => {
    const months = new Set(cells.map(monthOf));
    const unguarded = new Set([...kept.values()].filter((c) => !months.has(monthOf(c))).map(yearOf));
    return cells.map((cell) => ({
      ...cell,
      printed: printed.has(keyOf(cell)),
      kept: kept.has(monthOf(cell)),
      unguarded: unguarded.has(yearOf(cell)),
    }));
  };
  const years = new Set(current.map(yearOf));
  const ofYears = history.filter((cell) => years.has(yearOf(cell)));
  for (const at of states) {
    const newest = newestAt(seenFrom, at);
    const cells = marked(ofYears.filter((cell) => newest.has(cell.vintage)));
    const { cells: withheld, years: untold } = withheldCells(cells);
    for (const cell of cells)
      if (!withheld.has(cell)) printed.add(keyOf(cell));
      else if (!untold.has(yearOf(cell))) kept.set(monthOf(cell), cell);
  }
  return marked(current);
}

const monthOf = (cell: Cell): string => `${cell.series} ${cell.month}`;
const keyOf = (cell: StoredCell): string => `${cell.series} ${cell.month} ${cell.usd_cents} ${cell.deals}`;

/** From when on a vintage is shown: when it was written, or when its month was settled. */
function seenAt({ period, created_at }: Vintage): number {
  return Math.max(created_at.getTime(), settledAt(monthNumber(period)).getTime());
}

/** The newest vintage of each month as it was seen at an instant. */
function newestAt(seenFrom: ReadonlyMap<Vintage, number>, at: number): Set<Vintage> {
  const newest = new Map<string, Vintage>();
  for (const [vintage, from] of seenFrom) {
    const held = newest.get(vintage.period);
    if (from <= at && (!held || held.number < vintage.number)) newest.set(vintage.period, vintage);
  }
  return new Set(newest.values());
}
