import type { Ctx } from '../../platform/index.ts';
import type { Deal } from '../deals/index.ts';
import { widenParties } from './store.ts';

/** Lets all participants of the deal see its documents; for when brokers or customs join. Returns how many changed. */
export function shareDocuments(ctx: Ctx, deal: Deal): Promise<number> {
  return widenParties(ctx.tx, deal.deal_id, deal.parties);
}
