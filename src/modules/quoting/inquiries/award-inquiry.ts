import { Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Line, Uuid } from '../../../platform/index.ts';
import { getDeal } from '../../deals/index.ts';
import { acceptQuote } from '../accept-quote.ts';
import { declineQuote } from '../decline-quote.ts';
import { findInquiry, markAwarded } from './store-inquiries.ts';

/**
 * The buyer accepts the offer of one of those it asked. The others are declined with a reason they read, or left to
 * run on. Once. Refuses with quoting.no_inquiry, quoting.already_awarded and what `acceptQuote` refuses.
 */
export const awardInquiry = defineUseCase({
  name: 'quoting.award-inquiry',
  kind: 'command',
  permission: 'quote:accept',
  input: Type.Object(
    {
      inquiry_id: Uuid,
      deal_id: Uuid,
      quote_number: Type.Integer({ minimum: 1, maximum: 100_000 }),
      others: Type.Unsafe<'decline' | 'leave'>({ type: 'string', enum: ['decline', 'leave'] }),
      reason: Type.Optional(Line(500, 3)),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, state: Type.String(), declined: Type.Array(Uuid) }),
  async run(ctx, input) {
    const { org_id } = ctx.actor;
    const inquiry = await findInquiry(ctx.tx, org_id, input.inquiry_id, true);
    if (!inquiry) return refuse('quoting.no_inquiry', { inquiry_id: input.inquiry_id });
    if (inquiry.awarded_deal_id)
      return refuse('quoting.already_awarded', { deal_id: inquiry.awarded_deal_id });
    if (!inquiry.answers.some((a) => a.deal_id === input.deal_id))
      return refuse('quoting.no_inquiry', { inquiry_id: input.inquiry_id });
    // Deals are locked in the order of their ids, whichever wins: two awards never wait for each other.
    const open: string[] = [];
    for (const { deal_id } of inquiry.answers) {
      const deal = await getDeal(ctx, deal_id);
      if (!isRefusal(deal) && ['requested', 'quoted'].includes(deal.state)) open.push(deal_id);
    }
    const accepted = await acceptQuote.run(ctx, {
      deal_id: input.deal_id,
      quote_number: input.quote_number,
    });
    if (isRefusal(accepted)) return accepted;
    const declined = input.others === 'decline' ? open.filter((id) => id !== input.deal_id) : [];
    for (const deal_id of declined) {
      const told = await declineQuote.run(ctx, {
        deal_id,
        reason: input.reason ?? 'Another offer was chosen',
      });
      if (isRefusal(told)) return told;
    }
    const award = {
      inquiry_id: input.inquiry_id,
      deal_id: input.deal_id,
      others: input.others,
      at: ctx.clock.now(),
    };
    if (!(await markAwarded(ctx.tx, org_id, award)))
      return refuse('quoting.already_awarded', { deal_id: input.deal_id });
    return { deal_id: accepted.deal_id, state: accepted.state, declined };
  },
});
