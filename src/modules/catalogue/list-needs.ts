import { Type } from 'typebox';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import {
  Country,
  type Ctx,
  DEFAULT_LIMIT,
  defineUseCase,
  pageInput,
  pageOf,
  timePlace,
  toPage,
  Uuid,
} from '../../platform/index.ts';
import { searchFilter } from './model.ts';
import { type Need, NeedSchema } from './need-model.ts';
import { pageOfNeeds, selectNeed, selectOpenNeeds, toNeed } from './need-store.ts';

/** Open needs, newest first, for everybody signed in. Refuses with platform.bad_cursor. */
export const listNeeds = defineUseCase({
  name: 'catalogue.list-needs',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object(
    {
      hs: searchFilter.hs,
      to_country: Type.Optional(Country),
      mine: Type.Optional(Type.Boolean()),
      ...pageInput,
    },
    { additionalProperties: false },
  ),
  output: pageOf(NeedSchema),
  run: async (ctx, input) => {
    const place = timePlace(input.cursor);
    if (place === undefined) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await pageOfNeeds(ctx.tx, {
      own: input.mine ? ctx.actor.org_id : undefined,
      hs_prefix: input.hs,
      to_country: input.to_country,
      after: place ? { updated_at: place.at, need_id: place.id } : undefined,
      limit,
    });
    return toPage(rows, limit, (row) => [row.updated_at.toISOString(), row.need_id], toNeed);
  },
});

/** One need that the actor may see. Refuses with catalogue.need_not_found. */
export const getNeed = defineUseCase({
  name: 'catalogue.get-need',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object({ need_id: Uuid }, { additionalProperties: false }),
  output: NeedSchema,
  run: (ctx, { need_id }) => findNeed(ctx, need_id),
});

/** A need for other modules. Refuses with catalogue.need_not_found. */
export async function findNeed(ctx: Pick<Ctx, 'tx'>, need_id: string): Promise<Outcome<Need>> {
  const row = await selectNeed(ctx.tx, need_id);
  return row ? toNeed(row) : refuse('catalogue.need_not_found', { need_id });
}

const MOST = 500;

/**
 * Open needs by id, in one statement. Closed and unknown ones are absent; of more than five hundred ids only the first
 * are looked up.
 */
export async function findNeeds(
  ctx: Pick<Ctx, 'tx'>,
  need_ids: readonly string[],
): Promise<Map<string, Need>> {
  const ids = [...new Set(need_ids)].slice(0, MOST);
  if (ids.length === 0) return new Map();
  const rows = await selectOpenNeeds(ctx.tx, ids);
  return new Map(rows.map((row) => [row.need_id, toNeed(row)]));
}
