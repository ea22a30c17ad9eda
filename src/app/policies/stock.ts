import { isRefusal, type Outcome } from '../../kernel/refusal.ts';
import { giveBackLots } from '../../modules/agreements/index.ts';
import { cancelDeclarations } from '../../modules/customs/index.ts';
import { appendEvent, getDeal } from '../../modules/deals/index.ts';
import { giveBackAllotment } from '../../modules/storefront/index.ts';
import { cancelConsignment, findConsignment } from '../../modules/transport/index.ts';
import {
  issueStock,
  receiveStock,
  releaseReservation,
  reserveStock,
} from '../../modules/warehousing/index.ts';
import type { Ctx } from '../../platform/index.ts';
import { eventBody } from './event-body.ts';
import type { Happened } from './happened.ts';

const shortages = new Set(['warehousing.not_enough_stock', 'warehousing.unit_differs']);

/** A shortage does not undo the contract: it is put on the timeline, where both sides see it. */
export async function reserveGoods(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  const reserved = await reserveStock.run(ctx, { deal_id });
  if (!isRefusal(reserved) || !shortages.has(reserved.code)) return reserved;
  const deal = await getDeal(ctx, deal_id);
  return isRefusal(deal) ? deal : appendEvent(ctx, deal, { kind: 'stock.short', body: reserved.params });
}

export function issueGoods(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  return issueStock.run(ctx, { deal_id });
}

/** What the carrier reported as damaged is received apart. */
export async function receiveGoods(ctx: Ctx, happened: Happened): Promise<Outcome<unknown>> {
  const body = await eventBody<{
    details?: { damaged?: { line: number; quantity: string }[] };
    damaged?: { line: number; quantity: string }[];
  }>(ctx, happened);
  const damaged = (body.damaged ?? body.details?.damaged ?? []).map(({ line, quantity }) => ({
    line,
    quantity,
  }));
  return receiveStock.run(ctx, { deal_id: happened.deal_id, damaged });
}

/** A deal that ended early: reserved goods are free again, the booking and the declarations fall away. */
export async function giveBackStock(ctx: Ctx, { deal_id, kind }: Happened): Promise<Outcome<unknown>> {
  const freed = await releaseReservation.run(ctx, { deal_id });
  if (isRefusal(freed)) return freed;
  const consignment = await findConsignment(ctx.tx, deal_id);
  if (consignment && consignment.state !== 'cancelled') {
    const cancelled = await cancelConsignment.run(ctx, { deal_id, reason: kind });
    if (isRefusal(cancelled)) return cancelled;
  }
  const deal = await getDeal(ctx, deal_id);
  return isRefusal(deal) ? deal : cancelDeclarations(ctx, deal, kind);
}

/** A call-off that came to nothing: its lots can be called again. */
export async function giveBackCall(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  return { lots: await giveBackLots(ctx, deal_id) };
}

/** A deal of a shop that came to nothing: what it took from the shelf is there again. */
export async function giveBackShelf(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  return giveBackAllotment(ctx, deal_id);
}
