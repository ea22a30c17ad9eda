import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, Line, Uuid } from '../../platform/index.ts';
import type { Order } from './model.ts';
import { shown } from './shown.ts';
import { lockOrder, type OrderRow, writeOrder } from './store.ts';

export const orderOf = { order_id: Uuid };
export const Words = Line(300);

/** Does something to one of the merchant's own orders, locked. Refuses with orders.not_found. */
export async function withOwn(
  ctx: Ctx,
  order_id: string,
  work: (row: OrderRow, now: Date) => Promise<Outcome<OrderRow>>,
): Promise<Outcome<Order>> {
  const row = await lockOrder(ctx.tx, ctx.actor.org_id, { order_id });
  if (!row) return refuse('orders.not_found');
  const now = ctx.clock.now();
  const done = await work(row, now);
  return isRefusal(done) ? done : shown(done, now);
}

/** A step of the merchant on one of its own orders: what `change` answers is written. Refuses with orders.not_found. */
export const stepOrder = (
  ctx: Ctx,
  order_id: string,
  change: (row: OrderRow, now: Date) => Promise<Outcome<Partial<OrderRow>>>,
): Promise<Outcome<Order>> =>
  withOwn(ctx, order_id, async (row, now) => {
    const changed = await change(row, now);
    if (isRefusal(changed)) return changed;
    const after = { ...row, ...changed };
    await writeOrder(ctx.tx, after);
    return after;
  });
