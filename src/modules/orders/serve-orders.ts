import { Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { refuse } from '../../kernel/refusal.ts';
import { hasHiddenMarks } from '../../kernel/text.ts';
import { DEFAULT_LIMIT, defineUseCase, pageInput, pageOf, timePlace, toPage } from '../../platform/index.ts';
import { endUnsent } from './follow-order.ts';
import { orderRule } from './house-rules.ts';
import { allowed, OrderSchema, steps } from './model.ts';
import { shown } from './shown.ts';
import { orderOf, stepOrder, Words, withOwn } from './step-order.ts';
import { pageOfOrders } from './store.ts';
import { doneWith } from './tell-merchant.ts';

/** The merchant's orders of persons, newest first. One statement. Refuses with platform.bad_cursor. */
export const listIncomingOrders = defineUseCase({
  name: 'orders.list-incoming-orders',
  kind: 'query',
  permission: 'order:serve',
  input: Type.Object(
    {
      state: Type.Optional(
        Type.Enum(['placed', 'confirmed', 'handed_over', 'refused', 'cancelled', 'lapsed']),
      ),
      ...pageInput,
    },
    { additionalProperties: false },
  ),
  output: pageOf(OrderSchema),
  async run(ctx, { state = null, limit = DEFAULT_LIMIT, cursor }) {
    const after = timePlace(cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const rows = await pageOfOrders(ctx.tx, ctx.actor.org_id, { state, after, limit });
    const now = ctx.clock.now();
    return toPage(
      rows,
      limit,
      (row) => [row.placed_at.toISOString(), row.order_id],
      (row) => shown(row, now),
    );
  },
});

/** The merchant will send the goods. Refuses with orders.not_found, orders.step_not_possible. */
export const confirmOrder = defineUseCase({
  name: 'orders.confirm-order',
  kind: 'command',
  permission: 'order:serve',
  input: Type.Object(orderOf, { additionalProperties: false }),
  output: OrderSchema,
  run: (ctx, { order_id }) =>
    stepOrder(ctx, order_id, async (row, now) => {
      if (!allowed('confirm', row.state)) return refuse('orders.step_not_possible', { state: row.state });
      await doneWith(ctx, 'order', row);
      const pays = row.payment === 'transfer' && !row.paid_at;
      const open_until = pays ? daysAfter(now, orderRule(row.placed_at).pay_within_days) : null;
      return { state: steps.confirm.to, open_until };
    }),
});

/** The merchant does not send the goods, and says why. Refuses with orders.not_found, orders.step_not_possible. */
export const refuseOrder = defineUseCase({
  name: 'orders.refuse-order',
  kind: 'command',
  permission: 'order:serve',
  input: Type.Object({ ...orderOf, reason: Words }, { additionalProperties: false }),
  output: OrderSchema,
  run: (ctx, { order_id, reason }) =>
    withOwn(ctx, order_id, async (row) => {
      if (!allowed('refuse', row.state)) return refuse('orders.step_not_possible', { state: row.state });
      if (hasHiddenMarks(reason)) return refuse('orders.text_wrong');
      await doneWith(ctx, 'order', row);
      return endUnsent(ctx, row, steps.refuse.to, reason);
    }),
});

/**
 * The merchant says that the whole price has arrived: by transfer on a confirmed order, or on delivery of one that was
 * sent. Refuses with orders.not_found, orders.step_not_possible, orders.paid_already.
 */
export const recordPayment = defineUseCase({
  name: 'orders.record-payment',
  kind: 'command',
  permission: 'order:serve',
  input: Type.Object(orderOf, { additionalProperties: false }),
  output: OrderSchema,
  run: (ctx, { order_id }) =>
    stepOrder(ctx, order_id, async (row, now) => {
      if (row.paid_at) return refuse('orders.paid_already');
      const when = row.payment === 'transfer' ? 'confirmed' : 'handed_over';
      if (row.state !== when) return refuse('orders.step_not_possible', { state: row.state });
      return { paid_at: now, open_until: null };
    }),
});
