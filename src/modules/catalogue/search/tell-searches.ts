import { isRefusal } from '../../../kernel/refusal.ts';
import type { InTransaction, Services } from '../../../platform/index.ts';
import { notify } from '../../notices/index.ts';
import { shelfOf } from './follow-shelf.ts';
import { type LookedAt, searchesLongestAgo, writeLooks } from './saved-store.ts';
import { prepareSearch } from './search-listings.ts';
import { searchShelf } from './search-shelf.ts';

/** Searches looked at in one transaction, and how many such pages one run goes through at most. */
const PAGE = 200;
const MOST_PAGES = 25;

/**
 * Tells organisations of offers of others that their kept searches find and that they have neither seen nor been told of: those
 * first that were looked at longest ago, each once in a run. News are `offers.found`: `search_id`, `name`, `fresh`
 * (how many), `filter`.
 */
export async function tellSearches(within: InTransaction, services: Services): Promise<void> {
  for (let page = 0, begun: Date | undefined; page < MOST_PAGES; page += 1) {
    const shelf = await shelfOf(services);
    const looked = await within(async (ctx) => {
      const at = ctx.clock.now();
      begun ??= at;
      const searches = await searchesLongestAgo(ctx.tx, begun, PAGE);
      const looks: LookedAt[] = [];
      for (const { org_id, search_id, name, filter, since } of searches) {
        const prepared = await prepareSearch(ctx, filter);
        const found = isRefusal(prepared)
          ? undefined
          : searchShelf(shelf, { ...prepared, news: { after_ms: since.getTime(), for_org_id: org_id } });
        const fresh = found?.total ?? 0;
        const newest_ms = found?.newest_ms;
        looks.push({ org_id, search_id, told_until: newest_ms === undefined ? null : new Date(newest_ms) });
        if (fresh > 0)
          await notify(ctx, {
            org_id,
            what: 'offers.found',
            once: `search ${search_id} ${newest_ms}`,
            body: { search_id, name, fresh, filter: { ...filter } },
          });
      }
      await writeLooks(ctx.tx, looks, at);
      return searches.length;
    });
    if (looked < PAGE) return;
  }
}
