import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase, Instant, Nullable, Uuid } from '../../platform/index.ts';
import { getDeal, Terms } from '../deals/index.ts';
import { QuoteRequest } from './model.ts';
import { findRfq, listQuoteRows } from './store.ts';

/** The request and all offers of a deal, newest first. Only buyer and seller see them. */
export const listQuotes = defineUseCase({
  name: 'quoting.list-quotes',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    request: Nullable(QuoteRequest),
    message: Nullable(Type.String()),
    items: Type.Array(
      Type.Object({
        quote_number: Type.Integer(),
        offered_by: Type.String(),
        terms: Terms,
        landed_cost: Nullable(Type.Object({}, { additionalProperties: true })),
        note: Nullable(Type.String()),
        valid_until: Instant,
        expired: Type.Boolean(),
        offered_at: Instant,
      }),
    ),
  }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const rfq = await findRfq(ctx.tx, deal.deal_id);
    const rows = await listQuoteRows(ctx.tx, deal.deal_id);
    return {
      request: rfq?.request ?? null,
      message: rfq?.message ?? null,
      items: rows.map((q) => ({
        quote_number: q.quote_number,
        offered_by: q.offered_by,
        terms: q.terms,
        landed_cost: q.landed_cost,
        note: q.note,
        valid_until: q.valid_until.toISOString(),
        expired: q.valid_until <= ctx.clock.now(),
        offered_at: q.offered_at.toISOString(),
      })),
    };
  },
});
