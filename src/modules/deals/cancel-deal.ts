import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { paragraphsPattern } from '../../kernel/text.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { depositPaid } from './model.ts';
import { advance, getDeal, rolesIn } from './timeline.ts';

/**
 * Buyer or seller withdraws before departure; what is held goes back to the buyer, reserved stock to the seller. A
 * seller who was paid a deposit cannot withdraw. Refuses with deals.not_found, deals.not_now, deals.not_your_part,
 * deals.deposit_paid.
 */
export const cancelDeal = defineUseCase({
  name: 'deals.cancel-deal',
  kind: 'command',
  permission: 'deal:cancel',
  input: Type.Object(
    { deal_id: Uuid, reason: Type.String({ minLength: 3, maxLength: 500, pattern: paragraphsPattern }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, state: Type.String() }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    if (depositPaid(deal) && rolesIn(deal, ctx.actor.org_id).includes('seller'))
      return refuse('deals.deposit_paid');
    const after = await advance(ctx, deal, {
      event: 'deal.cancelled',
      body: { reason: input.reason, was: deal.state },
    });
    return isRefusal(after) ? after : { deal_id: after.deal_id, state: after.state };
  },
});
