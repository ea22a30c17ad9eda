import { isOwn, ownPart, type ProtectedTable } from './published-table.ts';

/** Another table that shows the same printed cells: by how much each withheld cell differs, in US cents. */
export type Alternative = ReadonlyMap<number, number>;

/** Tolerance of the solver, in shares of the largest cell. */
export const TOLERANCE = 1e-6;

export function slackOf(table: ProtectedTable): number {
  return Math.max(1, ...table.cells.map((c) => Number(c.value))) * TOLERANCE;
}

/**
 * Whether a reader cannot rule the alternative out: printed cells and the reader's own are as they are, nothing is
 * less than the reader's part, and all sums hold. Found once by a solver, it is a proof that needs none.
 */
export function isPossible(
  table: ProtectedTable,
  withheld: ReadonlySet<number>,
  reader: string | undefined,
  alternative: Alternative,
): boolean {
  const slack = slackOf(table);
  for (const [at, by] of alternative) {
    const cell = table.cells[at];
    if (!cell || Math.abs(by) <= slack * TOLERANCE) continue;
    if (!withheld.has(at) || isOwn(cell, reader)) return false;
    if (Number(cell.value - ownPart(cell, reader)) + by < -slack) return false;
  }
  return table.relations.every(({ total, parts }) => {
    const sum = parts.reduce((s, part) => s + (alternative.get(part) ?? 0), 0);
    return Math.abs(sum - (alternative.get(total) ?? 0)) <= slack;
  });
}
