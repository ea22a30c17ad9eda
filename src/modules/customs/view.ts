import { type Static, Type } from 'typebox';
import { formatMilli } from '../../kernel/decimal.ts';
import { toJson } from '../../kernel/money.ts';
import { Country, Instant, MoneySchema, Nullable, Uuid } from '../../platform/index.ts';
import type { Declaration } from './model.ts';

const Params = Type.Record(Type.String(), Type.Unknown());
export const ReasonView = Type.Object({ code: Type.String(), params: Params });
const CheckView = Type.Object({
  check: Type.String(),
  ok: Type.Boolean(),
  code: Type.String(),
  params: Params,
  weight: Type.String(),
});
const Charged = Type.Object({
  line: Nullable(Type.Integer()),
  kind: Type.String(),
  name: Type.String(),
  base: Nullable(MoneySchema),
  amount: Nullable(MoneySchema),
  rate_text: Type.String(),
  rule: Type.String(),
  code: Type.String(),
  status: Type.String(),
  source: Type.String(),
  valid_from: Nullable(Type.String()),
  note: Nullable(Type.String()),
});
const AssessmentView = Type.Object({
  date: Type.String(),
  currency: Type.String(),
  lines: Type.Array(Charged),
  total: Nullable(MoneySchema),
  known: MoneySchema,
  complete: Type.Boolean(),
  missing: Type.Array(
    Type.Object({
      line: Nullable(Type.Integer()),
      kind: Type.String(),
      name: Type.String(),
      code: Type.String(),
      detail: Type.String(),
    }),
  ),
  caveats: Type.Array(Type.Object({ code: Type.String(), text: Type.String() })),
  rates: Type.Array(
    Type.Object({
      from: Type.String(),
      to: Type.String(),
      numerator: Type.String(),
      denominator: Type.String(),
      source: Type.String(),
      as_of: Type.String(),
    }),
  ),
  supplied: Type.Array(
    Type.Object({
      line: Nullable(Type.Integer()),
      kind: Type.String(),
      name: Type.String(),
      pct: Nullable(Type.String()),
      amount: Nullable(MoneySchema),
      reason: Type.String(),
    }),
  ),
  book_sha256: Nullable(Type.String()),
});

/** A declaration without its items. */
export const DeclarationSummary = Type.Object({
  deal_id: Uuid,
  declaration_id: Uuid,
  number: Type.String(),
  direction: Type.String(),
  country: Country,
  partner_country: Country,
  office: Type.String(),
  state: Type.String(),
  version: Type.Integer(),
  lane: Nullable(Type.String()),
  lane_reasons: Type.Array(ReasonView),
  cleared: Type.Boolean(),
  statistical_value: MoneySchema,
  statistical_basis: Type.String(),
  invoice_value: MoneySchema,
  due: Nullable(MoneySchema),
  checks: Type.Array(CheckView),
  reasons: Type.Array(ReasonView),
  assessment: Nullable(AssessmentView),
  lodged_at: Nullable(Instant),
  decide_by: Nullable(Instant),
  released_at: Nullable(Instant),
  demo: Type.Boolean(),
});

export const DeclarationView = Type.Object({
  ...DeclarationSummary.properties,
  supervision_mode: Type.String(),
  transport_mode: Type.String(),
  declarant_org_id: Uuid,
  trader_org_id: Uuid,
  consignor_org_id: Uuid,
  consignee_org_id: Uuid,
  customs_org_id: Uuid,
  payment_reference: Nullable(Type.String()),
  documents: Type.Array(
    Type.Object({
      kind: Type.String(),
      number: Type.String(),
      document_id: Type.String(),
      hash: Type.String(),
    }),
  ),
  items: Type.Array(
    Type.Object({
      line: Type.Integer(),
      hs_code: Type.String(),
      tariff_code: Nullable(Type.String()),
      description: Type.String(),
      origin_country: Country,
      quantity: Type.String(),
      unit: Type.String(),
      packages: Type.Integer(),
      package_kind: Type.String(),
      net_weight_kg: Type.String(),
      gross_weight_kg: Type.String(),
      value: MoneySchema,
      statistical_value: MoneySchema,
      certificates: Type.Array(Type.String()),
    }),
  ),
});

export function summarise(d: Declaration): Static<typeof DeclarationSummary> {
  return {
    deal_id: d.deal_id,
    declaration_id: d.declaration_id,
    number: d.number,
    direction: d.direction,
    country: d.country,
    partner_country: d.partner_country,
    office: d.office,
    state: d.state,
    version: d.version,
    lane: d.lane,
    lane_reasons: d.lane_reasons,
    cleared: d.cleared,
    statistical_value: toJson(d.statistical_value),
    statistical_basis: d.statistical_basis,
    invoice_value: toJson(d.invoice_value),
    due: d.due && toJson(d.due),
    checks: d.checks,
    reasons: d.reasons,
    assessment: d.assessment,
    lodged_at: d.lodged_at?.toISOString() ?? null,
    decide_by: d.decide_by?.toISOString() ?? null,
    released_at: d.released_at?.toISOString() ?? null,
    demo: d.demo,
  };
}

export function show(d: Declaration): Static<typeof DeclarationView> {
  return {
    ...summarise(d),
    supervision_mode: d.supervision_mode,
    transport_mode: d.transport_mode,
    declarant_org_id: d.declarant_org_id,
    trader_org_id: d.trader_org_id,
    consignor_org_id: d.consignor_org_id,
    consignee_org_id: d.consignee_org_id,
    customs_org_id: d.customs_org_id,
    payment_reference: d.payment_reference,
    documents: d.documents,
    items: d.items.map(({ quantity_milli, net_weight_milli, gross_weight_milli, ...i }) => ({
      ...i,
      quantity: formatMilli(quantity_milli),
      net_weight_kg: formatMilli(net_weight_milli),
      gross_weight_kg: formatMilli(gross_weight_milli),
      value: toJson(i.value),
      statistical_value: toJson(i.statistical_value),
    })),
  };
}
