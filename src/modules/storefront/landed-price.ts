import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { type Currency, isCurrency, type MoneyJson } from '../../kernel/money.ts';
import type { Ctx } from '../../platform/index.ts';
import { type Assessment, assess, tariffBook } from '../landed-cost/index.ts';
import { type FoundRate, findCountry, findPlace, latestRates } from '../reference/index.ts';

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
  amount: MoneyJson;
}

/** Whether goods that are handed over at a place lie in the country already, so that nothing is imported. */
export function liesIn(country: string, place: string | undefined): boolean {
  return place !== undefined && findPlace(place)?.country === country;
}

/**
 * What goods cost in a country with duty, taxes and fees, carriage left out. Money in the country's currency.
 * `total` is null unless every part is known; `missing` names what is not.
 */
export interface LandedPrice {
  price: MoneyJson | null;
  duty: MoneyJson | null;
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
 * Landed prices of a page of consignments: the rules of the country in one statement, the exchange rates in one,
 * whatever their number. Undefined for a country without rules on file.
 * Freight is not known before an offer, so customs value and totals are of the price alone.
 */
export async function landedPrices(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  country_code: string,
  consignments: readonly PricedConsignment[],
): Promise<LandedPrices | undefined> {
  const country = findCountry(country_code);
  const currency = country?.currency;
  if (!country?.corridor || !currency || !isCurrency(currency)) return undefined;
  const date = ctx.clock.now().toISOString().slice(0, 10);
  const answer: LandedPrices = { country: country.iso2, currency, date, rates: [], prices: new Map() };
  const goods = consignments.flatMap((c) => c.lines);
  if (goods.length === 0) return answer;
  const book = await tariffBook(
    ctx.tx,
    country.iso2,
    goods.map((g) => g.hs_code),
    date,
  );
  const wanted = new Set<string>([
    ...goods.map((g) => g.amount.currency),
    ...[...book.lines, ...book.footnotes].flatMap((rule) => rule.specific_currency ?? []),
    ...book.fees.flatMap((fee) => fee.currency ?? []),
    'USD',
  ]);
  wanted.delete(currency);
  const found = await latestRates(ctx, [...wanted].filter(isCurrency).sort(), currency, date);
  const rates = [...found.values()].map(given);
  const used = new Set(goods.map((g) => g.amount.currency));
  for (const rate of found.values())
    if (used.has(rate.from))
      answer.rates.push({ from: rate.from, as_of: rate.as_of, status: rate.status, stale: rate.stale });
  for (const { key, lines } of consignments) {
    if (lines.length === 0) continue;
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
          customs_value: g.amount,
          quantity: g.quantity,
          unit: g.unit,
          net_weight_kg: formatMilli((parseMilli(g.quantity) * parseMilli(g.unit_net_weight_kg)) / 1000n),
        })),
      },
      book,
    );
    answer.prices.set(key, shown(assessment));
  }
  return answer;
}

function shown({ customs_value, totals, currency, missing, charges, caveats }: Assessment): LandedPrice {
  const total =
    customs_value && totals.total
      ? { amount: (BigInt(customs_value.amount) + BigInt(totals.total.amount)).toString(), currency }
      : null;
  return {
    price: customs_value,
    duty: totals.duty,
    vat: totals.vat,
    fee: totals.fee,
    total,
    missing: [...new Set(missing.map((m) => m.kind))],
    unverified: charges.some((c) => c.status === 'unverified'),
    preference: caveats.some((c) => c.code === 'preference_possible'),
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
