import type { Locale } from '../../kernel/locale.ts';
import type { Tx } from '../../platform/index.ts';
import type { StoredListing } from './listing-rows.ts';
import { listingColumns, listsOfListing, tiersOfListing } from './store.ts';
import { sellerName } from './store-pages.ts';

/** Published listings by id, with the tiers and lists of their present price version. */
export function selectPublished(
  tx: Tx,
  listing_ids: readonly string[],
  locale: Locale,
): Promise<StoredListing[]> {
  return tx.rows<StoredListing>(
    `select ${listingColumns}, ${sellerName(locale)} as seller_name, ${tiersOfListing}, ${listsOfListing}
     from catalogue.listing l where listing_id = any ($1::uuid[]) and published`,
    [listing_ids],
  );
}
