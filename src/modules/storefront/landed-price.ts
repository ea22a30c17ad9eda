import { dayOf } from '../../kernel/days.ts';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import {
  add,
  allocate,
  type Currency,
  fromJson,
  isCurrency,
  type Money,
  type MoneyJson,
  sum,
  toJson,
} from '../../kernel/money.ts';
import { convert, type Rate } from '../../kernel/rate.ts';
import type { Ctx } from '../../platform/index.ts';
import { type Assessment, assess, tariffBook } from '../landed-cost/index.ts';
import { type FoundRate, findCountry, latestRates } from '../reference/index.ts';
import { freightOffers } from '../transport/index.ts';
import { type Freight, freightOf, type HandOver, inPrice, lotsToCarry } from './carriage.ts';

/** What goes to a country together: it is assessed as one declaration. All of one currency. */
export interface PricedConsignment {
  key: string;
  lines: PricedGoods[];
}

/** Goods of one kind. `amount` is the price of all of them. */
export interface PricedGoods {
  hs_code: string;
  origin_country: string;
  quantity: string;
  unit: string;
  unit_net_weight_kg: string;
  unit_gross_weight_kg: string;
  amount: MoneyJson;
  handed: HandOver;
}

/**
 * What goods cost in a country with freight, duty, taxes and fees. Money in the country's currency.
 * `total` is null unless price and charges are known; it holds freight unless that is `not_known`, and never an
 * insurance that the price does not hold. `missing` names the charges that are not known.
 */
export interface LandedPrice {
  price: MoneyJson | null;
  freight: Freight;
  /** The price holds the insurance; otherwise none is in the total and none is on file. */
  insured: boolean;
  /** The price holds duty, taxes and fees. */
  charges_in_price: boolean;
  duty: MoneyJson | null;
  excise: MoneyJson | null;
  vat: MoneyJson | null;
  fee: MoneyJson | null;
  total: MoneyJson | null;
  /** Kinds of charges that are not known: duty, excise, vat, fee. */
  missing: string[];
  /** A charge rests on a rule that was not checked. */
  unverified: boolean;
  /** A free-trade agreement may lower the duty; preferences are not on file. */
  preference: boolean;
}

export interface LandedPrices {
  country: string;
  currency: Currency;
  date: string;
  /** The exchange rates used, with the day each is of. */
  rates: { from: string; as_of: string; status: string; stale: boolean }[];
  prices: Map<string, LandedPrice>;
}

/**
 * Landed prices of a page of consignments: the rules of the country in one statement, the carriers' rate cards in one,
 * the exchange rates in one, whatever their number. Undefined for a country without rules on file.
 * Freight up to and at the frontier belongs to the customs value; where it is not known, the value is the price alone.
 */
export async function landedPrices(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  country_code: string,
  consignments: readonly PricedConsignment[],
): Promise<LandedPrices | undefined> {
  const country = findCountry(country_code);
  const currency = country?.currency;
  if (!country?.corridor || !currency || !isCurrency(currency)) return undefined;
  const date = dayOf(ctx.clock.now());
  const answer: LandedPrices = { country: country.iso2, currency, date, rates: [], prices: new Map() };
  const goods = consignments.flatMap((c) => c.lines);
  if (goods.length === 0) return answer;
  const book = await tariffBook(
    ctx.tx,
    country.iso2,
    goods.map((g) => g.hs_code),
    date,
  );
  const lots = new Map(consignments.map((c) => [c.key, lotsToCarry(c.key, c.lines, country.iso2)]));
  const offers = await freightOffers(ctx, country.iso2, date, [...lots.values()].flat());
  const used = new Set<string>([
    ...goods.map((g) => g.amount.currency),
    ...[...offers.values()].flat().map((offer) => offer.total.currency),
  ]);
  const wanted = new Set<string>([
    ...used,
    ...[...book.lines, ...book.footnotes].flatMap((rule) => rule.specific_currency ?? []),
    ...book.fees.flatMap((fee) => fee.currency ?? []),
    'USD',
  ]);
  wanted.delete(currency);
  const found = await latestRates(ctx, [...wanted].filter(isCurrency).sort(), currency, date);
  const rates = [...found.values()].map(given);
  const rateOf = (from: Currency): Rate | undefined => (from === currency ? ONE : found.get(from)?.rate);
  for (const rate of found.values())
    if (used.has(rate.from))
      answer.rates.push({ from: rate.from, as_of: rate.as_of, status: rate.status, stale: rate.stale });
  for (const { key, lines } of consignments) {
    if (lines.length === 0) continue;
    const carried = freightOf(lots.get(key) ?? [], offers, currency, rateOf);
    const values = lines.map(({ amount }) => inCountry(fromJson(amount), currency, rateOf));
    const assessment = assess(
      {
        date,
        currency,
        destination_country: country.iso2,
        origin_country: lines[0]?.origin_country ?? '',
        rates,
        lines: lines.map((g, index) => ({
          line: index + 1,
          hs_code: g.hs_code,
          customs_value: customsValue(values, index, carried.dutiable) ?? g.amount,
          quantity: g.quantity,
          unit: g.unit,
          net_weight_kg: formatMilli((parseMilli(g.quantity) * parseMilli(g.unit_net_weight_kg)) / 1000n),
        })),
      },
      book,
    );
    const known = values.flatMap((value) => value ?? []);
    const price = known.length === values.length ? sum(known, currency) : null;
    const held = lines.map((line) => inPrice(country.iso2, line.handed));
    answer.prices.set(
      key,
      shown(assessment, price, carried.freight, {
        insured: held.every((h) => h.insurance),
        charges: held.every((h) => h.charges),
      }),
    );
  }
  return answer;
}

const ONE: Rate = { numerator: 1n, denominator: 1n };

function inCountry(amount: Money, currency: Currency, rateOf: (from: Currency) => Rate | undefined) {
  const rate = rateOf(amount.currency);
  return rate && convert(amount, rate, currency);
}

/** A line's price with its share of the freight to the frontier, by price, no minor unit lost. */
function customsValue(values: readonly (Money | undefined)[], index: number, dutiable: Money) {
  const value = values[index];
  if (!value || values.includes(undefined)) return undefined;
  const weights = values.map((v) => v?.amount ?? 0n);
  const shares = allocate(dutiable, weights.some((w) => w > 0n) ? weights : weights.map(() => 1n));
  return toJson(add(value, shares[index] ?? dutiable));
}

function shown(
  { totals, currency, missing, charges, caveats }: Assessment,
  price: Money | null,
  freight: Freight,
  held: { insured: boolean; charges: boolean },
): LandedPrice {
  const owed = held.charges ? { amount: '0' } : totals.total;
  const total =
    price && owed
      ? {
          amount: (price.amount + BigInt(owed.amount) + BigInt(freight.amount?.amount ?? 0)).toString(),
          currency,
        }
      : null;
  return {
    price: price && toJson(price),
    freight,
    insured: held.insured,
    charges_in_price: held.charges,
    duty: totals.duty,
    excise: totals.excise,
    vat: totals.vat,
    fee: totals.fee,
    total,
    missing: held.charges ? [] : [...new Set(missing.map((m) => m.kind))],
    unverified: !held.charges && charges.some((c) => c.status === 'unverified'),
    preference: !held.charges && caveats.some((c) => c.code === 'preference_possible'),
  };
}

function given(rate: FoundRate) {
  return {
    from: rate.from,
    to: rate.to,
    numerator: rate.rate.numerator.toString(),
    denominator: rate.rate.denominator.toString(),
    source: rate.source.slice(0, 1000),
    as_of: rate.as_of,
    status: rate.status,
  };
}
