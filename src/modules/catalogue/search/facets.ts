import type { Rate } from '../../../kernel/rate.ts';
import { BETWEEN, type ColumnName, type Shelf } from './shelf.ts';

/** Facets that a search can count, and the column each is read from; the price comes by itself. */
const facetColumns = {
  hs_chapter: { column: 'hs_code', values: (code: string) => [code.slice(0, 2)] },
  hs_heading: { column: 'hs_code', values: (code: string) => [code.slice(0, 4)] },
  origin_country: { column: 'origin_country', values: (code: string) => [code] },
  seller_country: { column: 'seller_country', values: (code: string) => [code] },
  trust: { column: 'trust', values: (level: string) => [level] },
  lead_time: { column: 'lead_time', values: (bound: string) => [bound] },
  incoterm: { column: 'incoterms', values: parts },
  certificate: { column: 'certificates', values: certificatesOn },
} as const satisfies Record<string, { column: ColumnName; values(value: string, today: string): string[] }>;
export type Facet = keyof typeof facetColumns | 'price';
export const facetNames = [...Object.keys(facetColumns), 'price'] as Facet[];

const FACET_VALUES = 40;

/** Units of the viewer's currency for one unit of each currency that has a rate. */
export type Rates = ReadonlyMap<string, Rate>;

/** How many hits have each value of a facet: the most frequent forty. */
export function countFacet(
  shelf: Shelf,
  slots: Uint32Array,
  facet: Facet,
  { rates, today }: { rates: Rates; today: string },
): { value: string; count: number }[] {
  const counts = new Map<string, number>();
  const add = (value: string, count: number): void =>
    void counts.set(value, (counts.get(value) ?? 0) + count);
  if (facet === 'price') countPrices(shelf, slots, rates, add);
  else {
    const { column, values } = facetColumns[facet];
    const { of, values: known } = shelf.columns[column];
    const found = new Uint32Array(known.length);
    for (let at = 0; at < slots.length; at += 1) {
      const code = of[slots[at] ?? 0] ?? 0;
      found[code] = (found[code] ?? 0) + 1;
    }
    for (let code = 0; code < found.length; code += 1) {
      const count = found[code] ?? 0;
      if (count > 0) for (const value of values(known[code] ?? '', today)) add(value, count);
    }
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, FACET_VALUES);
}

export function parts(values: string): string[] {
  return values === '' ? [] : values.split(BETWEEN);
}

/** Certificates, without those whose last day is over: "kind" or "kind@2027-03-31". */
export function certificatesOn(values: string, today: string): string[] {
  return parts(values).flatMap((dated) => {
    const [certificate = '', valid_until] = dated.split('@');
    return valid_until === undefined || valid_until >= today ? [certificate] : [];
  });
}

/** The least amount in minor units of a currency that is worth at least `amount` minor units of the viewer's. */
export function worthAtLeast(amount: bigint, rate: Rate): bigint {
  const exact = amount * rate.denominator;
  return exact / rate.numerator + (exact % rate.numerator > 0n ? 1n : 0n);
}

const POWERS = 16;

/** The power of ten that a price lies below, in units of the viewer's currency; all of them have two minor digits. */
function countPrices(
  shelf: Shelf,
  slots: Uint32Array,
  rates: Rates,
  add: (value: string, count: number) => void,
): void {
  const { of, values } = shelf.columns.currency;
  const bounds = values.map((currency) => {
    const rate = rates.get(currency);
    return rate && Array.from({ length: POWERS }, (_, power) => worthAtLeast(10n ** BigInt(power + 2), rate));
  });
  const found = new Uint32Array(POWERS + 1);
  let unknown = 0;
  for (let at = 0; at < slots.length; at += 1) {
    const slot = slots[at] ?? 0;
    const amount = shelf.price_amounts[slot] ?? 0n;
    const steps = bounds[of[slot] ?? 0];
    if (!steps) {
      unknown += 1;
      continue;
    }
    const step = steps.findIndex((bound) => amount < bound);
    const power = step < 0 ? POWERS : step;
    found[power] = (found[power] ?? 0) + 1;
  }
  for (let power = 0; power <= POWERS; power += 1)
    if ((found[power] ?? 0) > 0) add(String(10n ** BigInt(power)), found[power] ?? 0);
  if (unknown > 0) add('unknown', unknown);
}
