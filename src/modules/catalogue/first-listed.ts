import type { Tx } from '../../platform/index.ts';

/** When organisations published their first listing, in one statement; those without one are absent. */
export async function firstListed(tx: Tx, org_ids: readonly string[]): Promise<Map<string, Date>> {
  const rows = await tx.rows<{ org_id: string; at: Date }>(
    'select org_id, min(created_at) as at from catalogue.listing where org_id = any ($1::uuid[]) group by org_id',
    [org_ids],
  );
  return new Map(rows.map((row) => [row.org_id, row.at]));
}
