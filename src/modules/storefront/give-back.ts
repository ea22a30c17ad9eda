import type { Ctx } from '../../platform/index.ts';
import { giveBackHolds } from './store-carts.ts';

/** What a deal that ended early took from a shop's shelf is there again, once. For the system. */
export async function giveBackAllotment(ctx: Ctx, deal_id: string): Promise<{ offers: number }> {
  return { offers: await giveBackHolds(ctx.tx, deal_id) };
}
