import { toMilli } from '../format/milli.ts';
import type { Listing } from './market.ts';

/** Prices of one currency, Incoterm and place, by quantity: one of the lists that an offer shows. */
export interface ShownPrices {
  /** Stands in addresses: currency, Incoterm and place. */
  key: string;
  currency: string;
  incoterm: string;
  place: string;
  steps: { min_quantity: string; amount: string }[];
}

const keyOf = (p: { currency: string; incoterm: string; place: string }): string =>
  `${p.currency}.${p.incoterm}.${p.place}`;

/** The price lists of an offer, its own first. */
export function shownPrices(listing: Pick<Listing, 'tiers' | 'price_lists'>): ShownPrices[] {
  const lists = new Map<string, ShownPrices>();
  for (const { price, incoterm, place, min_quantity } of listing.tiers) {
    const named = { currency: price.currency, incoterm, place };
    const list = lists.get(keyOf(named)) ?? { key: keyOf(named), ...named, steps: [] };
    list.steps.push({ min_quantity, amount: price.amount });
    lists.set(list.key, list);
  }
  for (const { tiers, ...named } of listing.price_lists ?? [])
    if (!lists.has(keyOf(named))) lists.set(keyOf(named), { key: keyOf(named), ...named, steps: tiers });
  return [...lists.values()];
}

/** The step that a quantity reaches; undefined below the first one. */
export function stepAt(prices: ShownPrices, quantity: string): ShownPrices['steps'][number] | undefined {
  const wanted = toMilli(quantity);
  return prices.steps.filter((step) => toMilli(step.min_quantity) <= wanted).at(-1);
}

/** Quantity × unit price, half a minor unit rounded up, as the server counts it. */
export function lineTotal(quantity: string, amount: string): string {
  return String((BigInt(amount) * toMilli(quantity) * 2n + 1000n) / 2000n);
}
