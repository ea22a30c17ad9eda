import type { Priced } from './unit-value.ts';

export const formulas = ['laspeyres', 'paasche', 'fisher', 'tornqvist'] as const;
export type IndexFormula = (typeof formulas)[number];
type Numbers = Record<IndexFormula, number>;

export interface Basket {
  period: string;
  lines: readonly Priced[];
}

/** One link of the chain: this period against the one before, over the lines that have a price in both. */
export interface Link {
  from: string;
  to: string;
  unit_value: Numbers;
  volume: Numbers;
  /** Value of the lines used ÷ all value, in either period: what the index speaks for. */
  coverage_from: number;
  coverage_to: number;
  lines: number;
}

export interface IndexPoint {
  period: string;
  /** First period = 100. */
  unit_value: Numbers;
  volume: Numbers;
}

export interface ChainedIndex {
  points: IndexPoint[];
  links: Link[];
  /** Periods after which the chain could not go on, because no line has a price on both sides. */
  broken_at: string | null;
}

/**
 * Unit-value index of one link and the volume index of the same formula (Export and Import Price Index
 * Manual, IMF and others 2009):
 * Laspeyres weighs with the first period, Paasche with the second, Fisher is their geometric mean, Törnqvist the
 * geometric mean of price relatives weighted by mean value shares. Lines are unit values, so a change of mix
 * inside a line shows as a price change. Null when no line has a price in both periods.
 */
export function link(before: Basket, now: Basket): Link | null {
  const then = new Map(before.lines.filter(hasPrice).map((l) => [l.key, l]));
  const pairs = now.lines.filter(hasPrice).flatMap((b) => {
    const a = then.get(b.key);
    return a
      ? [{ v0: Number(a.value), q0: Number(a.quantity), v1: Number(b.value), q1: Number(b.quantity) }]
      : [];
  });
  if (pairs.length === 0) return null;
  const add = (of: (p: (typeof pairs)[number]) => number) => pairs.reduce((left, p) => left + of(p), 0);
  const v0 = add((p) => p.v0);
  const v1 = add((p) => p.v1);
  const oldQuantitiesAtNewPrices = add((p) => (p.v1 / p.q1) * p.q0);
  const newQuantitiesAtOldPrices = add((p) => (p.v0 / p.q0) * p.q1);
  const weighted = (of: (p: (typeof pairs)[number]) => number) =>
    Math.exp(add((p) => ((p.v0 / v0 + p.v1 / v1) / 2) * Math.log(of(p))));
  const price = { laspeyres: oldQuantitiesAtNewPrices / v0, paasche: v1 / newQuantitiesAtOldPrices };
  const volume = { laspeyres: newQuantitiesAtOldPrices / v0, paasche: v1 / oldQuantitiesAtNewPrices };
  return {
    from: before.period,
    to: now.period,
    unit_value: {
      ...price,
      fisher: Math.sqrt(price.laspeyres * price.paasche),
      tornqvist: weighted((p) => p.v1 / p.q1 / (p.v0 / p.q0)),
    },
    volume: {
      ...volume,
      fisher: Math.sqrt(volume.laspeyres * volume.paasche),
      tornqvist: weighted((p) => p.q1 / p.q0),
    },
    coverage_from: v0 / Number(value(before)),
    coverage_to: v1 / Number(value(now)),
    lines: pairs.length,
  };
}

/** Links multiplied up from the first basket = 100. Baskets in order of time. */
export function chainedIndex(baskets: readonly Basket[]): ChainedIndex {
  const first = baskets[0];
  if (!first) return { points: [], links: [], broken_at: null };
  const hundred: Numbers = { laspeyres: 100, paasche: 100, fisher: 100, tornqvist: 100 };
  const points: IndexPoint[] = [{ period: first.period, unit_value: hundred, volume: hundred }];
  const links: Link[] = [];
  for (const [at, basket] of baskets.entries()) {
    const [before, last] = [baskets[at - 1], points.at(-1)];
    if (!before || !last) continue;
    const step = link(before, basket);
    if (!step) return { points, links, broken_at: before.period };
    links.push(step);
    points.push({
      period: basket.period,
      unit_value: multiplied(last.unit_value, step.unit_value),
      volume: multiplied(last.volume, step.volume),
    });
  }
  return { points, links, broken_at: null };
}

const hasPrice = (l: Priced): boolean => l.value > 0n && l.quantity > 0n;
const value = (b: Basket): bigint => b.lines.reduce((left, l) => left + (l.value > 0n ? l.value : 0n), 0n);

function multiplied(level: Numbers, step: Numbers): Numbers {
  return {
    laspeyres: level.laspeyres * step.laspeyres,
    paasche: level.paasche * step.paasche,
    fisher: level.fisher * step.fisher,
    tornqvist: level.tornqvist * step.tornqvist,
  };
}
