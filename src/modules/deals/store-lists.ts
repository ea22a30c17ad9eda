import type { Tx } from '../../platform/index.ts';
import type { DealState, Party } from './model.ts';

export interface DealListRow {
  deal_id: string;
  number: string;
  state: DealState;
  goods_title: string;
  hs_code: string;
  buyer: Party;
  seller: Party;
  price_amount: bigint | null;
  price_currency: string | null;
  place_from: string | null;
  place_to: string | null;
  mode: string | null;
  updated_at: Date;
  deadline: Date | null;
  demo: boolean;
  roles: string[];
}

/** One page of an organisation's deals, newest change first. */
export function listDeals(
  tx: Tx,
  f: {
    org_id: string;
    state: string | null;
    role: string | null;
    q: string | null;
    after: [string, string] | null;
    limit: number;
  },
): Promise<DealListRow[]> {
  return tx.rows<DealListRow>(
    `select d.deal_id, d.number, d.state, d.goods_title, d.hs_code, d.buyer, d.seller, d.price_amount, d.price_currency,
       d.place_from, d.place_to, d.mode, d.updated_at, d.deadline, d.demo, mine.roles
     from (select deal_id, array_agg(role order by role) as roles from deals.participant
            where org_id = $1 and ($3::text is null or role = $3) group by deal_id) mine
     join deals.deal d using (deal_id)
     where ($2::text is null or d.state = $2)
       and ($4::text is null or d.number ilike '%' || $4 || '%' or d.goods_title ilike '%' || $4 || '%' or d.hs_code like $4 || '%'
         or d.buyer ->> 'name' ilike '%' || $4 || '%' or d.seller ->> 'name' ilike '%' || $4 || '%')
       and ($5::timestamptz is null or (d.updated_at, d.deal_id) < ($5::timestamptz, $6::uuid))
     order by d.updated_at desc, d.deal_id desc limit $7`,
    [f.org_id, f.state, f.role, f.q, f.after?.[0] ?? null, f.after?.[1] ?? null, f.limit + 1],
  );
}

/** Deals in the given states where the organisation plays the role, oldest deadline first. */
export function listAwaiting(
  tx: Tx,
  org_id: string,
  pairs: readonly { state: string; role: string }[],
  limit: number,
): Promise<DealListRow[]> {
  return tx.rows<DealListRow>(
    `select d.deal_id, d.number, d.state, d.goods_title, d.hs_code, d.buyer, d.seller, d.price_amount, d.price_currency,
       d.place_from, d.place_to, d.mode, d.updated_at, d.deadline, d.demo, array_agg(p.role) as roles
     from deals.participant p join deals.deal d using (deal_id)
     join jsonb_to_recordset($2::jsonb) as w (state text, role text) on w.state = d.state and w.role = p.role
     where p.org_id = $1 group by d.deal_id
     order by d.deadline nulls last, d.updated_at limit $3`,
    [org_id, JSON.stringify(pairs), limit],
  );
}

/** Number, state and deadline of deals that the organisation takes part in, in one statement. */
export function selectStates(
  tx: Tx,
  deal_ids: readonly string[],
): Promise<{ deal_id: string; number: string; state: DealState; deadline: Date | null }[]> {
  return tx.rows('select deal_id, number, state, deadline from deals.deal where deal_id = any ($1::uuid[])', [
    deal_ids,
  ]);
}

/** Who trades what in deals that the organisation takes part in, in one statement; `goods` as agreed. */
export interface TradedRow {
  deal_id: string;
  number: string;
  buyer: Party;
  seller: Party;
  goods: { line: number; description: string; unit: string }[];
}

export function selectTraded(tx: Tx, deal_ids: readonly string[]): Promise<TradedRow[]> {
  return tx.rows<TradedRow>(
    `select deal_id, number, buyer, seller, coalesce((
       select jsonb_agg(jsonb_build_object('line', g -> 'line', 'description', g -> 'description', 'unit', g -> 'unit'))
         from jsonb_array_elements(terms -> 'goods') g), '[]') as goods
     from deals.deal where deal_id = any ($1::uuid[])`,
    [deal_ids],
  );
}
