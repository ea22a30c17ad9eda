import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { advance, getDeal } from './timeline.ts';

/** Buyer or seller withdraws before departure; what was paid goes back to the buyer, reserved stock to the seller. */
export const cancelDeal = defineUseCase({
  name: 'deals.cancel-deal',
  kind: 'command',
  permission: 'deal:cancel',
  input: Type.Object(
    { deal_id: Uuid, reason: Type.String({ minLength: 3, maxLength: 500 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, state: Type.String() }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const after = await advance(ctx, deal, {
      event: 'deal.cancelled',
      body: { reason: input.reason, was: deal.state },
    });
    return isRefusal(after) ? after : { deal_id: after.deal_id, state: after.state };
  },
});
