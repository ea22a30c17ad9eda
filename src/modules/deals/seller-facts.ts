import type { Ctx } from '../../platform/index.ts';
import { type SellerFacts, selectSellerFacts } from './store-facts.ts';

export type { SellerFacts } from './store-facts.ts';

/**
 * What the timelines of a period say of sellers, a row a deal, newest first, at most `limit`; of one seller or of all
 * that the actor may see.
 */
export function sellerFacts(
  ctx: Pick<Ctx, 'tx'>,
  of: { seller_org_id: string | null; since: Date; until: Date; limit: number },
): Promise<SellerFacts[]> {
  return selectSellerFacts(ctx.tx, of);
}
