import { Type } from 'typebox';
import { daysAfter } from '../../../kernel/days.ts';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Line, Uuid } from '../../../platform/index.ts';
import { ANSWER_WITHIN_DAYS, askedInput, QuoteRequest } from '../model.ts';
import { requestQuote } from '../request-quote.ts';
import { insertInquiry } from './store-inquiries.ts';

export const MOST_SELLERS = 20;

/**
 * Asks several sellers at once for the same goods: one deal opens with each, all or none. `listings` says which of a
 * seller's own offers a line is about. Refuses with quoting.seller_twice and what `requestQuote` refuses, naming the
 * seller.
 */
export const askSellers = defineUseCase({
  name: 'quoting.ask-sellers',
  kind: 'command',
  permission: 'quote:request',
  input: Type.Object(
    {
      title: Type.Optional(Line(200)),
      sellers: Type.Array(
        Type.Object(
          {
            seller_org_id: Uuid,
            listings: Type.Optional(
              Type.Array(
                Type.Object(
                  { line: Type.Integer({ minimum: 1, maximum: 200 }), listing_id: Uuid },
                  { additionalProperties: false },
                ),
                { maxItems: 50 },
              ),
            ),
          },
          { additionalProperties: false },
        ),
        { minItems: 1, maxItems: MOST_SELLERS },
      ),
      request: QuoteRequest,
      ...askedInput,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    inquiry_id: Uuid,
    deals: Type.Array(Type.Object({ deal_id: Uuid, number: Type.String(), seller_org_id: Uuid })),
  }),
  async run(ctx, input) {
    const { sellers, request } = input;
    if (new Set(sellers.map((s) => s.seller_org_id)).size !== sellers.length)
      return refuse('quoting.seller_twice');
    const sent_at = ctx.clock.now();
    const answer_within_days = input.answer_within_days ?? ANSWER_WITHIN_DAYS;
    const deals: { deal_id: string; number: string; seller_org_id: string }[] = [];
    for (const [index, { seller_org_id, listings = [] }] of sellers.entries()) {
      const named = new Map(listings.map((l) => [l.line, l.listing_id]));
      const goods = request.goods.map((line) => {
        const listing_id = named.get(line.line) ?? line.listing_id;
        return { ...line, ...(listing_id ? { listing_id } : {}) };
      });
      const opened = await requestQuote.run(ctx, {
        seller_org_id,
        request: { ...request, goods },
        answer_within_days,
        ...(input.message ? { message: input.message } : {}),
      });
      if (isRefusal(opened))
        return refuse(opened.code, opened.params, [
          ...opened.errors,
          { path: `/sellers/${index}`, code: opened.code, message: 'this seller cannot be asked so' },
        ]);
      deals.push({ deal_id: opened.deal_id, number: opened.number, seller_org_id });
    }
    const inquiry_id = ctx.id();
    const title = input.title ?? request.goods[0]?.description ?? '';
    const deadline = daysAfter(sent_at, answer_within_days);
    await insertInquiry(ctx.tx, ctx.actor.org_id, { inquiry_id, title, request, deadline, sent_at }, deals);
    return { inquiry_id, deals };
  },
});
