import { parseMilli } from '../../kernel/decimal.ts';
import { allocate, type Money } from '../../kernel/money.ts';
import { assert } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { findPlace, routeList } from '../reference/index.ts';
import { kmByPart, priceOf } from './quote-freight.ts';
import { cardsOfRoutes } from './store-rate-card.ts';

/** Goods that wait at a place to be carried into a country. */
export interface GoodsToCarry {
  key: string;
  from: string;
  /** Gross weight, decimal kilograms. */
  weight_kg: string;
}

/** What one published rate card asks for it, in the card's currency. */
export interface FreightOffer {
  route_id: string;
  valid_to: string;
  demo: boolean;
  total: Money;
  /** The part up to and at the importer's frontier, which belongs to the customs value. */
  dutiable: Money;
}

/**
 * What carriers ask for many lots of goods into one country by the rate cards published for a day, in one statement.
 * Only whole routes count, from the very place to an end in the country; without one a lot has no offers.
 */
export async function freightOffers(
  ctx: Pick<Ctx, 'tx'>,
  country: string,
  date: string,
  lots: readonly GoodsToCarry[],
): Promise<Map<string, FreightOffer[]>> {
  const starts = new Set(lots.map((lot) => lot.from));
  const routes = routeList().filter((r) => starts.has(r.from) && findPlace(r.to)?.country === country);
  const offers = new Map<string, FreightOffer[]>();
  if (routes.length === 0) return offers;
  const cards = await cardsOfRoutes(
    ctx.tx,
    date,
    routes.map((r) => r.route_id),
  );
  for (const { key, from, weight_kg } of lots)
    offers.set(
      key,
      routes
        .filter((route) => route.from === from)
        .flatMap((route) =>
          cards
            .filter((card) => card.route_id === route.route_id)
            .map((card) => {
              const { price: total } = priceOf(card, parseMilli(weight_kg));
              const km = kmByPart(route);
              const [dutiable] = allocate(total, [
                BigInt(km.to_frontier + km.at_frontier),
                BigInt(km.after_frontier),
              ]);
              assert(dutiable, 'two weights give two parts');
              const { route_id } = route;
              return { route_id, valid_to: card.valid_to, demo: card.demo, total, dutiable };
            }),
        ),
    );
  return offers;
}
