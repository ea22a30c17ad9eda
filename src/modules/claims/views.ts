import { Type } from 'typebox';
import { DateText, Nullable } from '../../platform/index.ts';
import { showDecimal, toNumber } from './exact/fraction.ts';
import { bounds, type Checked, type Claim, flows, reasonCodes, showPeriod, verdicts } from './model.ts';

const cell = (maxLength: number) => Type.String({ maxLength, pattern: '^[^\\p{Cc}\\p{Cs}]*$' });

/** A claim as it is sent: the words of the press file. */
export const ClaimInput = Type.Object(
  {
    id: cell(60),
    claim: Type.Optional(cell(1000)),
    metric: cell(60),
    reporter: cell(200),
    partner: cell(200),
    flow: Type.Enum([...flows]),
    commodity: Type.Optional(cell(60)),
    period: cell(20),
    value: Type.Optional(cell(32)),
    unit: cell(30),
    printed_precision: Type.Optional(cell(20)),
    bound: Type.Optional(Type.Enum([...bounds])),
    source: Type.Optional(cell(1000)),
  },
  { additionalProperties: false },
);

/** Which figures are used: sources of the store, and the day whose knowledge counts. */
export const checkOptions = {
  sources: Type.Optional(
    Type.Array(Type.String({ pattern: '^[a-z][a-z0-9-]{2,60}$' }), { maxItems: 4, minItems: 1 }),
  ),
  as_of: Type.Optional(DateText),
};

const Row = Type.Object({
  period: Type.String(),
  reporter: Type.String(),
  partner: Type.String(),
  flow: Type.Enum([...flows]),
  commodity: Type.String(),
  /** Decimal text in whole units of the currency. */
  value: Type.String(),
  currency: Type.String(),
  status: Type.String(),
  source: Type.String(),
  source_url: Nullable(Type.String()),
  publisher: Nullable(Type.String()),
  vintage: Type.String(),
  how: Type.String(),
});

export const ClaimView = Type.Object({
  id: Type.String(),
  statement: Type.String(),
  metric: Type.String(),
  reporters: Type.Array(Type.String()),
  partners: Type.Array(Type.String()),
  flow: Type.Enum([...flows]),
  commodity: Type.String(),
  period: Type.String(),
  value: Nullable(Type.String()),
  unit: Type.String(),
  bound: Type.Enum([...bounds]),
  source: Type.String(),
  source_url: Nullable(Type.String()),
  read_as: Nullable(Type.String()),
});

export const CheckedView = Type.Intersect([
  ClaimView,
  Type.Object({
    verdict: Type.Enum([...verdicts]),
    /** In the unit of the claim, to six places; yes and no are 1 and 0. */
    computed: Nullable(Type.Number()),
    /** What the printed rounding of the figures allows, low and high. */
    interval: Nullable(Type.Array(Type.Number(), { minItems: 2, maxItems: 2 })),
    /** What the printed rounding of the claim allows; an open end is null. */
    claimed: Nullable(Type.Array(Nullable(Type.Number()), { minItems: 2, maxItems: 2 })),
    reason: Type.String(),
    reason_code: Type.Enum([...reasonCodes]),
    reason_detail: Nullable(Type.String()),
    reason_params: Type.Record(Type.String(), Type.String()),
    formula: Nullable(Type.String()),
    /** What its numbers are, where it has words: level, exports_less_imports, exports_and_imports, partners_counted. */
    formula_code: Nullable(Type.String()),
    rows: Type.Array(Row),
    notes: Type.Array(
      Type.Object({
        code: Type.String(),
        text: Type.String(),
        params: Type.Record(Type.String(), Type.String()),
      }),
    ),
    missing: Type.Array(
      Type.Object({
        what: Type.String(),
        where: Type.String(),
        because: Type.String(),
        cell: Nullable(
          Type.Object({
            reporter: Type.String(),
            partner: Type.String(),
            flow: Type.Enum([...flows]),
            commodity: Type.String(),
            period: Type.String(),
          }),
        ),
      }),
    ),
  }),
]);

export function claimView(c: Claim) {
  return {
    id: c.id,
    statement: c.statement,
    metric: c.metric_text,
    reporters: c.reporters,
    partners: c.partners,
    flow: c.flow,
    commodity: c.commodity,
    period: showPeriod(c.period),
    value: c.value && showDecimal(c.value, 12),
    unit: c.unit.text,
    bound: c.bound,
    source: c.source,
    source_url: c.source_url,
    read_as: c.read_as,
  };
}

export function checkedView(c: Checked) {
  return {
    ...claimView(c.claim),
    verdict: c.verdict,
    computed: c.computed && toNumber(c.computed.point),
    interval: c.computed && [toNumber(c.computed.low), toNumber(c.computed.high)],
    claimed: c.claimed && [
      c.claimed.low ? toNumber(c.claimed.low) : null,
      c.claimed.high ? toNumber(c.claimed.high) : null,
    ],
    reason: c.reason.text,
    reason_code: c.reason.code,
    reason_detail: c.reason.detail,
    reason_params: c.reason.params,
    formula: c.formula,
    formula_code: c.formula_code,
    rows: c.rows,
    notes: c.notes.map((n) => ({ ...n, params: n.params ?? {} })),
    missing: c.missing.map(({ what, where, because, cell = null }) => ({ what, where, because, cell })),
  };
}
