/** Fewer declarations than this in a cell could tell one firm what another did. */
export const DEALS_THRESHOLD = 3;

export interface Cell {
  /** YYYYMM. */
  month: number;
  /** What the cell belongs to: its cells of one year are also published as an annual sum. */
  series: string;
  deals: number;
  /** It was printed as it is now in an earlier state: whoever kept that knows it, so it hides nothing. */
  printed?: boolean;
  /** Its month was withheld, protected by others, in an earlier state: it stays so, or what it protected would show. */
  kept?: boolean;
  /** A month of its year that was withheld has no deals any more: the sum of the year would tell what it protected. */
  unguarded?: boolean;
}

/**
 * The cells to withhold: those of fewer than three deals, and months that were withheld before. As long as those that
 * are withheld for the first time could be worked out from the annual sum, now or with earlier ones (one cell alone, or
 * fewer than three deals in all), the next smallest of that year that was never printed as it is now. A year whose
 * deals are fewer than three in all, that has no such cell left, or lost a month that protected, withholds its sum as well.
 */
export function withheldCells<C extends Cell>(cells: readonly C[]): { cells: Set<C>; years: Set<string> } {
  const withheld = new Set<C>();
  const years = new Set<string>();
  for (const [year, ofYear] of Map.groupBy(cells, yearOf)) {
    if (dealsOf(ofYear) < DEALS_THRESHOLD || ofYear.some((c) => c.unguarded)) years.add(year);
    const [hidden, shown] = [[] as C[], [] as C[]];
    for (const cell of [...ofYear].sort((a, b) => a.deals - b.deals || a.month - b.month))
      (cell.deals < DEALS_THRESHOLD || cell.kept ? hidden : shown).push(cell);
    const isUnknown = (cell: C): boolean => !cell.printed;
    const first = (): C[] => hidden.filter((cell) => !cell.kept);
    const candidates = shown.filter(isUnknown);
    while ([hidden, first()].some((cells) => cells.length > 0 && isTold(cells.filter(isUnknown)))) {
      const next = candidates.shift();
      if (!next) {
        years.add(year);
        break;
      }
      hidden.push(next);
    }
    for (const cell of hidden) withheld.add(cell);
  }
  return { cells: withheld, years };
}

const dealsOf = (cells: readonly Cell[]): number => cells.reduce((n, c) => n + c.deals, 0);
const isTold = (unknown: readonly Cell[]): boolean =>
  unknown.length === 0 || isExposed(unknown.length, dealsOf(unknown));

/** Its series and year: the cells whose sum is published too. */
export const yearOf = (cell: Cell): string => `${cell.series} ${Math.floor(cell.month / 100)}`;

/** Whether withheld cells can be worked out from a published sum over them and their neighbours. */
export function isExposed(cells: number, deals: number): boolean {
  return cells > 0 && (cells < 2 || deals < DEALS_THRESHOLD);
}
