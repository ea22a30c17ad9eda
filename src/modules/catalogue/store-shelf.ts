import type { Locale } from '../../kernel/locale.ts';
import type { Tx } from '../../platform/index.ts';
import type { StoredListing } from './listing-rows.ts';
import { listingColumns, listsOfListing, tiersOfListing } from './store.ts';
import { sellerName } from './store-pages.ts';

/**
 * Published listings by id, with the tiers and lists of their present price version. The ids go through a select of
 * their own: PostgreSQL would count them and make a plan for each call, which costs more than reading them.
 */
export function selectPublished(
  tx: Tx,
  listing_ids: readonly string[],
  locale: Locale,
): Promise<StoredListing[]> {
  return tx.rows<StoredListing>(
    `select ${listingColumns}, ${sellerName(locale)} as seller_name, ${tiersOfListing}, ${listsOfListing}
     from catalogue.listing l where listing_id = any ((select $1::uuid[])::uuid[]) and published`,
    [listing_ids],
  );
}
