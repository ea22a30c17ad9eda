/** Fewer declarations than this in a cell could tell one firm what another did. */
export const DEALS_THRESHOLD = 3;

export interface Cell {
  /** YYYYMM. */
  month: number;
  /** What the cell belongs to: its cells of one year are also published as an annual sum. */
  series: string;
  deals: number;
}

/**
 * The cells to withhold. A cell of fewer than three deals is withheld; then, as long as the withheld ones of a
 * year could be worked out from its annual sum (one cell alone, or fewer than three deals in all), the next
 * smallest of that year too. A year whose deals are fewer than three in all withholds its sum as well.
 */
export function withheldCells<C extends Cell>(cells: readonly C[]): { cells: Set<C>; years: Set<string> } {
  const withheld = new Set<C>();
  const years = new Set<string>();
  const byYear = Map.groupBy(cells, (c) => `${c.series} ${Math.floor(c.month / 100)}`);
  for (const [year, ofYear] of byYear) {
    const smallestFirst = [...ofYear].sort((a, b) => a.deals - b.deals || a.month - b.month);
    const total = ofYear.reduce((n, c) => n + c.deals, 0);
    if (total < DEALS_THRESHOLD) years.add(year);
    let hidden = 0;
    let deals = 0;
    for (const cell of smallestFirst) {
      const small = cell.deals < DEALS_THRESHOLD;
      const exposed = isExposed(hidden, deals);
      if (!small && !exposed) break;
      withheld.add(cell);
      hidden += 1;
      deals += cell.deals;
    }
  }
  return { cells: withheld, years };
}

/** Whether withheld cells can be worked out from a published sum over them and their neighbours. */
export function isExposed(cells: number, deals: number): boolean {
  return cells > 0 && (cells < 2 || deals < DEALS_THRESHOLD);
}
