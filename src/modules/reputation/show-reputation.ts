import { type Static, Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { isUuid } from '../../kernel/ids.ts';
import { refuse } from '../../kernel/refusal.ts';
import {
  Country,
  type Ctx,
  DateText,
  DEFAULT_LIMIT,
  defineUseCase,
  Instant,
  Nullable,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { sellerFacts } from '../deals/index.ts';
import { periodAt } from './count-records.ts';
import { DEALS_LIMIT, type Figures, FiguresSchema, figureNames, partsOf, SMALL } from './model.ts';
import { pageOfReviews, type RecordRow, selectRecords } from './store.ts';

const RecordSchema = Type.Object({
  org_id: Uuid,
  since: DateText,
  until: DateText,
  counted_at: Instant,
  figures: FiguresSchema,
  reviews: Type.Integer(),
  /** Mean of the ratings with one decimal; null while there are few. */
  rating: Nullable(Type.String()),
});

const toRecord = (row: RecordRow): Static<typeof RecordSchema> => ({
  org_id: row.org_id,
  since: row.since,
  until: row.until,
  counted_at: row.counted_at.toISOString(),
  figures: row.figures,
  reviews: row.reviews,
  rating: row.reviews >= SMALL ? (row.rating_sum / row.reviews).toFixed(1) : null,
});

/** Figures of up to fifty firms, for lists and comparisons; firms without deals are absent. One statement. */
export const listRecords = defineUseCase({
  name: 'reputation.list-records',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      /** Ids with commas between them. */
      org_ids: Type.String({
        minLength: 36,
        maxLength: 1850,
        pattern: '^[0-9a-f-]{36}(,[0-9a-f-]{36}){0,49}$',
      }),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ items: Type.Array(RecordSchema) }),
  async run(ctx, { org_ids }) {
    const ids = [...new Set(org_ids.split(','))].filter(isUuid);
    return { items: (await selectRecords(ctx.tx, ids)).map(toRecord) };
  },
});

/** Figures of firms by their ids, as far as there are some; firms without deals are absent. One statement. */
export async function recordsOf(
  ctx: Pick<Ctx, 'tx'>,
  org_ids: readonly string[],
): Promise<Map<string, Figures>> {
  const rows = org_ids.length > 0 ? await selectRecords(ctx.tx, org_ids) : [];
  return new Map(rows.map((row) => [row.org_id, row.figures]));
}

/** What was written about a firm, newest first, for everybody. Refuses with platform.bad_cursor. */
export const listReviews = defineUseCase({
  name: 'reputation.list-reviews',
  kind: 'query',
  permission: 'public',
  input: Type.Object({ org_id: Uuid, ...pageInput }, { additionalProperties: false }),
  output: pageOf(
    Type.Object({
      review_id: Uuid,
      side: Type.Enum(['buyer', 'seller']),
      by_country: Country,
      month: DateText,
      rating: Type.Integer(),
      language: Type.String(),
      text: Type.String(),
      /** In the reader's language, where the translator knew it. */
      translation: Nullable(Type.String()),
      answer: Nullable(Type.String()),
      answer_language: Nullable(Type.String()),
      demo: Type.Boolean(),
    }),
  ),
  async run(ctx, { org_id, ...input }) {
    const after = timePlace(input.cursor);
    if (after === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    return toPage(
      await pageOfReviews(ctx.tx, org_id, { after, limit }),
      limit,
      (row) => [row.written_at.toISOString(), row.review_id],
      ({ translations, written_at: _written, ...row }) => ({
        ...row,
        translation: translations[ctx.locale] ?? null,
      }),
    );
  },
});

/** The deals behind one figure, for the firm itself: which are counted, which speak for it. One statement. */
export const showParts = defineUseCase({
  name: 'reputation.show-parts',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object({ figure: Type.Enum([...figureNames]) }, { additionalProperties: false }),
  output: Type.Object({
    since: DateText,
    until: DateText,
    items: Type.Array(
      Type.Object({
        deal_id: Uuid,
        number: Type.String(),
        counts: Type.Boolean(),
        asked_at: Instant,
        answered_at: Nullable(Instant),
        ship_by: Nullable(DateText),
        departed_at: Nullable(Instant),
        claims: Type.Integer(),
        declarations: Type.Integer(),
        declarations_refused: Type.Integer(),
      }),
    ),
  }),
  async run(ctx, { figure }) {
    const now = ctx.clock.now();
    const { since, until } = periodAt(now);
    const facts = await sellerFacts(ctx, {
      seller_org_id: ctx.actor.org_id,
      since,
      until,
      limit: DEALS_LIMIT,
    });
    return {
      since: dayOf(since),
      until: dayOf(until),
      items: partsOf(figure, facts, dayOf(now))
        .slice(0, 500)
        .map(({ facts: f, counts }) => ({
          deal_id: f.deal_id,
          number: f.number,
          counts,
          asked_at: f.asked_at.toISOString(),
          answered_at: f.answered_at?.toISOString() ?? null,
          ship_by: f.ship_by,
          departed_at: f.departed_at?.toISOString() ?? null,
          claims: f.claims,
          declarations: f.declarations,
          declarations_refused: f.declarations_refused,
        })),
    };
  },
});
