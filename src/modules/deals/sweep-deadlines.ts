import { isRefusal } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { deadlineEvents } from './model.ts';
import { dueDeals } from './store.ts';
import { advance, getDeal } from './timeline.ts';

const BATCH = 200;

/**
 * Ends what was not done in time: quotes that expired, contracts not accepted, escrows not funded; goods that nobody
 * disputed count as accepted. Returns how many.
 */
export async function sweepDeadlines(ctx: Ctx): Promise<number> {
  let swept = 0;
  for (const { deal_id } of await dueDeals(ctx.tx, ctx.clock.now(), BATCH)) {
    const deal = await getDeal(ctx, deal_id);
    if (isRefusal(deal) || !deal.deadline || deal.deadline > ctx.clock.now()) continue;
    const event = deadlineEvents[deal.state];
    if (!event) continue;
    const after = await advance(ctx, deal, {
      event,
      body: { deadline: deal.deadline.toISOString(), was: deal.state },
    });
    if (!isRefusal(after)) swept += 1;
  }
  return swept;
}
