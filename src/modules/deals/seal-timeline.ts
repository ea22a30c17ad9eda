import { merkleRoot } from '../../kernel/merkle.ts';
import type { Ctx } from '../../platform/index.ts';

const BATCH = 5000;
export const SEAL_TYPE = 'sauda-seal+jws';

/**
 * Seals the heads of all chains that grew since the last seal into one signed Merkle root. Returns the number
 * of deals sealed.
 */
export async function sealTimelines(ctx: Ctx): Promise<number> {
  const heads = await ctx.tx.rows<{ deal_id: string; number: number; hash: string }>(
    `select deal_id, last_event as number, last_hash as hash from deals.deal where sealed_event < last_event order by deal_id limit $1 for update`,
    [BATCH],
  );
  if (heads.length === 0) return 0;
  const seal_id = ctx.id();
  const sealed_at = ctx.clock.now();
  const root = merkleRoot(heads.map((h) => h.hash));
  const jws = await ctx.services.signer.sign(
    { seal_id, sealed_at: sealed_at.toISOString(), leaves: heads.length, root },
    SEAL_TYPE,
  );
  await ctx.tx.run(
    'insert into deals.seal (seal_id, sealed_at, leaves, root, jws) values ($1, $2, $3, $4, $5)',
    [seal_id, sealed_at, heads.length, root, jws],
  );
  await ctx.tx.run(
    `with leaf as (
       select h.deal_id, h.number, h.hash, (h.position - 1)::int as position
       from rows from (jsonb_to_recordset($2::jsonb) as (deal_id uuid, number int, hash text)) with ordinality as h (deal_id, number, hash, position)
     ), kept as (
       insert into deals.seal_leaf (deal_id, seal_id, position, number, hash) select deal_id, $1, position, number, hash from leaf
     )
     update deals.deal d set sealed_event = leaf.number from leaf where d.deal_id = leaf.deal_id`,
    [seal_id, JSON.stringify(heads)],
  );
  return heads.length;
}
