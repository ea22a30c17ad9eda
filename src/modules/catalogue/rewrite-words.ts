import type { Tx } from '../../platform/index.ts';
import { listingRow, toListing } from './listing-rows.ts';
import { listingsWithOldWords, writeWords } from './store.ts';

/**
 * Writes the words of listings anew that were published before words had weights and facets. A no-op when there are
 * none. Returns how many were written.
 */
export async function rewriteWords(tx: Tx): Promise<number> {
  let written = 0;
  for (;;) {
    const old = await listingsWithOldWords(tx);
    if (old.length === 0) return written;
    await writeWords(
      tx,
      old.map((row) => {
        const { seller_name_zh: name_zh, seller_name_ru: name_ru, ...stored } = row;
        const listing = toListing(stored);
        return listingRow(listing, listing.tiers, { ...listing.seller, name_zh, name_ru }, row);
      }),
    );
    written += old.length;
  }
}
