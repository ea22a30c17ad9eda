import { merkleRoot } from '../../../kernel/merkle.ts';
import type { Ctx } from '../../../platform/index.ts';
import { addLinks, insertSeal, lockChains, readUnchained, readUnsealed } from './store-chain.ts';

const ROUNDS = 20;
const SEALED_AT_ONCE = 5000;
export const SEAL_TYPE = 'sauda-ledger-seal+jws';

/**
 * Chains the transfers that no link covers yet, away from posting: each book gets one link over them, holding
 * the hash of the link before. `among` names books; without it, all are looked at. Returns how many transfers
 * were chained; what is left after the rounds of one call is for the next.
 */
export async function chainBooks(ctx: Ctx, among: readonly string[] | null = null): Promise<number> {
  let chained = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const book_ids = await readUnchained(ctx.tx, among);
    if (book_ids.length === 0) break;
    await lockChains(ctx.tx, book_ids);
    chained += await addLinks(ctx.tx, book_ids, ctx.clock.now());
  }
  return chained;
}

/** Seals the heads of all chains that grew into one signed Merkle root (RFC 9162). Returns the number of books. */
export async function sealBooks(ctx: Ctx): Promise<number> {
  const heads = await readUnsealed(ctx.tx, SEALED_AT_ONCE);
  if (heads.length === 0) return 0;
  const seal_id = ctx.id();
  const sealed_at = ctx.clock.now();
  const root = merkleRoot(heads.map((h) => h.hash));
  const jws = await ctx.services.signer.sign(
    { seal_id, sealed_at: sealed_at.toISOString(), leaves: heads.length, root },
    SEAL_TYPE,
  );
  await insertSeal(ctx.tx, { seal_id, sealed_at, root, jws }, heads);
  return heads.length;
}
