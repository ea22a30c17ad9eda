import { type Static, Type } from 'typebox';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { add, applyRatio, type Currency, fromJson, type Money, sum, toJson } from '../../kernel/money.ts';
import {
  Country,
  DateText,
  DecimalText,
  HsCode,
  Instant,
  PositiveMoneySchema,
  Uuid,
} from '../../platform/index.ts';
import { notWhole } from '../reference/index.ts';
import { disputeTerms, disputeTermsErrors } from './dispute-terms.ts';
import { Milestone, milestoneError } from './payment-terms.ts';

const code = (maxLength: number) => Type.String({ minLength: 1, maxLength });

/** What the offer on the shelf said of a line when it was asked for. */
export const ShelfFacts = Type.Object(
  {
    /** The seller's minimum, and the quantity from which the price the line reached holds. */
    moq: DecimalText,
    tier_from: DecimalText,
    lead_time_days: Type.Integer({ minimum: 0, maximum: 730 }),
  },
  { additionalProperties: false },
);

/** One line of goods. The same shape from the request for a quote to the customs declaration. */
export const GoodsLine = Type.Object(
  {
    line: Type.Integer({ minimum: 1, maximum: 200 }),
    description: Type.String({ minLength: 1, maxLength: 300 }),
    hs_code: HsCode,
    /** National code of the destination's tariff, when known (EAEU: 10 digits). */
    tariff_code: Type.Optional(Type.String({ pattern: '^\\d{8,10}$' })),
    origin_country: Country,
    quantity: DecimalText,
    unit: code(12),
    packages: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    package_kind: code(40),
    net_weight_kg: DecimalText,
    gross_weight_kg: DecimalText,
    unit_price: PositiveMoneySchema,
    amount: PositiveMoneySchema,
    certificates: Type.Array(code(60), { maxItems: 10 }),
    listing_id: Type.Optional(Uuid),
    shelf: Type.Optional(ShelfFacts),
  },
  { additionalProperties: false },
);
export type GoodsLine = Static<typeof GoodsLine>;

/** Freight by where it is earned: before, at and behind the frontier that customs values turn on. */
export const Freight = Type.Object(
  { to_frontier: PositiveMoneySchema, at_frontier: PositiveMoneySchema, after_frontier: PositiveMoneySchema },
  { additionalProperties: false },
);

/** When the price is paid, and what the brokers get for their work; the same in offers and in terms. */
export const paymentTerms = {
  /** Parts of the price and what each waits for; without them all is due on acceptance of the goods. */
  milestones: Type.Optional(Type.Array(Milestone, { minItems: 1, maxItems: 6 })),
  /** Days after `ship_by` when the money goes back to the buyer if nothing has departed; 14 when not said. */
  lapse_after_days: Type.Optional(Type.Integer({ minimum: 0, maximum: 90 })),
  /** Days after the goods were handed over when they count as accepted, if nothing is disputed; 14 when not said. */
  accept_within_days: Type.Optional(Type.Integer({ minimum: 1, maximum: 60 })),
  /** Paid out of the seller's share, from departure on. */
  export_broker_fee: Type.Optional(PositiveMoneySchema),
  /** Paid into escrow by the buyer beside the price, and to the broker when the import is released. */
  import_broker_fee: Type.Optional(PositiveMoneySchema),
};

/** What buyer and seller agree on. All money is in the contract currency. */
export const Terms = Type.Object(
  {
    goods: Type.Array(GoodsLine, { minItems: 1, maxItems: 50 }),
    price: PositiveMoneySchema,
    incoterm: Type.String({ pattern: '^[A-Z]{3}$' }),
    incoterm_place: code(40),
    route_id: code(80),
    mode: Type.Union([Type.Literal('rail'), Type.Literal('road')]),
    from_country: Country,
    to_country: Country,
    place_from: code(40),
    place_to: code(40),
    crossing_export: code(40),
    crossing_import: code(40),
    freight: Freight,
    insurance: PositiveMoneySchema,
    supervision_mode: Type.String({ pattern: '^\\d{4}$' }),
    fund_within_days: Type.Integer({ minimum: 1, maximum: 90 }),
    ship_by: DateText,
    /** Until when the offer that became these terms could be accepted. */
    valid_until: Type.Optional(Instant),
    ...paymentTerms,
    ...disputeTerms,
    carrier_org_id: Uuid,
    export_broker_org_id: Uuid,
    import_broker_org_id: Uuid,
    bank_org_id: Uuid,
  },
  { additionalProperties: false },
);
export type Terms = Static<typeof Terms>;

/**
 * Who carries what under Incoterms 2020 for land transport, as far as it moves money here: whether the
 * seller's price already holds freight up to the frontier, from there on, and the insurance.
 */
const sellerCarries: Record<string, { to_frontier: boolean; onward: boolean; insurance: boolean }> = {
  EXW: { to_frontier: false, onward: false, insurance: false },
  FCA: { to_frontier: false, onward: false, insurance: false },
  CPT: { to_frontier: true, onward: true, insurance: false },
  CIP: { to_frontier: true, onward: true, insurance: true },
  DAP: { to_frontier: true, onward: true, insurance: true },
  DPU: { to_frontier: true, onward: true, insurance: true },
};
export const landIncoterms = Object.keys(sellerCarries);

export function contractCurrency(terms: Terms): Currency {
  return terms.price.currency;
}

export function goodsAmount(terms: Pick<Terms, 'goods' | 'price'>): Money {
  return sum(
    terms.goods.map((g) => fromJson(g.amount)),
    terms.price.currency,
  );
}

/** Freight and insurance that the Incoterm puts into the seller's price, part by part. */
export function carriedBySeller(terms: Pick<Terms, 'incoterm' | 'freight' | 'insurance' | 'price'>): Money[] {
  const who = sellerCarries[terms.incoterm] ?? { to_frontier: false, onward: false, insurance: false };
  const { freight, insurance } = terms;
  return [
    ...(who.to_frontier ? [fromJson(freight.to_frontier)] : []),
    ...(who.onward ? [fromJson(freight.at_frontier), fromJson(freight.after_frontier)] : []),
    ...(who.insurance ? [fromJson(insurance)] : []),
  ];
}

/** The freight that the Incoterm puts into the seller's price: the escrow pays it to the carrier. */
export function freightInPrice(terms: Terms): Money {
  const none = { amount: '0', currency: terms.price.currency };
  return sum(carriedBySeller({ ...terms, insurance: none }), terms.price.currency);
}

/** The contract price that goods, freight, insurance and Incoterm add up to. */
export function priceOf(terms: Pick<Terms, 'goods' | 'incoterm' | 'freight' | 'insurance' | 'price'>): Money {
  return add(goodsAmount(terms), sum(carriedBySeller(terms), terms.price.currency));
}

/** Statistical value of the export: FOB-type, at the frontier of the exporter (IMTS 2010, 4.7). */
export function fobValue(terms: Terms): Money {
  return add(goodsAmount(terms), fromJson(terms.freight.to_frontier));
}

/** Statistical value of the import: CIF-type, at the frontier of the importer (IMTS 2010, 4.7). */
export function cifValue(terms: Terms): Money {
  return sum(
    [fobValue(terms), fromJson(terms.freight.at_frontier), fromJson(terms.insurance)],
    terms.price.currency,
  );
}

/** What is wrong with terms that have the right shape: paths and codes; empty when they hold together. */
export function termsErrors(terms: Terms): { path: string; code: string; message: string }[] {
  const errors = disputeTermsErrors(terms);
  const flag = (path: string, errorCode: string, message: string): void => {
    errors.push({ path, code: errorCode, message });
  };
  if (!landIncoterms.includes(terms.incoterm))
    flag('/incoterm', 'incoterm_not_for_land', `one of ${landIncoterms.join(', ')}`);
  if (terms.from_country === terms.to_country)
    flag('/to_country', 'same_country', 'goods must cross a border');
  const all = [
    terms.price,
    terms.insurance,
    terms.freight.to_frontier,
    terms.freight.at_frontier,
    terms.freight.after_frontier,
    terms.export_broker_fee ?? terms.price,
    terms.import_broker_fee ?? terms.price,
  ];
  if (
    all.some((m) => m.currency !== terms.price.currency) ||
    terms.goods.some(
      (g) => g.amount.currency !== terms.price.currency || g.unit_price.currency !== terms.price.currency,
    )
  ) {
    flag('/price', 'mixed_currencies', 'all amounts must be in the contract currency');
    return errors;
  }
  terms.goods.forEach((g, i) => {
    const quantity = parseMilli(g.quantity);
    const net = parseMilli(g.net_weight_kg);
    errors.push(...notWhole([[`/goods/${i}/quantity`, g.quantity, g.unit]]));
    if (quantity <= 0n) flag(`/goods/${i}/quantity`, 'not_positive', 'must be above zero');
    else if (applyRatio(fromJson(g.unit_price), quantity, 1000n).amount !== fromJson(g.amount).amount)
      flag(
        `/goods/${i}/amount`,
        'not_quantity_times_price',
        `quantity × unit price is ${toJson(applyRatio(fromJson(g.unit_price), quantity, 1000n)).amount}`,
      );
    if (net <= 0n || net > parseMilli(g.gross_weight_kg))
      flag(
        `/goods/${i}/net_weight_kg`,
        'weight_implausible',
        `net must be above zero and at most gross (${formatMilli(net)} kg)`,
      );
  });
  if (new Set(terms.goods.map((g) => g.line)).size !== terms.goods.length)
    flag('/goods', 'line_twice', 'line numbers must differ');
  if (priceOf(terms).amount !== fromJson(terms.price).amount)
    flag(
      '/price',
      'does_not_add_up',
      `goods, freight and insurance under ${terms.incoterm} add up to ${priceOf(terms).amount}`,
    );
  else {
    const none = { amount: '0', currency: terms.price.currency };
    const unpaid = milestoneError(terms, {
      freight: freightInPrice(terms),
      export_broker: fromJson(terms.export_broker_fee ?? none),
    });
    if (unpaid) errors.push(unpaid);
  }
  return errors;
}
