import { type Static, Type } from 'typebox';
import { Instant, Nullable, Uuid } from '../../platform/index.ts';
import { documentKinds, documentStates, type TradeDocument } from './model.ts';

/** A document on a list. */
export const DocumentSummary = Type.Object({
  deal_id: Uuid,
  document_id: Uuid,
  kind: Type.Enum([...documentKinds]),
  number: Type.String(),
  version: Type.Integer(),
  state: Type.Enum([...documentStates]),
  facts_hash: Type.String(),
  issuer: Type.Object({ org_id: Uuid, name: Type.String() }),
  issued_at: Instant,
  supersedes: Nullable(Uuid),
  reason: Nullable(Type.String()),
});
export type DocumentSummary = Static<typeof DocumentSummary>;

export function summarise(document: Omit<TradeDocument, 'facts' | 'jws'>): DocumentSummary {
  return {
    deal_id: document.deal_id,
    document_id: document.document_id,
    kind: document.kind,
    number: document.number,
    version: document.version,
    state: document.state,
    facts_hash: document.facts_hash,
    issuer: { org_id: document.issuer_org_id, name: document.issuer_name },
    issued_at: document.issued_at.toISOString(),
    supersedes: document.supersedes,
    reason: document.reason,
  };
}

const OrganisationView = Type.Object({
  org_id: Uuid,
  name: Type.String(),
  name_zh: Nullable(Type.String()),
  name_ru: Nullable(Type.String()),
  country: Type.String(),
});
const MoneyView = Type.Object({ amount: Type.String(), currency: Type.String() });

/** All that a document states. */
export const FactsView = Type.Object({
  kind: Type.Enum([...documentKinds]),
  number: Type.String(),
  version: Type.Integer(),
  outside_number: Nullable(Type.String()),
  issued_on: Type.String(),
  deal_number: Type.String(),
  demo: Type.Boolean(),
  issuer: OrganisationView,
  boxes: Type.Record(
    Type.String(),
    Type.Object({ box: Type.String(), lines: Type.Array(Type.String()), from: Type.String() }),
  ),
  goods: Type.Array(
    Type.Object({
      line: Type.Integer(),
      description: Type.String(),
      hs_code: Type.String(),
      origin_country: Type.String(),
      quantity: Type.String(),
      unit: Type.String(),
      packages: Type.Integer(),
      package_kind: Type.String(),
      net_weight_kg: Type.String(),
      gross_weight_kg: Type.String(),
      unit_price: Type.Optional(MoneyView),
      amount: Type.Optional(MoneyView),
    }),
  ),
  packages: Type.Integer(),
  net_weight_kg: Type.String(),
  gross_weight_kg: Type.String(),
  charges: Type.Array(Type.Object({ name: Type.String(), money: MoneyView })),
  total: Nullable(MoneyView),
});
