import type { ProtectedTable } from '../confidentiality/published-table.ts';

/**
 * The withheld cells that subtraction alone determines: Gauss–Jordan elimination over whole numbers on the sums
 * of the table; a reduced row with one unknown gives that unknown.
 */
export function determinedCells(table: ProtectedTable, withheld: ReadonlySet<number>): number[] {
  const unknowns = [...withheld].sort((a, b) => a - b);
  const column = new Map(unknowns.map((at, index) => [at, index]));
  const rows = table.relations.map(({ total, parts }) => {
    const row = unknowns.map(() => 0n);
    for (const part of parts) add(row, column.get(part), 1n);
    add(row, column.get(total), -1n);
    return row;
  });
  let next = 0;
  for (let c = 0; c < unknowns.length; c++) {
    const pivot = rows.findIndex((row, r) => r >= next && row[c] !== 0n);
    if (pivot < 0) continue;
    [rows[next], rows[pivot]] = [rows[pivot] ?? [], rows[next] ?? []];
    const lead = rows[next] ?? [];
    rows.forEach((row, r) => {
      const factor = row[c] ?? 0n;
      if (r === next || factor === 0n) return;
      const scaled = row.map((v, k) => v * (lead[c] ?? 1n) - (lead[k] ?? 0n) * factor);
      const divisor = scaled.reduce(greatestCommonDivisor, 0n) || 1n;
      rows[r] = scaled.map((v) => v / divisor);
    });
    next += 1;
  }
  return rows.flatMap((row) => {
    const left = row.flatMap((v, c) => (v === 0n ? [] : [c]));
    const [only] = left;
    return left.length === 1 && only !== undefined ? [unknowns[only] ?? -1] : [];
  });
}

function add(row: bigint[], at: number | undefined, value: bigint): void {
  if (at !== undefined) row[at] = (row[at] ?? 0n) + value;
}

function greatestCommonDivisor(a: bigint, b: bigint): bigint {
  let [x, y] = [a < 0n ? -a : a, b < 0n ? -b : b];
  while (y !== 0n) [x, y] = [y, x % y];
  return x;
}
