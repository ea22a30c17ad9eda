import { Type } from 'typebox';
import { fromJson } from '../../kernel/money.ts';
import { assert, isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, PositiveMoneySchema, Uuid } from '../../platform/index.ts';
import { openDispute, resolveDisputeRow } from './store-disputes.ts';
import { advance, getDeal, rolesIn } from './timeline.ts';

/** The seller grants the claim, or the arbiter decides how much of the price goes back to the buyer. */
export const resolveDispute = defineUseCase({
  name: 'deals.resolve-dispute',
  kind: 'command',
  permission: 'dispute:resolve',
  input: Type.Object(
    { deal_id: Uuid, to_buyer: PositiveMoneySchema, reason: Type.String({ minLength: 3, maxLength: 500 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, state: Type.String() }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const award = fromJson(input.to_buyer);
    const after = await advance(ctx, deal, {
      event: 'dispute.resolved',
      body: { to_buyer: { ...input.to_buyer }, reason: input.reason },
    });
    if (isRefusal(after)) return after;
    assert(deal.terms, 'a disputed deal has terms');
    const dispute = await openDispute(ctx.tx, deal.deal_id);
    assert(dispute, 'a disputed deal has an open dispute');
    if (award.currency !== dispute.currency || award.amount > fromJson(deal.terms.price).amount)
      return refuse('deals.award_too_high', { price: { ...deal.terms.price } });
    const decides = rolesIn(deal, ctx.actor.org_id).includes('arbiter');
    if (!decides && award.amount < dispute.claim_amount)
      return refuse('deals.seller_grants_claim_only', { claim: dispute.claim_amount.toString() });
    await resolveDisputeRow(ctx.tx, deal.deal_id, dispute.dispute_id, {
      to_buyer_amount: award.amount,
      resolution: input.reason,
      at: ctx.clock.now(),
      by: ctx.actor.org_id,
    });
    return { deal_id: deal.deal_id, state: after.state };
  },
});
