import type { Ctx } from '../../platform/index.ts';
import type { TradeDocument } from './model.ts';
import { documentsOfDeal } from './store.ts';

/** All documents of a deal in the order they were issued, superseded ones included. */
export function findDocuments(ctx: Ctx, deal_id: string): Promise<TradeDocument[]> {
  return documentsOfDeal(ctx.tx, deal_id);
}
