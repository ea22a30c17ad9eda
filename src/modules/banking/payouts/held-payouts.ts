import { Type } from 'typebox';
import { assert, isRefusal, type JsonObject, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../../platform/index.ts';
import { blockedAmong } from '../../parties/index.ts';
import { TREASURY_ORG_ID } from '../../payments/index.ts';
import { stateOf } from '../model.ts';
import { voidOrder } from '../orders/order-ledger.ts';
import { findOrder, heldOrders, insertStep, lockOrder, readSteps } from '../store-orders.ts';

/** Orders looked at by one run of the retry. */
const LOOK_LIMIT = 10_000;
/** Orders sent by one run; the rest waits for the next. */
const SEND_LIMIT = 500;

/**
 * Takes back a payout that is held by screening: whose money it is, or the treasury, which may when the blocked firm's
 * people cannot. What was reserved is the wallet's again. Refuses with banking.order_not_found, banking.not_held.
 */
export const withdrawPayout = defineUseCase({
  name: 'banking.withdraw-payout',
  kind: 'command',
  permission: 'payout:decide',
  input: Type.Object({ org_id: Type.Optional(Uuid), order_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ org_id: Uuid, order_id: Uuid, state: Type.String() }),
  async run(ctx, input) {
    const order = await findOrder(ctx.tx, input.org_id ?? ctx.actor.org_id, input.order_id);
    const mine = order && [order.org_id, TREASURY_ORG_ID].includes(ctx.actor.org_id);
    if (!mine) return refuse('banking.order_not_found', { order_id: input.order_id });
    const { org_id, order_id } = order;
    // Sending and withdrawing go one after the other, so that no money is freed that is on its way.
    await lockOrder(ctx.tx, order);
    const state = stateOf((await readSteps(ctx.tx, org_id, order_id)).map((s) => s.kind));
    if (state !== 'held') return refuse('banking.not_held', { state });
    await insertStep(ctx.tx, order, { kind: 'withdrawn', at: ctx.clock.now() });
    await ctx.enqueue('banking.free-withdrawn', { org_id, order_id });
    return { org_id, order_id, state: 'withdrawn' };
  },
});

/** Frees the money of an order that was withdrawn, as the system, which sees the payer's book. */
export async function freeWithdrawn(ctx: Ctx, { org_id, order_id }: JsonObject): Promise<void> {
  assert(typeof org_id === 'string' && typeof order_id === 'string', 'a job names its order');
  const order = await findOrder(ctx.tx, org_id, order_id);
  assert(order, 'an order is written before it is withdrawn');
  const freed = await voidOrder(ctx, order, ['payer']);
  assert(!isRefusal(freed), 'what was reserved for an order that was withdrawn can be freed');
}

/** Sends what was held of firms that are blocked no more. */
export async function sendHeld(ctx: Ctx): Promise<void> {
  const held = await heldOrders(ctx.tx, LOOK_LIMIT);
  const blocked = new Set(await blockedAmong(ctx.tx, [...new Set(held.map((o) => o.org_id))]));
  for (const { org_id, order_id } of held.filter((o) => !blocked.has(o.org_id)).slice(0, SEND_LIMIT))
    await ctx.enqueue('banking.send-order', { org_id, order_id });
}
