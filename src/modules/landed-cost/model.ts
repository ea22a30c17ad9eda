import { type Static, Type } from 'typebox';
import {
  Country,
  CurrencyCode,
  DateText,
  DecimalText,
  HsCode,
  MoneySchema,
  Nullable,
  PositiveMoneySchema,
} from '../../platform/index.ts';

const positiveDecimal = Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,12})?$' });
const kind = Type.Union([
  Type.Literal('duty'),
  Type.Literal('excise'),
  Type.Literal('vat'),
  Type.Literal('fee'),
]);
export type ChargeKind = Static<typeof kind>;

/** One line of goods as customs sees it. */
export const AssessmentLine = Type.Object(
  {
    line: Type.Integer({ minimum: 1, maximum: 200 }),
    hs_code: HsCode,
    /** National code of the destination, eight to ten digits below hs_code. */
    tariff_code: Type.Optional(Type.String({ pattern: '^\\d{8,10}$' })),
    /** CIF-type value at the frontier of the importer. */
    customs_value: PositiveMoneySchema,
    quantity: DecimalText,
    unit: Type.String({ maxLength: 12 }),
    net_weight_kg: DecimalText,
    /** Quantities in further units, for specific duties (pairs, m², litres …). */
    further_quantities: Type.Optional(
      Type.Array(
        Type.Object(
          { quantity: DecimalText, unit: Type.String({ maxLength: 12 }) },
          { additionalProperties: false },
        ),
        { maxItems: 5 },
      ),
    ),
    vehicle: Type.Optional(
      Type.Object(
        {
          fuel: Type.Union([
            Type.Literal('petrol'),
            Type.Literal('diesel'),
            Type.Literal('hybrid'),
            Type.Literal('electric'),
          ]),
          engine_cm3: Type.Integer({ minimum: 0, maximum: 30_000 }),
          age_months: Type.Integer({ minimum: 0, maximum: 1200 }),
        },
        { additionalProperties: false },
      ),
    ),
    /** Rates somebody answers for where none is on file: a broker's or an officer's, with the act they cite. */
    stated_rates: Type.Optional(
      Type.Array(
        Type.Object(
          {
            kind: Type.Union([Type.Literal('duty'), Type.Literal('excise'), Type.Literal('vat')]),
            pct: positiveDecimal,
            reference: Type.String({ minLength: 1, maxLength: 200 }),
          },
          { additionalProperties: false },
        ),
        { maxItems: 3 },
      ),
    ),
  },
  { additionalProperties: false },
);
export type AssessmentLine = Static<typeof AssessmentLine>;

/** An exchange rate the assessment may use: units of `to` for one unit of `from`. */
export const GivenRate = Type.Object(
  {
    from: CurrencyCode,
    to: CurrencyCode,
    numerator: Type.String({ pattern: '^\\d{1,40}$' }),
    denominator: Type.String({ pattern: '^[1-9]\\d{0,39}$' }),
    source: Type.String({ maxLength: 1000 }),
    as_of: DateText,
    status: Type.Union([Type.Literal('sourced'), Type.Literal('unverified'), Type.Literal('stated')]),
  },
  { additionalProperties: false },
);
export type GivenRate = Static<typeof GivenRate>;

export const AssessmentRequest = Type.Object(
  {
    date: DateText,
    destination_country: Country,
    origin_country: Country,
    lines: Type.Array(AssessmentLine, { minItems: 1, maxItems: 200 }),
    rates: Type.Optional(Type.Array(GivenRate, { maxItems: 20 })),
  },
  { additionalProperties: false },
);
export type AssessmentRequest = Static<typeof AssessmentRequest>;

const status = Type.Union([
  Type.Literal('sourced'),
  Type.Literal('unverified'),
  Type.Literal('stated'),
  Type.Literal('ambiguous'),
  Type.Literal('no_rate_on_file'),
]);

/** One charge, with the rule that made it. `amount` is null when it is not known; it is never taken as zero. */
export const Charge = Type.Object({
  /** Null: a charge on the declaration as a whole. */
  line: Nullable(Type.Integer()),
  kind,
  name: Type.String(),
  base: Nullable(MoneySchema),
  /** The rule in words, e.g. `5 %, at least 0.015 EUR/kg`. */
  rate_text: Type.String(),
  rule: Type.String(),
  /** The code under which the rule stands; '' for all goods. */
  code: Type.String(),
  status,
  source: Type.String(),
  valid_from: Nullable(DateText),
  amount: Nullable(MoneySchema),
  note: Nullable(Type.String()),
  /** Lowest and highest amount when the six digits leave several rates open. */
  range: Nullable(Type.Object({ low: MoneySchema, high: MoneySchema, codes: Type.Array(Type.String()) })),
});
export type Charge = Static<typeof Charge>;

export const Missing = Type.Object({
  line: Nullable(Type.Integer()),
  kind,
  /** no_rate_on_file, national_code_needed, exchange_rate_needed, quantity_needed, vehicle_detail_needed, depends_on_unknown */
  code: Type.String(),
  detail: Type.String(),
});
export type Missing = Static<typeof Missing>;

export const Assessment = Type.Object({
  date: DateText,
  destination_country: Country,
  origin_country: Country,
  currency: CurrencyCode,
  customs_value: Nullable(MoneySchema),
  charges: Type.Array(Charge),
  totals: Type.Object({
    duty: Nullable(MoneySchema),
    excise: Nullable(MoneySchema),
    vat: Nullable(MoneySchema),
    fee: Nullable(MoneySchema),
    /** Null unless every charge is known. */
    total: Nullable(MoneySchema),
    /** Sum of the charges that are known. */
    known: MoneySchema,
  }),
  complete: Type.Boolean(),
  missing: Type.Array(Missing),
  caveats: Type.Array(Type.Object({ code: Type.String(), text: Type.String() })),
  rates: Type.Array(GivenRate),
  /** SHA-256 of the canonical JSON of the tariff book used. */
  book_sha256: Type.String(),
});
export type Assessment = Static<typeof Assessment>;

/** What the engine is given: a checked request, the currency of the destination, and the rates to use. */
export interface EngineRequest extends AssessmentRequest {
  currency: GivenRate['to'];
  rates: GivenRate[];
}
