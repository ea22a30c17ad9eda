import type { Flow } from '../model.ts';

/** One figure of a source and period in one vintage, as its readers see it. */
export interface Cell {
  reporter: string;
  partner: string;
  flow: Flow;
  /** 'TOTAL', an HS code, or a commodity as printed. */
  commodity: string;
  /** What else tells it from its neighbours: the printed part of a year, a mode of transport; null for none. */
  part: string | null;
  currency: string;
  /** A whole number of 10^-places of the currency; null where it is withheld. */
  value: bigint | null;
  places: number;
  /** The trade of all goods in the whole period: what the sums by partner are made of. */
  total: boolean;
}

export type ChangeKind = 'added' | 'revised' | 'withdrawn';

/** A figure that two vintages have otherwise. */
export interface Change extends Omit<Cell, 'value' | 'total'> {
  kind: ChangeKind;
  before: bigint | null;
  after: bigint | null;
}

export interface Counts {
  added: number;
  revised: number;
  withdrawn: number;
  unchanged: number;
  /** Not compared: one of both vintages withholds the figure. */
  withheld: number;
}

/** What changed for one pair and flow; both sums are null where a vintage states no total. */
export interface PartnerChange extends Counts {
  reporter: string;
  partner: string;
  flow: Flow;
  currency: string;
  places: number;
  before: bigint | null;
  after: bigint | null;
}

export interface Comparison {
  counts: Counts;
  /** By the size of the change, largest first. */
  partners: PartnerChange[];
  changes: Change[];
}

export const noCounts = (): Counts => ({ added: 0, revised: 0, withdrawn: 0, unchanged: 0, withheld: 0 });

export function addCounts(to: Counts, more: Counts): void {
  for (const key of ['added', 'revised', 'withdrawn', 'unchanged', 'withheld'] as const) to[key] += more[key];
}

/** Size of a change in units that are comparable within one currency. */
export function sizeOf({ before, after, places }: Pick<Change, 'before' | 'after' | 'places'>): bigint {
  const difference = (after ?? 0n) - (before ?? 0n);
  const scale = 10n ** BigInt(Math.max(0, 6 - places));
  return (difference < 0n ? -difference : difference) * scale;
}

export const largestFirst = (
  a: Pick<Change, 'before' | 'after' | 'places'>,
  b: Pick<Change, 'before' | 'after' | 'places'>,
): number => {
  const [x, y] = [sizeOf(a), sizeOf(b)];
  return x > y ? -1 : x < y ? 1 : 0;
};

const pairOf = (c: Pick<Cell, 'reporter' | 'partner' | 'flow' | 'currency'>): string =>
  [c.reporter, c.partner, c.flow, c.currency].join('\t');
const keyOf = (c: Cell): string => [pairOf(c), c.commodity, c.part ?? ''].join('\t');

/** Compares two vintages whose figures fit in memory. Each figure is once in a vintage. */
export function compareCells(before: readonly Cell[], after: readonly Cell[]): Comparison {
  const [old, now] = [before, after].map((cells) => new Map(cells.map((cell) => [keyOf(cell), cell])));
  const counts = noCounts();
  const partners = new Map<string, PartnerChange>();
  const changes: Change[] = [];
  for (const key of new Set([...(old?.keys() ?? []), ...(now?.keys() ?? [])])) {
    const [was, is] = [old?.get(key), now?.get(key)];
    const cell = is ?? was;
    if (!cell) continue;
    const { value: _, total, ...rest } = cell;
    const kind = kindOf(was, is);
    const one = noCounts();
    one[kind] = 1;
    addCounts(counts, one);
    const { commodity: __, part: ___, ...place } = rest;
    const pair = partners.get(pairOf(cell)) ?? { ...place, ...noCounts(), before: null, after: null };
    addCounts(pair, one);
    if (total) {
      pair.before = was?.value ?? null;
      pair.after = is?.value ?? null;
    }
    partners.set(pairOf(cell), pair);
    if (kind === 'added' || kind === 'revised' || kind === 'withdrawn')
      changes.push({ ...rest, kind, before: was?.value ?? null, after: is?.value ?? null });
  }
  return {
    counts,
    partners: [...partners.values()].filter((p) => p.added + p.revised + p.withdrawn > 0).sort(largestFirst),
    changes: changes.sort(largestFirst),
  };
}

function kindOf(was: Cell | undefined, is: Cell | undefined): keyof Counts {
  if (was?.value === null || is?.value === null) return 'withheld';
  if (!was) return 'added';
  if (!is) return 'withdrawn';
  return was.value === is.value ? 'unchanged' : 'revised';
}
