import { type Static, Type } from 'typebox';
import { isWeightWithinTrade, isWithinTrade, lineTotal } from '../../kernel/bounds.ts';
import { add, fromJson, type MoneyJson, toJson } from '../../kernel/money.ts';
import { type FieldError, type Outcome, refuse } from '../../kernel/refusal.ts';
import { paragraphsPattern } from '../../kernel/text.ts';
import {
  Country,
  CurrencyCode,
  DateText,
  DecimalText,
  HsCode,
  Line,
  PositiveMoneySchema,
  Uuid,
} from '../../platform/index.ts';
import { disputeTerms, Freight, paymentTerms, priceOf, ShelfFacts, type Terms } from '../deals/index.ts';

/** Offers and counter-offers of one deal. */
export const MOST_ROUNDS = 20;

/** How long a seller has to answer where the buyer does not say. */
export const ANSWER_WITHIN_DAYS = 14;
/** What is said with a request for a quote. */
export const askedInput = {
  message: Type.Optional(Type.String({ maxLength: 2000, pattern: paragraphsPattern })),
  answer_within_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 60, default: ANSWER_WITHIN_DAYS })),
};

/** One line that the buyer asks for. */
export const RequestLine = Type.Object(
  {
    line: Type.Integer({ minimum: 1, maximum: 200 }),
    description: Line(300),
    hs_code: HsCode,
    tariff_code: Type.Optional(Type.String({ pattern: '^\\d{8,10}$' })),
    origin_country: Country,
    quantity: DecimalText,
    unit: Type.String({ minLength: 1, maxLength: 12 }),
    listing_id: Type.Optional(Uuid),
    /** The price the buyer was shown; the seller's offer may name another. */
    unit_price: Type.Optional(PositiveMoneySchema),
    /** Taken from the listing when the request is sent; what a caller says of it is not believed. */
    shelf: Type.Optional(ShelfFacts),
  },
  { additionalProperties: false },
);

/** What the buyer asks a seller to quote for. */
export const QuoteRequest = Type.Object(
  {
    goods: Type.Array(RequestLine, { minItems: 1, maxItems: 50 }),
    currency: CurrencyCode,
    place_to: Type.String({ minLength: 1, maxLength: 40 }),
    incoterm: Type.Optional(Type.String({ pattern: '^[A-Z]{3}$' })),
  },
  { additionalProperties: false },
);
export type QuoteRequest = Static<typeof QuoteRequest>;

/** What a side adds to the request to make an offer of it: prices, packing, carriage, dates and who serves. */
export const Offer = Type.Object(
  {
    goods: Type.Array(
      Type.Object(
        {
          line: Type.Integer({ minimum: 1, maximum: 200 }),
          unit_price: PositiveMoneySchema,
          packages: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
          package_kind: Line(40),
          net_weight_kg: DecimalText,
          gross_weight_kg: DecimalText,
          certificates: Type.Array(Line(60), {
            maxItems: 10,
          }),
        },
        { additionalProperties: false },
      ),
      { minItems: 1, maxItems: 50 },
    ),
    incoterm: Type.String({ pattern: '^[A-Z]{3}$' }),
    incoterm_place: Type.String({ minLength: 1, maxLength: 40 }),
    route_id: Type.String({ minLength: 1, maxLength: 80 }),
    freight: Freight,
    insurance: PositiveMoneySchema,
    supervision_mode: Type.String({ pattern: '^\\d{4}$' }),
    fund_within_days: Type.Integer({ minimum: 1, maximum: 90 }),
    ship_by: DateText,
    ...paymentTerms,
    ...disputeTerms,
    carrier_org_id: Uuid,
    export_broker_org_id: Uuid,
    import_broker_org_id: Uuid,
    bank_org_id: Uuid,
  },
  { additionalProperties: false },
);
export type Offer = Static<typeof Offer>;

/** The parts of a route that terms repeat. */
export interface OfferedRoute {
  route_id: string;
  mode: 'rail' | 'road';
  from: string;
  to: string;
  from_country: string;
  to_country: string;
  crossing_export: string;
  crossing_import: string;
}

/**
 * Terms from a request, an offer and a route: nothing is typed twice, amounts and price are computed.
 * Refuses with quoting.goods_do_not_match when a line has no price.
 */
export function composeTerms(request: QuoteRequest, offer: Offer, route: OfferedRoute): Outcome<Terms> {
  const { goods: offered, ...rest } = offer;
  const lines = request.goods.map((asked) => ({ asked, offer: offered.find((o) => o.line === asked.line) }));
  if (offered.length !== request.goods.length || lines.some((l) => !l.offer))
    return refuse('quoting.goods_do_not_match');
  const goods = lines.flatMap(({ asked, offer: line }) =>
    line ? [{ ...asked, ...line, amount: toJson(lineTotal(asked.quantity, line.unit_price)) }] : [],
  );
  const large = tooLarge(offer, goods);
  if (large.length > 0) return refuse('deals.terms_do_not_hold', {}, large);
  const nothing: MoneyJson = { amount: '0', currency: request.currency };
  const terms: Terms = {
    ...rest,
    goods,
    price: nothing,
    mode: route.mode,
    from_country: route.from_country,
    to_country: route.to_country,
    place_from: route.from,
    place_to: request.place_to,
    crossing_export: route.crossing_export,
    crossing_import: route.crossing_import,
  };
  const sameCurrency = [
    offer.insurance,
    ...Object.values(offer.freight),
    ...goods.map((g) => g.amount),
  ].every((m) => m.currency === request.currency);
  if (sameCurrency) terms.price = toJson(add(fromJson(nothing), priceOf(terms)));
  return terms;
}

/** Amounts and weights that no contract comes to; what they add up to could not be written any more. */
function tooLarge(
  { freight, insurance }: Pick<Offer, 'freight' | 'insurance'>,
  goods: readonly { amount: MoneyJson; gross_weight_kg: string }[],
): FieldError[] {
  const errors: FieldError[] = [];
  const flag = (path: string): void => {
    errors.push({ path, code: 'too_large', message: 'more than any contract comes to' });
  };
  const fits = ({ amount, currency }: MoneyJson): boolean =>
    amount.length < 19 && isWithinTrade(fromJson({ amount, currency }));
  goods.forEach((line, at) => {
    if (!fits(line.amount)) flag(`/goods/${at}/amount`);
    if (!isWeightWithinTrade(line.gross_weight_kg)) flag(`/goods/${at}/gross_weight_kg`);
  });
  for (const [name, amount] of Object.entries(freight)) if (!fits(amount)) flag(`/freight/${name}`);
  if (!fits(insurance)) flag('/insurance');
  return errors;
}
