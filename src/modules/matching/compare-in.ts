import { dayOf } from '../../kernel/days.ts';
import { type Currency, currencies, fromJson, type MoneyJson, toJson } from '../../kernel/money.ts';
import { convert, type Rate } from '../../kernel/rate.ts';
import type { Ctx } from '../../platform/index.ts';
import { latestRates } from '../reference/index.ts';
import type { Wanted } from './parts.ts';

/** Rates into the currency of a need's limit, by the currency of the price. */
export type LimitRates = ReadonlyMap<Currency, Rate>;

/** The newest rates on file into the currency of the need's limit, in one statement; none where it has no limit. */
export async function ratesFor(ctx: Pick<Ctx, 'tx' | 'clock'>, need: Wanted): Promise<LimitRates> {
  const limit = need.max_price;
  if (!limit) return new Map();
  const today = dayOf(ctx.clock.now());
  const found = await latestRates(ctx, currencies, limit.currency, today);
  return new Map([...found].map(([from, { rate }]) => [from, rate]));
}

/** Rates into each currency in which a need names its limit, by that currency; a statement for each. */
export async function ratesForAll(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  needs: Iterable<Wanted>,
): Promise<Map<string, LimitRates>> {
  const rates = new Map<string, LimitRates>();
  for (const need of needs)
    if (need.max_price && !rates.has(need.max_price.currency))
      rates.set(need.max_price.currency, await ratesFor(ctx, need));
  return rates;
}

/**
 * An offer with its price in the currency of the need's limit, so that the two can be compared; as it was where no rate
 * is on file: such a price counts neither for nor against.
 */
export function comparedIn<O extends { price: MoneyJson }>(offer: O, need: Wanted, rates: LimitRates): O {
  const to = need.max_price?.currency;
  if (to === undefined || offer.price.currency === to) return offer;
  const rate = rates.get(offer.price.currency);
  return rate ? { ...offer, price: toJson(convert(fromJson(offer.price), rate, to)) } : offer;
}
