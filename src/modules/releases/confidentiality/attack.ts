import { type Alternative, isPossible, slackOf } from './alternative.ts';
import { openLinearProgram, type Row } from './linear-program.ts';
import { isOwn, ownPart, type ProtectedTable } from './published-table.ts';

/** What a reader can work out about a withheld cell: its value lies from `low` to `high`, in US cents. */
export interface Bounds {
  low: number;
  high: number;
}

export interface Attack {
  /** Bounds of one withheld cell for a reader: a firm that knows its own part, or the public (undefined). */
  bounds(cell: number, reader: string | undefined): Bounds;
  close(): void;
}

/** Works out withheld cells as a reader would: linear programming over the printed cells and the sums. */
export async function openAttack(table: ProtectedTable, withheld: ReadonlySet<number>): Promise<Attack> {
  const { cells } = table;
  const scale = Math.max(1, ...cells.map((c) => Number(c.value))) / 1e6;
  const value = cells.map((c) => Number(c.value) / scale);
  const ceiling = value.reduce((sum, v) => sum + v, 1) * 10;
  const program = await openLinearProgram(cells.length, rowsOf(table));
  const bounds: Attack['bounds'] = (cell, reader) => {
    const hidden = cells.map((one, at) => withheld.has(at) && !isOwn(one, reader));
    const lower = Float64Array.from(cells, (one, at) =>
      hidden[at] ? Number(ownPart(one, reader)) / scale : (value[at] ?? 0),
    );
    const upper = Float64Array.from(cells, (_, at) => (hidden[at] ? ceiling : (value[at] ?? 0)));
    const extreme = (sign: 1 | -1): number => {
      const cost = new Float64Array(cells.length);
      cost[cell] = sign;
      return (program.minimise(cost, lower, upper)?.[cell] ?? value[cell] ?? 0) * scale;
    };
    return { low: extreme(1), high: extreme(-1) };
  };
  return { bounds, close: program.close };
}

export interface Leak {
  key: string;
  reader: string | undefined;
  bounds: Bounds;
}

/**
 * Sensitive cells that a reader can work out more closely than they are protected; empty when the pattern holds.
 * `alternatives` of a cell are proofs that it does; where none convinces, the cell is attacked. A sensitive cell
 * that is printed is a leak.
 */
export async function leaks(
  table: ProtectedTable,
  withheld: ReadonlySet<number>,
  alternatives: ReadonlyMap<number, readonly Alternative[]> = new Map(),
): Promise<Leak[]> {
  const attack = await openAttack(table, withheld);
  const slack = slackOf(table);
  const found: Leak[] = [];
  for (const reader of readersOf(table, withheld))
    table.cells.forEach((cell, at) => {
      if (!cell.sensitive || cell.known || isOwn(cell, reader)) return;
      const value = Number(cell.value);
      const protection = Number(cell.sensitive.protection);
      const lowest = Math.max(Number(ownPart(cell, reader)), value - protection);
      const wide = (low: number, high: number) =>
        high >= value + protection - slack && low <= lowest + slack && high - low >= Math.min(1, protection);
      const proven = (alternatives.get(at) ?? [])
        .filter((one) => isPossible(table, withheld, reader, one))
        .map((one) => value + (one.get(at) ?? 0));
      if (wide(Math.min(value, ...proven), Math.max(value, ...proven))) return;
      const bounds = withheld.has(at) ? attack.bounds(at, reader) : { low: value, high: value };
      if (!wide(bounds.low, bounds.high)) found.push({ key: cell.key, reader, bounds });
    });
  attack.close();
  return found;
}

/** Readers to think of: the public, and each firm that is alone in a withheld cell. */
export function readersOf(table: ProtectedTable, withheld: ReadonlySet<number>): (string | undefined)[] {
  const firms = [...withheld].flatMap((at) => {
    const inside = [...(table.cells[at]?.firms.keys() ?? [])];
    return inside.length === 1 ? inside : [];
  });
  return [undefined, ...[...new Set(firms)].sort()];
}

/** Parts minus total is zero. */
export function rowsOf(table: ProtectedTable): Row[] {
  return table.relations.map(
    ({ total, parts }) => new Map<number, number>([...parts.map((p) => [p, 1] as const), [total, -1]]),
  );
}
