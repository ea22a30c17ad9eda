import { type Static, Type } from 'typebox';
import { DAY_MS } from '../../../kernel/days.ts';
import { parseMilli } from '../../../kernel/decimal.ts';
import { type Currency, divideHalfUp, fromJson, type MoneyJson, toJson } from '../../../kernel/money.ts';
import { convert, formatRate } from '../../../kernel/rate.ts';
import type { JsonObject } from '../../../kernel/refusal.ts';
import {
  CurrencyCode,
  DateText,
  DecimalText,
  Instant,
  MoneySchema,
  Nullable,
} from '../../../platform/index.ts';
import { disputeTerms, disputeTermsOf } from '../../deals/index.ts';
import type { FoundRate } from '../../reference/index.ts';
import type { AnswerRow } from './store-inquiries.ts';

/** Money of the contract, and what it is in the buyer's currency; null where no rate is on file. */
const InBoth = Type.Object({ contract: MoneySchema, own: Nullable(MoneySchema) });

/** One answer in the table. What nobody knows is null and stands in `unknown`. */
export const Compared = Type.Object({
  quote_number: Type.Integer(),
  offered_by: Type.Unsafe<'buyer' | 'seller'>({ type: 'string', enum: ['buyer', 'seller'] }),
  valid_until: Instant,
  expired: Type.Boolean(),
  incoterm: Type.String(),
  ...disputeTerms,
  incoterm_place: Type.String(),
  ship_by: DateText,
  /** Days from the offer to the day by which the goods leave. */
  lead_time_days: Type.Integer(),
  price: InBoth,
  lines: Type.Array(
    Type.Object({
      line: Type.Integer(),
      quantity: DecimalText,
      unit: Type.String(),
      unit_price: InBoth,
      /** From the shelf on the day of the request; null when the line names no offer. */
      moq: Nullable(DecimalText),
      tier_from: Nullable(DecimalText),
      certificates: Type.Array(Type.String()),
    }),
  ),
  landed: Type.Object({
    /** To the buyer's door; null unless every part is known. */
    total: Nullable(InBoth),
    known: Nullable(InBoth),
    /** The total shared over the quantity; null with several lines, whose units may differ. */
    per_unit_own: Nullable(MoneySchema),
    lines: Type.Array(
      Type.Object({
        item: Type.String(),
        amount: Nullable(InBoth),
        in_price: Type.Boolean(),
        paid_by: Type.String(),
      }),
    ),
  }),
  unknown: Type.Array(Type.String()),
});
export type Compared = Static<typeof Compared>;

export const RateUsed = Type.Object({
  from: CurrencyCode,
  to: CurrencyCode,
  rate: Type.String(),
  as_of: DateText,
  source: Type.String(),
  stale: Type.Boolean(),
});

export const rateUsed = (found: FoundRate): Static<typeof RateUsed> => ({
  from: found.from,
  to: found.to,
  rate: formatRate(found.rate),
  as_of: found.as_of,
  source: found.source,
  stale: found.stale,
});

interface StoredCost extends JsonObject {
  lines: { item: string; amount: MoneyJson | null; in_price: boolean; paid_by: string }[];
  total: MoneyJson | null;
  known: MoneyJson;
}

/** An offer as the comparison shows it, in the contract's currency and in the buyer's at the rates given. */
export function compareAnswer(
  quote: AnswerRow,
  own: Currency,
  rates: ReadonlyMap<Currency, FoundRate>,
  now: Date,
): Compared {
  const { terms } = quote;
  const both = (contract: MoneyJson): Static<typeof InBoth> => {
    const rate =
      contract.currency === own
        ? { numerator: 1n, denominator: 1n }
        : rates.get(contract.currency as Currency)?.rate;
    return { contract, own: rate ? toJson(convert(fromJson(contract), rate, own)) : null };
  };
  const cost = quote.landed_cost as StoredCost | null;
  const total = cost?.total ? both(cost.total) : null;
  const [only, ...more] = terms.goods;
  const price = both(terms.price);
  const unknown = [
    ...(cost ? cost.lines.filter((l) => l.amount === null).map((l) => l.item) : ['landed_cost']),
    ...(price.own ? [] : ['exchange_rate']),
  ];
  return {
    quote_number: quote.quote_number,
    offered_by: quote.offered_by,
    valid_until: new Date(quote.valid_until).toISOString(),
    expired: new Date(quote.valid_until) <= now,
    incoterm: terms.incoterm,
    ...disputeTermsOf(terms),
    incoterm_place: terms.incoterm_place,
    ship_by: terms.ship_by,
    lead_time_days: Math.max(
      0,
      Math.ceil((Date.parse(terms.ship_by) - new Date(quote.offered_at).getTime()) / DAY_MS),
    ),
    price,
    lines: terms.goods.map((g) => ({
      line: g.line,
      quantity: g.quantity,
      unit: g.unit,
      unit_price: both(g.unit_price),
      moq: g.shelf?.moq ?? null,
      tier_from: g.shelf?.tier_from ?? null,
      certificates: g.certificates,
    })),
    landed: {
      total,
      known: cost ? both(cost.known) : null,
      per_unit_own: total?.own && only && more.length === 0 ? perUnit(total.own, only.quantity) : null,
      lines: (cost?.lines ?? []).map((l) => ({
        item: l.item,
        amount: l.amount ? both(l.amount) : null,
        in_price: l.in_price,
        paid_by: l.paid_by,
      })),
    },
    unknown,
  };
}

function perUnit(total: MoneyJson, quantity: string): MoneyJson {
  return {
    amount: divideHalfUp(BigInt(total.amount) * 1000n, parseMilli(quantity)).toString(),
    currency: total.currency,
  };
}

/**
 * The answer with the lowest known cost to the door, among those that still stand; null unless at least two can be
 * compared, because an answer with unknown parts is not cheaper for that.
 */
export function lowestLanded(
  answers: readonly { deal_id: string; stands: boolean; quote: Compared | null }[],
): string | null {
  const known = answers.flatMap(({ deal_id, stands, quote }) => {
    const own = quote?.landed.total?.own;
    return stands && own && !quote.expired ? [{ deal_id, amount: BigInt(own.amount) }] : [];
  });
  if (known.length < 2) return null;
  return known.reduce((best, next) => (next.amount < best.amount ? next : best)).deal_id;
}
