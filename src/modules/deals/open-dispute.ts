import { Type } from 'typebox';
import { fromJson } from '../../kernel/money.ts';
import { assert, isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, PositiveMoneySchema, Uuid } from '../../platform/index.ts';
import { disputable } from './model.ts';
import { insertDispute } from './store-disputes.ts';
import { advance, getDeal } from './timeline.ts';

/**
 * The buyer claims money back for goods that are late or lost on their way, arrived damaged, incomplete or different, or
 * whose papers are wrong or missing. Nothing leaves the escrow until it is resolved. What has not departed is no
 * dispute: the buyer cancels, or the clock ends the deal, and all that is held goes back. Refuses with deals.not_found, deals.not_now (after acceptance: nothing is
 * retained), deals.not_your_part, deals.claim_too_high.
 */
export const openDispute = defineUseCase({
  name: 'deals.open-dispute',
  kind: 'command',
  permission: 'dispute:open',
  input: Type.Object(
    {
      deal_id: Uuid,
      reason: Type.Union([
        Type.Literal('damaged'),
        Type.Literal('missing'),
        Type.Literal('not_as_described'),
        Type.Literal('wrong_documents'),
        Type.Literal('late'),
      ]),
      description: Type.String({ minLength: 3, maxLength: 2000 }),
      claim: PositiveMoneySchema,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, dispute_id: Uuid, state: Type.String() }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    if (deal.state === 'accepted' && !disputable(deal))
      return refuse('deals.not_now', { state: deal.state, event: 'dispute.opened' });
    const dispute_id = ctx.id();
    const after = await advance(ctx, deal, {
      event: 'dispute.opened',
      body: { dispute_id, reason: input.reason, claim: { ...input.claim } },
    });
    if (isRefusal(after)) return after;
    assert(deal.terms, 'a deal on its way has terms');
    const claim = fromJson(input.claim);
    if (
      claim.currency !== deal.terms.price.currency ||
      claim.amount === 0n ||
      claim.amount > fromJson(deal.terms.price).amount
    )
      return refuse('deals.claim_too_high', { price: { ...deal.terms.price } });
    await insertDispute(ctx.tx, deal, {
      dispute_id,
      reason: input.reason,
      description: input.description,
      claim_amount: claim.amount,
      currency: claim.currency,
      to_buyer_amount: null,
      resolution: null,
      opened_at: ctx.clock.now(),
      resolved_at: null,
    });
    return { deal_id: deal.deal_id, dispute_id, state: after.state };
  },
});
