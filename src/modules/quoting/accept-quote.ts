import { Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { advance, CONTRACT_WITHIN_DAYS, getDeal, rolesIn } from '../deals/index.ts';
import { newestQuote } from './store.ts';

/** The side that did not make the newest offer accepts it; its terms become the deal's terms. */
export const acceptQuote = defineUseCase({
  name: 'quoting.accept-quote',
  kind: 'command',
  permission: 'quote:accept',
  input: Type.Object(
    { deal_id: Uuid, quote_number: Type.Integer({ minimum: 1, maximum: 100_000 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, state: Type.String() }),
  async run(ctx, input) {
    // Sent together; the quote is read when the deal is locked.
    const [deal, quote] = await Promise.all([
      getDeal(ctx, input.deal_id),
      newestQuote(ctx.tx, input.deal_id),
    ]);
    if (isRefusal(deal)) return deal;
    if (!quote || input.quote_number > quote.quote_number)
      return refuse('quoting.no_quote', { quote_number: input.quote_number });
    if (deal.state === 'lapsed' || (deal.state === 'quoted' && quote.valid_until <= ctx.clock.now()))
      return refuse('quoting.quote_expired', { valid_until: quote.valid_until.toISOString() });
    if (quote.quote_number !== input.quote_number)
      return refuse('quoting.quote_replaced', { newest: quote.quote_number });
    if (rolesIn(deal, ctx.actor.org_id).some((role) => role === quote.offered_by))
      return refuse('quoting.own_quote');
    const after = await advance(ctx, deal, {
      event: 'quote.accepted',
      body: { quote_number: quote.quote_number, terms_hash: quote.terms_hash },
      terms: quote.terms,
      deadline: daysAfter(ctx.clock.now(), CONTRACT_WITHIN_DAYS),
    });
    return isRefusal(after) ? after : { deal_id: after.deal_id, state: after.state };
  },
});
