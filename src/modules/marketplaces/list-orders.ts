import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  defineUseCase,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { lookQueue } from './change-connection.ts';
import { OrderSchema } from './model.ts';
import { setConnectionState } from './store-connections.ts';
import { pageOfOrders, putBack } from './store-orders.ts';

/** Remote orders of the organisation and the deals they became, newest first. Refuses with platform.bad_cursor. */
export const listOrders = defineUseCase({
  name: 'marketplaces.list-orders',
  kind: 'query',
  permission: 'marketplace:read',
  input: Type.Object({ ...pageInput }, { additionalProperties: false }),
  output: pageOf(OrderSchema),
  async run(ctx, input) {
    const after = timePlace(input.cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await pageOfOrders(ctx.tx, ctx.actor.org_id, { after, limit });
    return toPage(
      rows,
      limit,
      (row) => [row.received_at.toISOString(), row.order_id],
      (row) => ({
        order_id: row.order_id,
        connection_id: row.connection_id,
        shop: row.shop,
        number: row.number,
        placed_at: row.placed_at?.toISOString() ?? null,
        total: { amount: row.total_amount.toString(), currency: row.total_currency },
        lines: row.lines,
        state: row.state,
        deal_id: row.deal_id,
        deal_number: row.deal_number,
        refusal: row.refusal,
        received_at: row.received_at.toISOString(),
      }),
    );
  },
});

/**
 * Tries an order that was refused once more, after its cause was mended. Refuses with marketplaces.order_not_found,
 * order_not_refused.
 */
export const retryOrder = defineUseCase({
  name: 'marketplaces.retry-order',
  kind: 'command',
  permission: 'marketplace:connect',
  input: Type.Object({ order_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ order_id: Uuid, state: Type.String() }),
  async run(ctx, { order_id }) {
    const { org_id } = ctx.actor;
    const order = await putBack(ctx.tx, org_id, order_id);
    if (order === undefined) return refuse('marketplaces.order_not_found');
    if (order === false) return refuse('marketplaces.order_not_refused');
    await setConnectionState(
      ctx.tx,
      { org_id, connection_id: order.connection_id },
      'active',
      ctx.clock.now(),
    );
    await ctx.enqueue(lookQueue, {});
    return { order_id, state: 'received' };
  },
});
