import type { Currency } from '../../kernel/money.ts';
import type { Tx } from '../../platform/index.ts';
import type { Direction } from './model.ts';

/** Declarations of a trader released before, in either direction. */
export async function countReleased(tx: Tx, trader_org_id: string): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from customs.declaration where trader_org_id = $1 and state = 'released' limit 100) as released`,
    [trader_org_id],
  );
  return count;
}

/** Values per kilogram, in US cents, of the last released items of these codes, newest first, a hundred at most each.
 * Demonstrations are compared with demonstrations only. */
export async function recentUnitValues(
  tx: Tx,
  hs_codes: readonly string[],
  kind: { direction: Direction; demo: boolean },
): Promise<Map<string, bigint[]>> {
  const rows = await tx.rows<{ hs_code: string; per_kg: string[] }>(
    `select c.hs_code, array_agg(r.per_kg order by r.released_at desc) as per_kg
     from unnest($1::text[]) as c(hs_code), lateral (
       select (d.usd_value::numeric * i.statistical_value / d.statistical_value / i.net_weight_kg)::bigint::text as per_kg,
         d.released_at
       from customs.declaration_item i
       join customs.declaration d on d.deal_id = i.deal_id and d.declaration_id = i.declaration_id
       where i.hs_code = c.hs_code and d.direction = $2 and d.demo = $3 and d.state = 'released' and d.usd_value > 0
         and d.statistical_value > 0 and i.net_weight_kg > 0
       order by d.released_at desc limit 100) as r
     group by c.hs_code`,
    [[...new Set(hs_codes)], kind.direction, kind.demo],
  );
  return new Map(rows.map((r) => [r.hs_code, r.per_kg.map(BigInt)]));
}

export interface ReleasedRow {
  deal_id: string;
  declaration_id: string;
  number: string;
  direction: Direction;
  country: string;
  partner_country: string;
  office: string;
  supervision_mode: string;
  transport_mode: string;
  released_at: Date;
  trader_org_id: string;
  demo: boolean;
  currency: Currency;
  declaration_value: bigint;
  usd_value: bigint | null;
  usd_rate: { rate: string; as_of: string; source: string; status: string; stale: boolean } | null;
  line: number;
  hs_code: string;
  tariff_code: string | null;
  origin_country: string;
  quantity: string;
  unit: string;
  net_weight_kg: string;
  item_value: bigint;
  statistical_value: bigint;
}

/** Items of declarations released after an instant, in the order of release. */
export function releasedItems(
  tx: Tx,
  after: { released_at: Date; deal_id: string; declaration_id: string },
  limit: number,
): Promise<ReleasedRow[]> {
  return tx.rows(
    `with page as (
       select * from customs.declaration
       where state = 'released' and (released_at, deal_id, declaration_id) > ($1, $2::uuid, $3::uuid)
       order by released_at, deal_id, declaration_id limit $4)
     select d.deal_id, d.declaration_id, d.number, d.direction, d.country, d.partner_country, d.office,
       d.supervision_mode, d.transport_mode, d.released_at, d.trader_org_id, d.demo, d.currency,
       d.statistical_value as declaration_value, d.usd_value, d.usd_rate, i.line, i.hs_code, i.tariff_code,
       i.origin_country, i.quantity, i.unit, i.net_weight_kg, i.value as item_value, i.statistical_value
     from page d
     join customs.declaration_item i on i.deal_id = d.deal_id and i.declaration_id = d.declaration_id
     order by d.released_at, d.deal_id, d.declaration_id, i.line`,
    [after.released_at, after.deal_id, after.declaration_id, limit],
  );
}
