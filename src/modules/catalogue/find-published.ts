import type { Ctx } from '../../platform/index.ts';
import { toListing } from './listing-rows.ts';
import type { Listing } from './model.ts';
import { selectPublished } from './store-shelf.ts';

const MOST = 500;

/**
 * Published listings with all their prices, by id, in one statement. Withdrawn and unknown ones are absent; of more
 * than five hundred ids only the first are looked up.
 */
export async function findPublished(
  ctx: Pick<Ctx, 'tx' | 'locale'>,
  listing_ids: readonly string[],
): Promise<Map<string, Listing>> {
  const ids = [...new Set(listing_ids)].slice(0, MOST);
  if (ids.length === 0) return new Map();
  const rows = await selectPublished(ctx.tx, ids, ctx.locale);
  return new Map(rows.map((row) => [row.listing_id, toListing(row)]));
}
