import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { add, type Currency, type Money, type MoneyJson, money, toJson } from '../../kernel/money.ts';
import { convert, type Rate } from '../../kernel/rate.ts';
import { findIncoterm, findPlace } from '../reference/index.ts';
import type { FreightOffer, GoodsToCarry } from '../transport/index.ts';

/** Where and under which Incoterm a price hands goods over. */
export interface HandOver {
  incoterm: string;
  place: string;
}

/**
 * Freight into a country. `quoted`: the lowest published rate card of a whole route. `in_price`: the seller carries
 * that far. `not_known`: no rate is on file, and the sum is without it. Money in the country's currency.
 */
export interface Freight {
  state: 'quoted' | 'in_price' | 'not_known';
  amount: MoneyJson | null;
  /** The routes whose rate cards were used. */
  route_ids: string[];
  /** The first day on which one of these cards ends. */
  valid_to: string | null;
  /** A rate card was made up for the demonstration. */
  demo: boolean;
}

/** Whether the seller's price holds the carriage into the country, or the charges of import there. */
export function inPrice(country: string, { incoterm, place }: HandOver) {
  const term = findIncoterm(incoterm);
  const there = findPlace(place)?.country === country;
  return {
    freight: there && term?.freight_at_frontier === 'seller',
    insurance: there && term?.insurance === 'seller',
    charges: there && term?.import_charges === 'seller',
  };
}

/**
 * Whether goods lie in the country already, so that nothing is imported: they are handed over there by a term that
 * holds no carriage, or by a seller who is there.
 */
export function liesIn(country: string, handed: HandOver | undefined, seller_country: string): boolean {
  if (!handed || findPlace(handed.place)?.country !== country) return false;
  return seller_country === country || !inPrice(country, handed).freight;
}

/** Gross weight of goods, decimal kilograms. */
export function grossWeight(lines: readonly { quantity: string; unit_gross_weight_kg: string }[]): string {
  return formatMilli(
    lines.reduce((sum, l) => sum + (parseMilli(l.quantity) * parseMilli(l.unit_gross_weight_kg)) / 1000n, 0n),
  );
}

interface Carried {
  quantity: string;
  unit_gross_weight_kg: string;
  handed: HandOver;
}

/** What of a consignment the buyer has to have carried, by the place where it is handed over. */
export function lotsToCarry(key: string, lines: readonly Carried[], country: string): GoodsToCarry[] {
  const open = lines.filter((line) => !inPrice(country, line.handed).freight);
  return [...Map.groupBy(open, (line) => line.handed.place)].map(([from, of]) => ({
    key: `${key} ${from}`,
    from,
    weight_kg: grossWeight(of),
  }));
}

/** Freight of a consignment from the offers for its lots, and what of it belongs to the customs value. */
export function freightOf(
  lots: readonly GoodsToCarry[],
  offers: ReadonlyMap<string, readonly FreightOffer[]>,
  currency: Currency,
  rateOf: (from: Currency) => Rate | undefined,
): { freight: Freight; dutiable: Money } {
  const none = money(0n, currency);
  const freight: Freight = { state: 'in_price', amount: null, route_ids: [], valid_to: null, demo: false };
  if (lots.length === 0) return { freight, dutiable: none };
  let total = none;
  let dutiable = none;
  for (const lot of lots) {
    const best = (offers.get(lot.key) ?? [])
      .flatMap((offer) => {
        const rate = rateOf(offer.total.currency);
        return rate ? [{ offer, rate, price: convert(offer.total, rate, currency) }] : [];
      })
      .reduce<{ offer: FreightOffer; rate: Rate; price: Money } | undefined>(
        (low, next) => (low && low.price.amount <= next.price.amount ? low : next),
        undefined,
      );
    if (!best) return { freight: { ...freight, state: 'not_known' }, dutiable: none };
    const { route_id, valid_to, demo } = best.offer;
    freight.route_ids.push(route_id);
    freight.valid_to = freight.valid_to && freight.valid_to < valid_to ? freight.valid_to : valid_to;
    freight.demo ||= demo;
    total = add(total, best.price);
    dutiable = add(dutiable, convert(best.offer.dutiable, best.rate, currency));
  }
  return { freight: { ...freight, state: 'quoted', amount: toJson(total) }, dutiable };
}
