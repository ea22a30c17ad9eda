import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  defineUseCase,
  Instant,
  Nullable,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { findStates } from '../../deals/index.ts';
import { pageOfInquiries } from './store-inquiries.ts';

/** The buyer's board: what was asked, how many have answered so far, and until when answers can come. */
export const listInquiries = defineUseCase({
  name: 'quoting.list-inquiries',
  kind: 'query',
  permission: 'quote:request',
  input: Type.Object(pageInput, { additionalProperties: false }),
  output: pageOf(
    Type.Object({
      inquiry_id: Uuid,
      title: Type.String(),
      lines: Type.Integer(),
      sellers: Type.Integer(),
      /** Sellers with an offer that stands, and sellers who said no or let the time pass. */
      offers: Type.Integer(),
      gone: Type.Integer(),
      status: Type.Unsafe<InquiryStatus>({ type: 'string', enum: ['open', 'answered', 'awarded', 'over'] }),
      deadline: Instant,
      sent_at: Instant,
      awarded_deal_id: Nullable(Uuid),
    }),
  ),
  async run(ctx, input) {
    const after = timePlace(input.cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await pageOfInquiries(ctx.tx, ctx.actor.org_id, after, limit);
    const states = await findStates(
      ctx,
      rows.flatMap((row) => row.answers.map((a) => a.deal_id)),
    );
    const now = ctx.clock.now();
    return toPage(
      rows,
      limit,
      (row) => [row.sent_at.toISOString(), row.inquiry_id],
      (row) => {
        const gone = row.answers.filter(({ deal_id }) => isGone(states.get(deal_id)?.state)).length;
        const offers = row.answers.filter(
          ({ deal_id, quote }) =>
            quote?.offered_by === 'seller' &&
            !isGone(states.get(deal_id)?.state) &&
            new Date(quote.valid_until) > now,
        ).length;
        return {
          inquiry_id: row.inquiry_id,
          title: row.title,
          lines: row.request.goods.length,
          sellers: row.sellers,
          offers,
          gone,
          status: statusOf({ awarded: row.awarded_deal_id !== null, offers, over: gone === row.sellers }),
          deadline: row.deadline.toISOString(),
          sent_at: row.sent_at.toISOString(),
          awarded_deal_id: row.awarded_deal_id,
        };
      },
    );
  },
});

export type InquiryStatus = 'open' | 'answered' | 'awarded' | 'over';

export function statusOf(seen: { awarded: boolean; offers: number; over: boolean }): InquiryStatus {
  if (seen.awarded) return 'awarded';
  if (seen.over) return 'over';
  return seen.offers > 0 ? 'answered' : 'open';
}

export const isGone = (state: string | undefined): boolean =>
  state === 'declined' || state === 'lapsed' || state === 'cancelled';
