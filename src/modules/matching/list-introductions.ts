import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
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
} from '../../platform/index.ts';
import { PartSchema } from './parts.ts';
import { pageOfIntroductions } from './store.ts';

/** Introductions that the actor's organisation made or takes part in, newest first. One statement. */
export const listIntroductions = defineUseCase({
  name: 'matching.list-introductions',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object({ ...pageInput }, { additionalProperties: false }),
  output: pageOf(
    Type.Object({
      introduction_id: Uuid,
      need_id: Uuid,
      listing_id: Uuid,
      buyer_org_id: Uuid,
      seller_org_id: Uuid,
      introduced_by: Nullable(Uuid),
      buyer_name: Type.String(),
      seller_name: Type.String(),
      need_title: Type.String(),
      listing_title: Type.String(),
      note: Type.String(),
      score: Type.Integer(),
      parts: Type.Array(PartSchema),
      buyer_answer: Nullable(Type.String()),
      seller_answer: Nullable(Type.String()),
      demo: Type.Boolean(),
      introduced_at: Instant,
    }),
  ),
  run: async (ctx, input) => {
    const place = timePlace(input.cursor);
    if (place === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const after = place ? { introduced_at: place.at, introduction_id: place.id } : undefined;
    const rows = await pageOfIntroductions(ctx.tx, ctx.actor.org_id, { after, limit });
    return toPage(
      rows,
      limit,
      (row) => [row.introduced_at.toISOString(), row.introduction_id],
      (row) => ({ ...row, introduced_at: row.introduced_at.toISOString() }),
    );
  },
});
