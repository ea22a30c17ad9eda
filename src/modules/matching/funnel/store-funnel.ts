import type { Tx } from '../../../platform/index.ts';

/** The steps of a firm, first to last. */
export const steps = ['registered', 'verified', 'listed', 'introduced', 'quoted', 'traded'] as const;
export type Step = (typeof steps)[number];

/** When a firm was at each step first; null: not yet. */
export interface FunnelTimes {
  registered_at: Date;
  verified_at: Date | null;
  listed_at: Date | null;
  introduced_at: Date | null;
  quoted_at: Date | null;
  traded_at: Date | null;
}

export interface FunnelRow extends FunnelTimes {
  firm_org_id: string;
  name: string;
  country: string;
  step: number;
}

/** When firms were introduced first, as buyer or as seller, in one statement. */
export async function firstIntroduced(tx: Tx, org_ids: readonly string[]): Promise<Map<string, Date>> {
  const rows = await tx.rows<{ org_id: string; at: Date }>(
    `select org_id, min(introduced_at) as at from (
       select buyer_org_id as org_id, introduced_at from matching.introduction where buyer_org_id = any ($1::uuid[])
         and withdrawn_at is null
       union all
       select seller_org_id, introduced_at from matching.introduction where seller_org_id = any ($1::uuid[])
         and withdrawn_at is null
     ) as introduced group by org_id`,
    [org_ids],
  );
  return new Map(rows.map((row) => [row.org_id, row.at]));
}

/** Writes how far firms have come, in one statement. */
export function writeFunnel(
  tx: Tx,
  rows: readonly (FunnelRow & { org_id: string })[],
  at: Date,
): Promise<number> {
  return tx.run(
    `insert into matching.funnel (org_id, firm_org_id, name, country, registered_at, verified_at, listed_at,
       introduced_at, quoted_at, traded_at, step, refreshed_at)
     select org_id, firm_org_id, name, country, registered_at, verified_at, listed_at, introduced_at, quoted_at,
       traded_at, step, $2
     from jsonb_to_recordset($1::jsonb) as g (org_id uuid, firm_org_id uuid, name text, country text,
       registered_at timestamptz, verified_at timestamptz, listed_at timestamptz, introduced_at timestamptz,
       quoted_at timestamptz, traded_at timestamptz, step smallint)
     on conflict (org_id, firm_org_id) do update set name = excluded.name, country = excluded.country,
       verified_at = excluded.verified_at, listed_at = excluded.listed_at, introduced_at = excluded.introduced_at,
       quoted_at = excluded.quoted_at, traded_at = excluded.traded_at, step = excluded.step,
       refreshed_at = excluded.refreshed_at`,
    [JSON.stringify(rows), at],
  );
}

export interface FunnelTotals extends Record<Step, number> {
  as_of: Date | null;
}

/** How many of an institution's firms have been at each step, whatever came before it. */
export function funnelTotals(tx: Tx, org_id: string): Promise<FunnelTotals> {
  return tx.one<FunnelTotals>(
    `select count(*)::int as registered, count(verified_at)::int as verified, count(listed_at)::int as listed,
       count(introduced_at)::int as introduced, count(quoted_at)::int as quoted, count(traded_at)::int as traded,
       max(refreshed_at) as as_of
     from matching.funnel where org_id = $1`,
    [org_id],
  );
}

/** Firms by name, those whose furthest step is `at` where that is asked; one row more than `limit` for a next page. */
export function pageOfFunnel(
  tx: Tx,
  page: {
    org_id: string;
    at?: number | undefined;
    after?: { name: string; id: string } | undefined;
    limit: number;
  },
): Promise<FunnelRow[]> {
  return tx.rows<FunnelRow>(
    `select firm_org_id, name, country, registered_at, verified_at, listed_at, introduced_at, quoted_at, traded_at, step
     from matching.funnel
     where org_id = $1 and ($2::smallint is null or step = $2)
       and ($3::text is null or (name, firm_org_id) > ($3, $4::uuid))
     order by name, firm_org_id limit $5`,
    [page.org_id, page.at ?? null, page.after?.name ?? null, page.after?.id ?? null, page.limit + 1],
  );
}
