import { daysAfter } from '../../kernel/days.ts';
import type { Ctx, Job } from '../../platform/index.ts';
import { lockShelf } from '../storefront/index.ts';
import { endUnsent, takenBy } from './follow-order.ts';
import { orderRule } from './house-rules.ts';
import { steps } from './model.ts';
import { eraseAt, isSettled } from './shown.ts';
import { erasePersons, lockToErase, lockToLapse } from './store.ts';

/** Orders of one run at most; what is left, the next run takes. */
const AT_ONCE = 200;
const ROUNDS = 20;

/** Orders that nobody confirmed or paid in time lapse, and their goods are on the shelf again. */
export const lapseOrders: Job = {
  queue: 'orders.lapse',
  schedule: '*/10 * * * *',
  async handler(ctx) {
    const over = await lockToLapse(ctx.tx, ctx.clock.now(), AT_ONCE);
    // All of them first: each by itself would be in no order with the next.
    await lockShelf(ctx.tx, over.flatMap(takenBy));
    for (const row of over) await endUnsent(ctx, row, steps.lapse.to);
  },
};

/**
 * What persons told of themselves is removed when its time is over; where goods or money are owed it is kept until
 * they are not, or until the last day of the rule.
 */
export const eraseOldData: Job = {
  queue: 'orders.erase',
  schedule: '43 * * * *',
  async handler(ctx) {
    let after: { at: Date; id: string } | null = null;
    for (let round = 0; round < ROUNDS; round++) {
      after = await eraseRound(ctx, after);
      if (!after) return;
    }
  },
};

async function eraseRound(
  ctx: Ctx,
  after: { at: Date; id: string } | null,
): Promise<{ at: Date; id: string } | null> {
  const now = ctx.clock.now();
  const rule = orderRule(now);
  const first = daysAfter(now, -Math.min(rule.erase_unsent_after_days, rule.erase_sent_after_days));
  const rows = await lockToErase(ctx.tx, first, after, AT_ONCE);
  const over = rows.filter((row) => {
    const at = eraseAt(row);
    if (!at || !row.ended_at || at > now) return false;
    const last = daysAfter(row.ended_at, orderRule(row.placed_at).erase_at_latest_days);
    return isSettled(row, now) || last <= now;
  });
  if (over.length > 0) await erasePersons(ctx.tx, over, now);
  const last = rows.at(-1);
  return rows.length === AT_ONCE && last?.ended_at ? { at: last.ended_at, id: last.order_id } : null;
}
