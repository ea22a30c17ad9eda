import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { paragraphsPattern } from '../../kernel/text.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { advance, getDeal } from '../deals/index.ts';

/** Either side ends the negotiation, with a reason that the other side reads. */
export const declineQuote = defineUseCase({
  name: 'quoting.decline-quote',
  kind: 'command',
  permission: 'quote:accept',
  input: Type.Object(
    { deal_id: Uuid, reason: Type.String({ minLength: 3, maxLength: 500, pattern: paragraphsPattern }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, state: Type.String() }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const after = await advance(ctx, deal, { event: 'quote.declined', body: { reason: input.reason } });
    return isRefusal(after) ? after : { deal_id: after.deal_id, state: after.state };
  },
});
