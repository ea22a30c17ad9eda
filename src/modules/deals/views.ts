import { type Static, Type } from 'typebox';
import type { MoneyJson } from '../../kernel/money.ts';
import { Country, Instant, MoneySchema, Nullable, Uuid } from '../../platform/index.ts';
import type { DealListRow } from './store-lists.ts';

export const PartyView = Type.Object({ org_id: Uuid, name: Type.String(), country: Country });

/** A deal in a list. */
export const DealSummary = Type.Object({
  deal_id: Uuid,
  number: Type.String(),
  state: Type.String(),
  goods: Type.String(),
  hs_code: Type.String(),
  buyer: PartyView,
  seller: PartyView,
  price: Nullable(MoneySchema),
  place_from: Nullable(Type.String()),
  place_to: Nullable(Type.String()),
  mode: Nullable(Type.String()),
  my_roles: Type.Array(Type.String()),
  updated_at: Instant,
  next_deadline: Nullable(Instant),
  demo: Type.Boolean(),
});

export function summarise(row: DealListRow): Static<typeof DealSummary> {
  const price =
    row.price_amount === null
      ? null
      : ({ amount: row.price_amount.toString(), currency: row.price_currency } as MoneyJson);
  return {
    deal_id: row.deal_id,
    number: row.number,
    state: row.state,
    goods: row.goods_title,
    hs_code: row.hs_code,
    buyer: row.buyer,
    seller: row.seller,
    price,
    place_from: row.place_from,
    place_to: row.place_to,
    mode: row.mode,
    my_roles: row.roles,
    updated_at: row.updated_at.toISOString(),
    next_deadline: row.deadline?.toISOString() ?? null,
    demo: row.demo,
  };
}
