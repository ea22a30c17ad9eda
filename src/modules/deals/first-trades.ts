import type { Tx } from '../../platform/index.ts';

/** When an organisation's deals were first quoted and first contracted; null: never. */
export interface FirstTrade {
  quoted_at: Date | null;
  traded_at: Date | null;
}

/**
 * Of organisations as buyer or seller: the first offer on a deal of theirs, and the first contract concluded. One
 * statement; those without either are absent. For the system, which sees every deal.
 */
export async function firstTrades(tx: Tx, org_ids: readonly string[]): Promise<Map<string, FirstTrade>> {
  const rows = await tx.rows<FirstTrade & { org_id: string }>(
    `select p.org_id, min(e.at) filter (where e.kind = 'quote.offered') as quoted_at,
       min(e.at) filter (where e.kind = 'contract.concluded') as traded_at
     from deals.participant p join deals.event e using (deal_id)
     where p.org_id = any ($1::uuid[]) and p.role in ('buyer', 'seller')
       and e.kind in ('quote.offered', 'contract.concluded')
     group by p.org_id`,
    [org_ids],
  );
  return new Map(rows.map(({ org_id, ...times }) => [org_id, times]));
}
