import { type Static, Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { NO_ORG } from '../../kernel/ids.ts';
import { add, type Currency, fromJson, isCurrency, type Money, sum, toJson } from '../../kernel/money.ts';
import { convert } from '../../kernel/rate.ts';
import { refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, MoneySchema, Nullable } from '../../platform/index.ts';
import { findPublished, type Listing, wordingFor } from '../catalogue/index.ts';
import { basisFor, checkAgainst, type LimitCheck } from '../parcels/index.ts';
import { findCountry, latestRates } from '../reference/index.ts';
import {
  findShop,
  grossWeight,
  judgeLine,
  liesIn,
  type OpenShop,
  PaymentSchema,
  type ToPersons,
  unitPrice,
} from '../storefront/index.ts';
import { type Charges, ChargesSchema, OrderLineSchema, wantedInput } from './model.ts';

/** More than this, in minor units, nobody orders as a person; sums stay far below what a bigint holds. */
const MOST_AMOUNT = 10n ** 15n;

/** What an order would cost, before anybody says who it is. */
export const QuoteSchema = Type.Object({
  destination: Type.String(),
  /** Lines that can be priced; what is wrong with any stands in `problems`. */
  lines: Type.Array(OrderLineSchema),
  problems: Type.Array(Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() })),
  goods: Nullable(MoneySchema),
  delivery: Nullable(MoneySchema),
  /** Goods and delivery: what the merchant is paid. */
  to_pay: Nullable(MoneySchema),
  weight_kg: Type.String(),
  charges: ChargesSchema,
  payments: Type.Array(PaymentSchema),
  orderable: Type.Boolean(),
  /** Names what was shown; an order repeats it. */
  quote_hash: Type.String(),
});
export type Quote = Static<typeof QuoteSchema>;

/**
 * What an order of a person would cost, with what its country asks; nothing is kept, and earlier parcels of the person
 * are not counted. Refuses with storefront.shop_not_found, orders.not_to_persons.
 */
export const quoteOrder = defineUseCase({
  name: 'orders.quote-order',
  kind: 'query',
  permission: 'public',
  input: Type.Object(wantedInput, { additionalProperties: false }),
  output: QuoteSchema,
  async run(ctx, { slug, ...wanted }) {
    const shop = await findShop(ctx, slug);
    if (!shop) return refuse('storefront.shop_not_found');
    if (!shop.to_persons) return refuse('orders.not_to_persons');
    return (await lookAtOrder(ctx, shop, shop.to_persons, wanted)).quote;
  },
});

export interface Wanted {
  destination: string;
  lines: readonly { listing_id: string; quantity: string }[];
}

/** The order looked at as things are now, and which of its offers are counted on the shelf. At most five statements. */
export async function lookAtOrder(
  ctx: Pick<Ctx, 'tx' | 'clock' | 'locale'>,
  shop: OpenShop,
  to_persons: ToPersons,
  { destination, lines: wanted }: Wanted,
): Promise<{ quote: Quote; counted: string[] }> {
  const listings = await findPublished(
    ctx,
    wanted.map((w) => w.listing_id),
  );
  const shelf = new Map(shop.shelf.map((s) => [s.listing_id, s.allotment]));
  const problems: Quote['problems'] = [];
  const flag = (path: string, code: string): void => {
    problems.push({ path, code, message: code.replaceAll('_', ' ') });
  };
  const served = to_persons.countries.find((c) => c.country === destination);
  if (!served) flag('/destination', 'country_not_served');
  const lines: Quote['lines'] = [];
  let domestic = true;
  wanted.forEach(({ listing_id, quantity }, index) => {
    const path = `/lines/${index}`;
    const listing = shelf.has(listing_id) ? listings.get(listing_id) : undefined;
    const twice = wanted.findIndex((w) => w.listing_id === listing_id) < index;
    if (twice || !listing) {
      flag(path, twice ? 'named_twice' : 'not_offered');
      return;
    }
    const judged = judgeLine(
      { quantity, unit: listing.unit, seen: null },
      listing,
      shelf.get(listing_id),
      NO_ORG,
    );
    for (const problem of judged.problems) flag(path, problem === 'too_large' ? 'too_much' : problem);
    if (!judged.price || !judged.amount) return;
    if (BigInt(judged.amount.amount) > MOST_AMOUNT) {
      flag(path, 'too_much');
      return;
    }
    if (!liesIn(destination, judged.price, listing.seller.country)) domestic = false;
    lines.push(lineOf(ctx, lines.length + 1, listing, quantity, judged.price, judged.amount));
  });
  const [currency, ...others] = new Set(lines.map((l) => l.amount.currency));
  if (others.length > 0) flag('/lines', 'currency_mixed');
  let goods = null;
  if (currency && others.length === 0 && lines.length === wanted.length) {
    goods = sum(
      lines.map((l) => fromJson(l.amount)),
      currency,
    );
    if (served && served.delivery.currency !== currency) flag('/destination', 'delivery_currency');
  }
  const delivery = served ? fromJson(served.delivery) : null;
  const to_pay = goods && delivery && goods.currency === delivery.currency ? add(goods, delivery) : null;
  const weight_kg = grossWeight(
    lines.map((l) => ({ quantity: '1', unit_gross_weight_kg: l.gross_weight_kg })),
  );
  const limit =
    goods && served && !domestic
      ? await limitOf(ctx, destination, to_persons.channel, goods, weight_kg, lines)
      : null;
  const standing = standingOf(limit, Boolean(goods && served && domestic));
  const charges: Charges = {
    limit,
    standing,
    landed: await landedOf(ctx, destination, to_pay, limit, standing),
  };
  const seen = {
    destination,
    lines: lines.map(({ title: _title, ...l }) => l),
    delivery: delivery && toJson(delivery),
    charges,
  };
  return {
    quote: {
      destination,
      lines,
      problems,
      goods: goods && toJson(goods),
      delivery: delivery && toJson(delivery),
      to_pay: to_pay && toJson(to_pay),
      weight_kg,
      charges,
      payments: to_persons.payments,
      orderable: problems.length === 0 && to_pay !== null && standing !== 'refused',
      quote_hash: sha256Hex(canonicalJson(seen)),
    },
    counted: lines.flatMap((l) => (typeof shelf.get(l.listing_id) === 'string' ? l.listing_id : [])),
  };
}

function lineOf(
  ctx: Pick<Ctx, 'locale'>,
  line: number,
  listing: Listing,
  quantity: string,
  price: Parameters<typeof unitPrice>[0],
  amount: Quote['lines'][number]['amount'],
): Quote['lines'][number] {
  const whole = (each: string): string => formatMilli((parseMilli(quantity) * parseMilli(each)) / 1000n);
  return {
    line,
    listing_id: listing.listing_id,
    title: wordingFor(ctx.locale, listing).title,
    hs_code: listing.hs_code,
    origin_country: listing.origin_country,
    quantity,
    unit: listing.unit,
    unit_price: unitPrice(price),
    amount,
    net_weight_kg: whole(listing.unit_net_weight_kg),
    gross_weight_kg: whole(listing.unit_gross_weight_kg),
  };
}

async function limitOf(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  country: string,
  channel: ToPersons['channel'],
  value: Money,
  weight_kg: string,
  lines: Quote['lines'],
): Promise<LimitCheck> {
  const date = dayOf(ctx.clock.now());
  const codes = lines.map((l) => l.hs_code);
  const basis = await basisFor(ctx, { country, channel, date, currencies: [value.currency], codes });
  return checkAgainst(basis, { country, channel, date, value, weight_kg, codes, before: () => [] });
}

/**
 * What follows from a limit. Above one whose charges are on file the goods are dutiable; where they are not on file,
 * nobody could say what the person would be asked for, and the order is not taken.
 */
function standingOf(limit: LimitCheck | null, domestic: boolean): Charges['standing'] {
  if (domestic) return 'domestic';
  if (!limit || limit.verdict === 'not_known') return 'not_known';
  if (limit.duty === null || limit.vat === null) return limit.verdict === 'above' ? 'refused' : 'not_known';
  return BigInt(limit.duty.amount) + BigInt(limit.vat.amount) > 0n ? 'dutiable' : 'free';
}

/** Everything together in the money of the country; what is not known is named, and no total is made without it. */
async function landedOf(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  destination: string,
  to_pay: Money | null,
  limit: LimitCheck | null,
  standing: Charges['standing'],
): Promise<Charges['landed']> {
  const currency = findCountry(destination)?.currency;
  if (!currency || !isCurrency(currency) || !to_pay)
    return { currency: null, total: null, missing: [], rates: [] };
  const missing: string[] = [];
  const parts: Money[] = [to_pay];
  if (standing !== 'domestic')
    for (const kind of ['duty', 'vat'] as const) {
      const known = limit?.[kind];
      if (known) parts.push(fromJson(known));
      else missing.push(kind);
    }
  const foreign = [...new Set(parts.map((p) => p.currency))].filter((c) => c !== currency).sort();
  const date = dayOf(ctx.clock.now());
  const found = foreign.length > 0 ? await latestRates(ctx, foreign, currency, date) : new Map();
  if (foreign.some((c: Currency) => !found.has(c))) missing.push('rate');
  return {
    currency,
    total:
      missing.length > 0
        ? null
        : toJson(
            sum(
              parts.map((p) =>
                p.currency === currency ? p : convert(p, found.get(p.currency).rate, currency),
              ),
              currency,
            ),
          ),
    missing,
    rates: [...found.values()].map(({ from, as_of, stale }) => ({ from, as_of, stale })),
  };
}
