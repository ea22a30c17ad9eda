import { type Alternative, isPossible, slackOf } from './alternative.ts';
import { leaks, readersOf, rowsOf } from './attack.ts';
import { openLinearProgram } from './linear-program.ts';
import { isOwn, ownPart, type ProtectedCell, type ProtectedTable } from './published-table.ts';

export interface WithheldCells {
  /** Places in the table: cells that break a rule, and those withheld to protect them. */
  withheld: Set<number>;
  /** Keys that cannot be protected, because too much around them has been printed before. */
  unprotected: string[];
}

// Values are scaled so that the largest is a million; the solver is exact to some 1e-7 of that scale.
const SCALED = 1e6;
const MOVED = 1e-6;

/**
 * Which cells to withhold, so that no sensitive one can be worked out by subtraction: neither by a reader nor by
 * a firm that knows its own. For each sensitive cell a linear program looks for the cheapest pattern of cells in
 * which its value could be higher, and lower, by its protection (Kelly, Golden and Assad, "Cell suppression:
 * disclosure protection for sensitive tabular data", Networks 22, 1992). The cheapest is that of least value,
 * and what is withheld already costs nothing. The result is attacked before it is returned.
 */
export async function withholdCells(table: ProtectedTable): Promise<WithheldCells> {
  const { cells } = table;
  const primary = cells.flatMap((cell, at) => (cell.sensitive && !cell.known ? [at] : []));
  const withheld = new Set([...primary, ...cells.flatMap((cell, at) => (cell.withheld_before ? [at] : []))]);
  const alternatives = new Map<number, Alternative[]>(primary.map((at) => [at, []]));
  const unprotected = new Set<string>();
  const search = await openSearch(table, withheld);
  const slack = slackOf(table);
  const need = (at: number) => cells[at]?.sensitive?.protection ?? 0n;
  primary.sort((a, b) => (need(a) > need(b) ? -1 : need(a) < need(b) ? 1 : a - b));
  // A firm that becomes alone in a withheld cell is a further reader to think of, so until nothing is added.
  for (let before = -1; before !== withheld.size; ) {
    before = withheld.size;
    for (const reader of readersOf(table, withheld))
      for (const at of primary) {
        const cell = cells[at];
        const known = alternatives.get(at) ?? [];
        if (!cell || isOwn(cell, reader) || unprotected.has(cell.key)) continue;
        for (const sign of [1, -1] as const) {
          const wanted = Number(neededMove(cell, sign, reader)) - slack;
          // What protects from one reader may be too little for another, who knows more of the cell's neighbours.
          const open = known.some((one) => {
            const move = (one.get(at) ?? 0) * sign;
            return move > 0 && move >= wanted && isPossible(table, withheld, reader, one);
          });
          if (open) continue;
          const alternative = search.find(at, sign, reader);
          if (!alternative) unprotected.add(cell.key);
          else if (alternative.size > 0) known.push(alternative);
          for (const moved of alternative?.keys() ?? []) withheld.add(moved);
        }
      }
  }
  search.close();
  for (const leak of await leaks(table, withheld, alternatives)) unprotected.add(leak.key);
  return { withheld, unprotected: [...unprotected].sort() };
}

/** Looks for the cheapest alternative in which a cell is higher, or lower, by its protection. */
async function openSearch(table: ProtectedTable, withheld: ReadonlySet<number>) {
  const { cells } = table;
  const n = cells.length;
  const scale = Math.max(1, ...cells.map((c) => Number(c.value))) / SCALED;
  const price = cells.map((c) => 1 + Math.log1p(Number(c.value)));
  // Columns 0 to n−1 raise a cell, n to 2n−1 lower it.
  const program = await openLinearProgram(
    2 * n,
    rowsOf(table).map((row) => new Map([...row].flatMap(([at, v]) => [entry(at, v), entry(at + n, -v)]))),
  );
  const others = (at: number, reader: string | undefined): number =>
    Number(partOfOthers(cells[at], reader)) / scale;
  const find = (at: number, sign: 1 | -1, reader: string | undefined): Alternative | undefined => {
    const wanted = Number(neededMove(cells[at], sign, reader)) / scale;
    if (wanted === 0) return new Map();
    const cost = new Float64Array(2 * n);
    const lower = new Float64Array(2 * n);
    const upper = new Float64Array(2 * n);
    cells.forEach((cell, one) => {
      const free = withheld.has(one);
      cost[one] = cost[one + n] = free ? 0 : (price[one] ?? 1);
      if (cell.known || (free && isOwn(cell, reader))) return;
      upper[one] = Math.max(wanted * n, 1);
      upper[one + n] = others(one, reader);
    });
    const [moving, still] = sign === 1 ? [at, at + n] : [at + n, at];
    lower[moving] = upper[moving] = wanted;
    upper[still] = 0;
    const found = program.minimise(cost, lower, upper);
    if (!found) return undefined;
    const moved = cells.map((_, one) => (found[one] ?? 0) - (found[one + n] ?? 0));
    return new Map(moved.flatMap((by, one) => (Math.abs(by) > MOVED ? [entry(one, by * scale)] : [])));
  };
  return { find, close: program.close };
}

const partOfOthers = (cell: ProtectedCell | undefined, reader: string | undefined): bigint =>
  cell ? cell.value - ownPart(cell, reader) : 0n;

/** How much higher or lower a cell must be able to be, in US cents: its protection, but not below the reader's part. */
function neededMove(cell: ProtectedCell | undefined, sign: 1 | -1, reader: string | undefined): bigint {
  const protection = cell?.sensitive?.protection ?? 0n;
  const others = partOfOthers(cell, reader);
  return sign === -1 && others < protection ? others : protection;
}

const entry = (at: number, value: number): [number, number] => [at, value];
