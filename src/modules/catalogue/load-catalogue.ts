import { assert, isRefusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import { findOrganisations, type Profile } from '../parties/index.ts';
import { listingRow } from './listing-rows.ts';
import { checkListing, type ListingInput } from './model.ts';
import { checkNeed, type NeedInput } from './need-model.ts';
import { insertNeedRows } from './need-store.ts';
import { insertListingRows } from './store.ts';

/** A listing of a simulation or an import. */
export interface NewListing extends ListingInput {
  org_id: string;
  listing_id: string;
  demo: boolean;
  created_at: Date;
}

/** A need of a simulation or an import. */
export interface NewNeed extends NeedInput {
  org_id: string;
  need_id: string;
  demo: boolean;
  created_at: Date;
}

/**
 * Writes many listings with prices and words in two statements. For the system. Throws when one does not hold
 * together or its organisation is unknown, because such a caller made it itself.
 */
export async function insertListings(tx: Tx, listings: readonly NewListing[]): Promise<void> {
  const sellers = await publishers(tx, listings);
  const rows = listings.map((listing) => {
    const { org_id, listing_id, demo, created_at, ...input } = listing;
    const tiers = checkListing(input);
    if (isRefusal(tiers)) throw new Error(`${listing.title}: ${JSON.stringify(tiers.errors)}`);
    return listingRow(input, tiers, publisherOf(sellers, org_id), { listing_id, demo, created_at });
  });
  await insertListingRows(tx, rows);
}

/** Writes many needs in two statements. As `insertListings`. */
export async function insertNeeds(tx: Tx, needs: readonly NewNeed[]): Promise<void> {
  const buyers = await publishers(tx, needs);
  const rows = needs.map((need) => {
    const checked = checkNeed(need);
    if (isRefusal(checked)) throw new Error(`${need.title}: ${JSON.stringify(checked.errors)}`);
    const buyer = publisherOf(buyers, need.org_id);
    return {
      ...need,
      buyer_name: buyer.name,
      buyer_country: buyer.country,
      buyer_trust: buyer.trust,
    };
  });
  await insertNeedRows(tx, rows);
}

function publishers(tx: Tx, rows: readonly { org_id: string }[]): Promise<Map<string, Profile>> {
  return findOrganisations(
    { tx },
    rows.map((row) => row.org_id),
  );
}

function publisherOf(found: ReadonlyMap<string, Profile>, org_id: string): Profile {
  const profile = found.get(org_id);
  assert(profile, `the organisation ${org_id} is registered`);
  return profile;
}
