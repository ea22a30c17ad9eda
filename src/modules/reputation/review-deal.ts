import { Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { type Locale, locales } from '../../kernel/locale.ts';
import { assert, isRefusal, type JsonObject, refuse } from '../../kernel/refusal.ts';
import { paragraphsPattern } from '../../kernel/text.ts';
import { type Ctx, defineUseCase, Instant, Nullable, Uuid } from '../../platform/index.ts';
import { type Deal, getDeal, happenedOf, rolesIn } from '../deals/index.ts';
import { offlineTranslator } from '../nomenclature/index.ts';
import { REVIEW_DAYS } from './model.ts';
import { publishReviews, selectReviews, writeAnswer, writeReviewRow } from './store.ts';

export const publishQueue = 'reputation.publish';
const Language = Type.Enum([...locales]);
const Text = Type.String({ minLength: 1, maxLength: 2000, pattern: paragraphsPattern });

type Side = 'buyer' | 'seller';
const sideOf = (ctx: Ctx, deal: Deal): Side | undefined =>
  rolesIn(deal, ctx.actor.org_id).find((role): role is Side => role === 'buyer' || role === 'seller');

/**
 * One side reviews the other after the deal: once, within sixty days of the closing, and as long as it is not answered
 * it may be changed. Refuses with deals.not_found, reputation.not_a_side, not_closed, too_late, answered.
 */
export const writeReview = defineUseCase({
  name: 'reputation.write-review',
  kind: 'command',
  permission: 'review:write',
  input: Type.Object(
    { deal_id: Uuid, rating: Type.Integer({ minimum: 1, maximum: 5 }), language: Language, text: Text },
    { additionalProperties: false },
  ),
  output: Type.Object({ deal_id: Uuid, side: Type.String() }),
  async run(ctx, { deal_id, rating, language, text }) {
    const deal = await getDeal(ctx, deal_id);
    if (isRefusal(deal)) return deal;
    const side = sideOf(ctx, deal);
    if (!side) return refuse('reputation.not_a_side');
    const [closed] = await happenedOf(ctx, deal_id, ['deal.closed']);
    if (deal.state !== 'closed' || !closed) return refuse('reputation.not_closed', { state: deal.state });
    const now = ctx.clock.now();
    if (now >= daysAfter(closed.at, REVIEW_DAYS)) return refuse('reputation.too_late', { days: REVIEW_DAYS });
    const about_org_id = side === 'buyer' ? deal.seller_org_id : deal.buyer_org_id;
    const written = await writeReviewRow(ctx.tx, {
      deal_id,
      side,
      review_id: ctx.id(),
      by_org_id: ctx.actor.org_id,
      about_org_id,
      closed_at: closed.at,
      rating,
      language,
      text,
      translations: await translated(text, language),
      written_at: now,
      parties: [deal.buyer_org_id, deal.seller_org_id],
    });
    if (!written) return refuse('reputation.answered');
    await ctx.enqueue(publishQueue, { deal_id });
    return { deal_id, side };
  },
});

/** Translations of those languages that the translator has an answer for; it never guesses. */
async function translated(text: string, from: Locale): Promise<Record<string, string>> {
  const made: Record<string, string> = {};
  if (text.length > 200) return made;
  for (const to of locales) {
    const answer = to === from ? undefined : await offlineTranslator.translate(text, from, to);
    if (answer) made[to] = answer.text;
  }
  return made;
}

/**
 * The reviewed side answers, once; from then on neither text changes. Refuses with deals.not_found,
 * reputation.not_a_side, no_review, answered.
 */
export const answerReview = defineUseCase({
  name: 'reputation.answer-review',
  kind: 'command',
  permission: 'review:write',
  input: Type.Object({ deal_id: Uuid, language: Language, text: Text }, { additionalProperties: false }),
  output: Type.Object({ deal_id: Uuid }),
  async run(ctx, { deal_id, language, text }) {
    const deal = await getDeal(ctx, deal_id);
    if (isRefusal(deal)) return deal;
    const own = sideOf(ctx, deal);
    if (!own) return refuse('reputation.not_a_side');
    const side: Side = own === 'buyer' ? 'seller' : 'buyer';
    const review = (await selectReviews(ctx.tx, deal_id)).find((r) => r.side === side);
    if (!review) return refuse('reputation.no_review');
    if (!(await writeAnswer(ctx.tx, { deal_id, side }, { text, language, at: ctx.clock.now() })))
      return refuse('reputation.answered');
    await ctx.enqueue(publishQueue, { deal_id });
    return { deal_id };
  },
});

/** The reviews of a deal for its two sides, and whether the reader may still write or answer. */
export const listDealReviews = defineUseCase({
  name: 'reputation.list-deal-reviews',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        side: Type.Enum(['buyer', 'seller']),
        rating: Type.Integer(),
        language: Type.String(),
        text: Type.String(),
        written_at: Instant,
        answer: Nullable(Type.String()),
        answered_at: Nullable(Instant),
      }),
    ),
    own_side: Nullable(Type.Enum(['buyer', 'seller'])),
    may_write: Type.Boolean(),
    may_answer: Type.Boolean(),
    write_until: Nullable(Instant),
  }),
  async run(ctx, { deal_id }) {
    const deal = await getDeal(ctx, deal_id);
    if (isRefusal(deal)) return deal;
    const [reviews, [closed]] = await Promise.all([
      selectReviews(ctx.tx, deal_id),
      happenedOf(ctx, deal_id, ['deal.closed']),
    ]);
    const own_side = sideOf(ctx, deal) ?? null;
    const until = closed ? daysAfter(closed.at, REVIEW_DAYS) : null;
    const open = until !== null && ctx.clock.now() < until;
    const own = reviews.find((r) => r.side === own_side);
    const other = reviews.find((r) => r.side !== own_side);
    return {
      items: reviews.map((r) => ({
        side: r.side,
        rating: r.rating,
        language: r.language,
        text: r.text,
        written_at: r.written_at.toISOString(),
        answer: r.answer,
        answered_at: r.answered_at?.toISOString() ?? null,
      })),
      own_side,
      may_write: own_side !== null && open && !own?.answered_at,
      may_answer: own_side !== null && other !== undefined && other.answered_at === null,
      write_until: until?.toISOString() ?? null,
    };
  },
});

/** Shows what was written to everybody, without the deal. */
export async function publishDealReviews(ctx: Ctx, job: JsonObject): Promise<void> {
  const { deal_id } = job;
  assert(typeof deal_id === 'string', 'a job of publishing names its deal');
  const deal = await getDeal(ctx, deal_id);
  assert(!isRefusal(deal), 'a reviewed deal exists');
  await publishReviews(
    ctx.tx,
    deal_id,
    { buyer: deal.buyer.country, seller: deal.seller.country },
    deal.demo,
  );
}
