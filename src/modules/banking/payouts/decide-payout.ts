import { Type } from 'typebox';
import { assert, isRefusal, type JsonObject, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Line, Uuid } from '../../../platform/index.ts';
import { stateOf } from '../model.ts';
import { voidOrder } from '../orders/order-ledger.ts';
import { sendOrder } from '../orders/send-order.ts';
import { findOrder, insertStep, readSteps } from '../store-orders.ts';
import { insertDecision } from '../store-payouts.ts';

/**
 * A second person, a colleague of the one who ordered or the treasury, approves a payout that is above the threshold,
 * or declines it; who ordered may only take it back. Approved, it goes to the bank; declined, what was reserved is free
 * again. Refuses with banking.order_not_found, banking.not_awaiting, banking.four_eyes.
 */
export const decidePayout = defineUseCase({
  name: 'banking.decide-payout',
  kind: 'command',
  permission: 'payout:decide',
  input: Type.Object(
    {
      org_id: Type.Optional(Uuid),
      order_id: Uuid,
      decision: Type.Enum(['approved', 'declined']),
      reason: Type.Optional(Line(200, 3)),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ org_id: Uuid, order_id: Uuid, decision: Type.String() }),
  async run(ctx, input) {
    const order = await findOrder(ctx.tx, input.org_id ?? ctx.actor.org_id, input.order_id);
    if (!order) return refuse('banking.order_not_found', { order_id: input.order_id });
    const { org_id, order_id } = order;
    const state = stateOf((await readSteps(ctx.tx, org_id, order_id)).map((s) => s.kind));
    if (state !== 'awaiting_approval') return refuse('banking.not_awaiting', { state });
    const checker = ctx.actor.user_id;
    const same = checker === null || order.ordered_by === null || checker === order.ordered_by;
    if (checker === null || (same && input.decision === 'approved')) return refuse('banking.four_eyes');
    const at = ctx.clock.now();
    const decided = await insertDecision(ctx.tx, order, {
      decision: input.decision,
      reason: input.reason ?? null,
      maker: order.ordered_by,
      checker,
      checker_org_id: ctx.actor.org_id,
      at,
    });
    if (!decided) return refuse('banking.not_awaiting', { state: input.decision });
    await insertStep(ctx.tx, order, { kind: input.decision, reason: input.reason ?? null, at });
    await ctx.enqueue('banking.follow-decision', { org_id, order_id });
    return { org_id, order_id, decision: input.decision };
  },
});

/** Carries out what was decided, as the system, which sees the payer's book: sends the order, or frees its money. */
export async function followDecision(ctx: Ctx, job: JsonObject): Promise<void> {
  const { org_id, order_id } = job;
  assert(typeof org_id === 'string' && typeof order_id === 'string', 'a job names its order');
  const order = await findOrder(ctx.tx, org_id, order_id);
  assert(order, 'an order is written before it is decided');
  const kinds = (await readSteps(ctx.tx, org_id, order_id)).map((s) => s.kind);
  if (!kinds.includes('declined')) return sendOrder(ctx, job);
  const freed = await voidOrder(ctx, order, ['payer']);
  assert(!isRefusal(freed), 'what was reserved for an order that was declined can be freed');
}
