import { type Static, Type } from 'typebox';
import { parseMilli } from '../../kernel/decimal.ts';
import { allocate, applyRatio, type Currency, type Money, money, toJson } from '../../kernel/money.ts';
import { convert, formatRate, type Rate } from '../../kernel/rate.ts';
import { assert, isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import {
  type Ctx,
  CurrencyCode,
  DateText,
  defineUseCase,
  MoneySchema,
  Nullable,
  Uuid,
} from '../../platform/index.ts';
import { findRoute, latestRate, type Route } from '../reference/index.ts';
import { cardFor, type RateCard } from './store-rate-card.ts';

export const FreightQuote = Type.Object({
  route_id: Type.String(),
  carrier_org_id: Uuid,
  rate_card_id: Uuid,
  basis: Type.String(),
  containers: Nullable(Type.Integer()),
  km: Type.Object({
    to_frontier: Type.Integer(),
    at_frontier: Type.Integer(),
    after_frontier: Type.Integer(),
  }),
  total: MoneySchema,
  to_frontier: MoneySchema,
  at_frontier: MoneySchema,
  after_frontier: MoneySchema,
  /** When the card is in another currency: the rate used and its source. */
  converted: Nullable(
    Type.Object({ from: MoneySchema, rate: Type.String(), as_of: Type.String(), source: Type.String() }),
  ),
  demo: Type.Boolean(),
});
export type FreightQuote = Static<typeof FreightQuote>;

export interface FreightRequest {
  route_id: string;
  carrier_org_id: string;
  /** Gross weight, decimal kilograms. */
  weight_kg: string;
  date: string;
  currency: Currency;
}

/**
 * What a carrier asks for a weight on a route at a date by its published rate card, split by kilometres into
 * freight up to the frontier, at it, and after it: no cent is lost.
 * Refuses with transport.route_unknown, transport.no_rate_card, transport.no_exchange_rate.
 */
export async function quoteFreight(ctx: Ctx, request: FreightRequest): Promise<Outcome<FreightQuote>> {
  const { route_id, carrier_org_id, date, currency } = request;
  const route = await findRoute(ctx, route_id);
  if (!route) return refuse('transport.route_unknown', { route_id });
  const card = await cardFor(ctx.tx, { org_id: carrier_org_id, route_id, date, currency });
  if (!card) return refuse('transport.no_rate_card', { route_id, date });
  const { price, containers } = priceOf(card, parseMilli(request.weight_kg));
  const converted = await inCurrency(ctx, price, currency, date);
  if (isRefusal(converted)) return converted;
  const km = kmByPart(route);
  const [to_frontier, at_frontier, after_frontier] = allocate(converted.total, [
    BigInt(km.to_frontier),
    BigInt(km.at_frontier),
    BigInt(km.after_frontier),
  ]);
  assert(to_frontier && at_frontier && after_frontier, 'three weights give three parts');
  return {
    route_id,
    carrier_org_id,
    rate_card_id: card.rate_card_id,
    basis: card.basis,
    containers,
    km,
    total: toJson(converted.total),
    to_frontier: toJson(to_frontier),
    at_frontier: toJson(at_frontier),
    after_frontier: toJson(after_frontier),
    converted: converted.by,
    demo: card.demo,
  };
}

/** Price of a weight by a card: per tonne to the kilogram and below, or per container begun. */
export function priceOf(card: RateCard, weight_milli: bigint): { price: Money; containers: number | null } {
  const unit = money(card.amount, card.currency);
  if (card.basis === 'tonne') return { price: applyRatio(unit, weight_milli, 1_000_000n), containers: null };
  const load_milli = parseMilli(card.container_load_kg ?? '1');
  const containers = (weight_milli + load_milli - 1n) / load_milli;
  const count = containers > 0n ? containers : 1n;
  return { price: money(unit.amount * count, unit.currency), containers: Number(count) };
}

/** Kilometres of a route up to the exporter's crossing, from there to the importer's, and on. */
export function kmByPart(
  route: Pick<Route, 'legs' | 'crossing_export' | 'crossing_import'>,
): FreightQuote['km'] {
  const sum = (legs: Route['legs']): number => legs.reduce((total, leg) => total + leg.km, 0);
  const leaves = route.legs.findIndex((leg) => leg.from === route.crossing_export);
  const enters = route.legs.findIndex((leg) => leg.to === route.crossing_import);
  assert(leaves !== -1 && enters >= leaves, 'a route passes its crossings in order');
  return {
    to_frontier: sum(route.legs.slice(0, leaves)),
    at_frontier: sum(route.legs.slice(leaves, enters + 1)),
    after_frontier: sum(route.legs.slice(enters + 1)),
  };
}

async function inCurrency(
  ctx: Ctx,
  price: Money,
  currency: Currency,
  date: string,
): Promise<Outcome<{ total: Money; by: FreightQuote['converted'] }>> {
  if (price.currency === currency) return { total: price, by: null };
  const found = await latestRate(ctx, price.currency, currency, date);
  if (!found) return refuse('transport.no_exchange_rate', { from: price.currency, to: currency });
  const rate: Rate = found.rate;
  return {
    total: convert(price, rate, currency),
    by: { from: toJson(price), rate: formatRate(rate), as_of: found.as_of, source: found.source },
  };
}

/** `quoteFreight` for whoever prepares an offer. */
export const quoteFreightOnRoute = defineUseCase({
  name: 'transport.quote-freight',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object(
    {
      route_id: Type.String({ minLength: 1, maxLength: 80 }),
      carrier_org_id: Uuid,
      weight_kg: Type.String({ pattern: '^\\d{1,9}(\\.\\d{1,3})?$' }),
      date: DateText,
      currency: CurrencyCode,
    },
    { additionalProperties: false },
  ),
  output: FreightQuote,
  run: (ctx, input) => quoteFreight(ctx, input),
});
