import { Type } from 'typebox';
import { NO_ORG } from '../../../kernel/ids.ts';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Instant, Line, Uuid } from '../../../platform/index.ts';
import { SearchFilterSchema } from '../model.ts';
import { shelfOf } from './follow-shelf.ts';
import {
  insertSavedSearch,
  markSeen,
  removeSavedSearch,
  savedSearchesOf,
  savedSearchOf,
  waitForSearches,
} from './saved-store.ts';
import { prepareSearch } from './search-listings.ts';
import { searchShelf } from './search-shelf.ts';

const SAVED_LIMIT = 50;

/**
 * Keeps a search for the organisation; what is on offer now counts as seen. Refuses with
 * catalogue.organisation_needed, catalogue.price_needs_currency, catalogue.too_many_searches.
 */
export const saveSearch = defineUseCase({
  name: 'catalogue.save-search',
  kind: 'command',
  permission: 'signed-in',
  input: Type.Object(
    {
      name: Line(80),
      filter: SearchFilterSchema,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ search_id: Uuid }),
  run: async (ctx, { name, filter }) => {
    const { org_id } = ctx.actor;
    if (org_id === NO_ORG) return refuse('catalogue.organisation_needed');
    const prepared = await prepareSearch(ctx, filter);
    if (isRefusal(prepared)) return prepared;
    const { newest_ms = 0 } = searchShelf(await shelfOf(ctx.services), prepared);
    await waitForSearches(ctx.tx, org_id);
    if ((await savedSearchesOf(ctx.tx, org_id)).length >= SAVED_LIMIT)
      return refuse('catalogue.too_many_searches', { limit: SAVED_LIMIT });
    const search_id = ctx.id();
    await insertSavedSearch(ctx.tx, {
      org_id,
      search_id,
      name,
      filter,
      seen_until: new Date(newest_ms),
      created_at: ctx.clock.now(),
    });
    return { search_id };
  },
});

/**
 * The searches that the organisation keeps, each with how many offers it finds and how many of them, of others, are new
 * or changed.
 */
export const listSavedSearches = defineUseCase({
  name: 'catalogue.list-saved-searches',
  kind: 'query',
  permission: 'signed-in',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        search_id: Uuid,
        name: Type.String(),
        filter: SearchFilterSchema,
        total: Type.Integer(),
        fresh: Type.Integer(),
        seen_until: Instant,
      }),
    ),
  }),
  run: async (ctx) => {
    const saved = await savedSearchesOf(ctx.tx, ctx.actor.org_id);
    if (saved.length === 0) return { items: [] };
    const shelf = await shelfOf(ctx.services);
    const items = [];
    for (const { search_id, name, filter, seen_until } of saved) {
      const prepared = await prepareSearch(ctx, filter);
      if (isRefusal(prepared)) continue;
      const news = { after_ms: seen_until.getTime(), for_org_id: ctx.actor.org_id };
      const { total } = searchShelf(shelf, prepared);
      const fresh = searchShelf(shelf, { ...prepared, news }).total;
      items.push({ search_id, name, filter, total, fresh, seen_until: seen_until.toISOString() });
    }
    return { items };
  },
});

/** Says that what a kept search finds now has been seen. Refuses with catalogue.search_not_found. */
export const markSearchSeen = defineUseCase({
  name: 'catalogue.mark-search-seen',
  kind: 'command',
  permission: 'signed-in',
  input: Type.Object({ search_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ search_id: Uuid, seen_until: Instant }),
  run: async (ctx, { search_id }) => {
    const saved = await savedSearchOf(ctx.tx, ctx.actor.org_id, search_id);
    if (!saved) return refuse('catalogue.search_not_found', { search_id });
    const prepared = await prepareSearch(ctx, saved.filter);
    if (isRefusal(prepared)) return prepared;
    // Not the time of the look: an offer of before may be committed after it.
    const { newest_ms = 0 } = searchShelf(await shelfOf(ctx.services), prepared);
    const seen_until = new Date(Math.max(newest_ms, saved.seen_until.getTime()));
    await markSeen(ctx.tx, saved, seen_until);
    return { search_id, seen_until: seen_until.toISOString() };
  },
});

/** Keeps a search no longer. Refuses with catalogue.search_not_found. */
export const forgetSearch = defineUseCase({
  name: 'catalogue.forget-search',
  kind: 'command',
  permission: 'signed-in',
  input: Type.Object({ search_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ search_id: Uuid }),
  run: async (ctx, { search_id }) =>
    (await removeSavedSearch(ctx.tx, ctx.actor.org_id, search_id))
      ? { search_id }
      : refuse('catalogue.search_not_found', { search_id }),
});
