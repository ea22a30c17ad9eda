import { assert } from '../../../kernel/refusal.ts';
import { type Contribution, type Rules, type Sensitivity, sensitivity } from './contribution-rules.ts';

/** A cell of a table with margins, as those who protect it see it. */
export interface ProtectedCell {
  key: string;
  value: bigint;
  sensitive: Sensitivity | undefined;
  /** What each firm adds. A firm alone in a cell knows its value; the others know that it is not less than theirs. */
  firms: ReadonlyMap<string, bigint>;
  /** What readers have seen already: it can no longer be withheld. */
  known: boolean;
  /** An earlier release withheld it: printed now, it could undo what it protected then. */
  withheld_before: boolean;
}

/** The cell at `total` is the sum of the cells at `parts`. Numbers are places in `cells`. */
export interface Relation {
  total: number;
  parts: readonly number[];
}

export interface ProtectedTable {
  cells: readonly ProtectedCell[];
  relations: readonly Relation[];
}

/** One contribution with the place it falls into, one code for each dimension. */
export interface PlacedContribution extends Contribution {
  place: readonly string[];
}

/** How the codes of a dimension add up: `total` stands for all the others together. */
export interface Margin {
  codes: readonly string[];
  total: string;
}

/** What a reader knows to be in a cell: nothing, or the part of the firm that reads. */
export const ownPart = (cell: ProtectedCell, reader: string | undefined): bigint =>
  reader === undefined ? 0n : (cell.firms.get(reader) ?? 0n);

/** Whether a cell holds the reader's figures and no others'. */
export const isOwn = (cell: ProtectedCell, reader: string | undefined): boolean =>
  reader !== undefined && cell.firms.size === 1 && cell.firms.has(reader);

export const cellKey = (place: readonly string[]): string => place.join(' ');

/**
 * The table of all combinations of codes with a margin in each dimension. `before` says by key what earlier releases
 * did with the same figures.
 */
export function tableWithMargins(
  dimensions: readonly Margin[],
  contributions: readonly PlacedContribution[],
  rules: Rules,
  before: ReadonlyMap<string, 'printed' | 'withheld'> = new Map(),
): ProtectedTable {
  // Only places with contributions become cells: an empty one is zero, known to be, and adds nothing to a sum.
  const parts = new Map<string, { place: string[]; inside: Contribution[] }>();
  for (const one of contributions) {
    one.place.forEach((code, at) => {
      assert(dimensions[at]?.codes.includes(code), `"${code}" is no code of dimension ${at}`);
    });
    for (const place of combinations(one.place.map((code, at) => [code, dimensions[at]?.total ?? '']))) {
      const cell = parts.get(cellKey(place)) ?? { place, inside: [] };
      cell.inside.push(one);
      parts.set(cellKey(place), cell);
    }
  }
  const numbers = new Map([...parts.keys()].sort().map((key, number) => [key, number]));
  const cells = [...numbers.keys()].map((key): ProtectedCell => {
    const inside = parts.get(key)?.inside ?? [];
    const firms = new Map<string, bigint>();
    for (const { firm, value } of inside) firms.set(firm, (firms.get(firm) ?? 0n) + value);
    return {
      key,
      value: inside.reduce((sum, c) => sum + c.value, 0n),
      sensitive: sensitivity(inside, rules),
      firms,
      known: before.get(key) === 'printed',
      withheld_before: before.get(key) === 'withheld',
    };
  });
  const relations = dimensions.flatMap((dimension, at) =>
    [...parts.values()]
      .filter(({ place }) => place[at] === dimension.total)
      .map(({ place }) => ({
        total: numbers.get(cellKey(place)) ?? -1,
        parts: dimension.codes.flatMap((code) => numbers.get(cellKey(place.with(at, code))) ?? []),
      })),
  );
  return { cells, relations };
}

function combinations(lists: readonly (readonly string[])[]): string[][] {
  return lists.reduce<string[][]>(
    (found, list) => found.flatMap((place) => list.map((code) => [...place, code])),
    [[]],
  );
}
