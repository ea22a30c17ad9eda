import { assert } from '../../../kernel/refusal.ts';
import { type Contribution, type Rules, type Sensitivity, sensitivity } from './contribution-rules.ts';

/** A cell of a table with margins, as those who protect it see it. */
export interface ProtectedCell {
  key: string;
  value: bigint;
  sensitive: Sensitivity | undefined;
  /** What each firm adds. A firm alone in a cell knows its value; the others know that it is not less than theirs. */
  firms: ReadonlyMap<string, bigint>;
  /** What readers have seen already, or know to be zero: it can no longer be withheld. */
  known: boolean;
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
 * The table of all combinations of codes with a margin in each dimension. `known` names the keys that earlier
 * releases printed. Cells without contributions are zero and known to be.
 */
export function tableWithMargins(
  dimensions: readonly Margin[],
  contributions: readonly PlacedContribution[],
  rules: Rules,
  known: ReadonlySet<string> = new Set(),
): ProtectedTable {
  const places = combinations(dimensions.map((d) => [...d.codes, d.total]));
  const parts = new Map<string, Contribution[]>(places.map((place) => [cellKey(place), []]));
  for (const one of contributions) {
    one.place.forEach((code, at) => {
      assert(dimensions[at]?.codes.includes(code), `"${code}" is no code of dimension ${at}`);
    });
    for (const place of combinations(one.place.map((code, at) => [code, dimensions[at]?.total ?? ''])))
      parts.get(cellKey(place))?.push(one);
  }
  const numbers = new Map([...parts.keys()].map((key, number) => [key, number]));
  const cells = [...parts].map(([key, inside]) => {
    const firms = new Map<string, bigint>();
    for (const { firm, value } of inside) firms.set(firm, (firms.get(firm) ?? 0n) + value);
    return {
      key,
      value: inside.reduce((sum, c) => sum + c.value, 0n),
      sensitive: sensitivity(inside, rules),
      firms,
      known: known.has(key) || inside.length === 0,
    };
  });
  const numberOf = (place: readonly string[]): number => numbers.get(cellKey(place)) ?? -1;
  const relations = dimensions.flatMap((dimension, at) =>
    places
      .filter((place) => place[at] === dimension.total)
      .map((place) => ({
        total: numberOf(place),
        parts: dimension.codes.map((code) => numberOf(place.with(at, code))),
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
