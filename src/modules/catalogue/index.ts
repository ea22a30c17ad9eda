import type { Module } from '../../platform/index.ts';
import { findOrganisations, isBlocked, organisationChanged } from '../parties/index.ts';
import { refusals } from './refusals.ts';
import { rewriteWords } from './rewrite-words.ts';
import { routes } from './routes.ts';
import { tellSearches } from './search/tell-searches.ts';
import { bringChangesHere, refreshSeller, takeOff } from './store.ts';

export { changeListing, withdrawListing } from './change-listing.ts';
export { type Candidate, findCandidates } from './find-candidates.ts';
export { findPublished } from './find-published.ts';
export { firstListed } from './first-listed.ts';
export { findListing, getListing } from './get-listing.ts';
export { goodsAround } from './goods-around.ts';
export { exportListings, importTemplate } from './import/export-listings.ts';
export { importListings, importPart } from './import/import-listings.ts';
export { checkHeader, readWorkbookCells } from './import/read-cells.ts';
export { listListings } from './list-listings.ts';
export { findNeed, findNeeds, getNeed, listNeeds } from './list-needs.ts';
export { insertListings, insertNeeds, type NewListing, type NewNeed } from './load-catalogue.ts';
export {
  type Listing,
  type ListingInput,
  SellerSchema,
  type Tier,
  tierFor,
  wordingFor,
} from './model.ts';
export type { Need, NeedInput } from './need-model.ts';
export { addPhoto, arrangePhotos } from './photos/keep-photos.ts';
export { insertPhotos, type NewPhoto } from './photos/load-photos.ts';
export { namedByPhotos } from './photos/store-photos.ts';
export { publishListing } from './publish-listing.ts';
export { closeNeed, publishNeed } from './publish-need.ts';
export { warmSearch } from './search/follow-shelf.ts';
export {
  forgetSearch,
  listSavedSearches,
  markSearchSeen,
  saveSearch,
} from './search/saved-searches.ts';
export { searchListings } from './search/search-listings.ts';

/** Offers and needs. */
export const catalogue: Module = {
  name: 'catalogue',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  load: async (tx) => [
    { set: 'words of listings', rows: (await rewriteWords(tx)) + (await bringChangesHere(tx)) },
  ],
  jobs: [
    {
      queue: organisationChanged,
      handler: async (ctx, { org_id }) => {
        const id = String(org_id);
        const seller = (await findOrganisations(ctx, [id])).get(id);
        if (seller) await refreshSeller(ctx.tx, seller);
        if (await isBlocked(ctx.tx, id)) await takeOff(ctx.tx, id, ctx.clock.now());
      },
    },
    { queue: 'catalogue.tell-searches', schedule: '*/5 * * * *', steps: tellSearches },
  ],
};
