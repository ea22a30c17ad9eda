import { route } from '../../platform/index.ts';
import { changeListing, withdrawListing } from './change-listing.ts';
import { getListing } from './get-listing.ts';
import { exportListings, importTemplate } from './import/export-listings.ts';
import { importListings } from './import/import-listings.ts';
import { listListings } from './list-listings.ts';
import { getNeed, listNeeds } from './list-needs.ts';
import { getPhoto } from './photos/get-photo.ts';
import { addPhoto, arrangePhotos } from './photos/keep-photos.ts';
import { PHOTO_BODY_BYTES } from './photos/model.ts';
import { publishListing } from './publish-listing.ts';
import { closeNeed, publishNeed } from './publish-need.ts';
import { forgetSearch, listSavedSearches, markSearchSeen, saveSearch } from './search/saved-searches.ts';
import { searchListings } from './search/search-listings.ts';

const tags = ['catalogue'];

export const routes = [
  route('GET', '/listings', listListings, { summary: 'Offers with price and seller, newest first', tags }),
  route('GET', '/listings/:listing_id', getListing, { summary: 'An offer with its tier prices', tags }),
  route('GET', '/search', searchListings, {
    summary: 'Offers for a question in any of the eight languages, the best first, with facets and reasons',
    tags,
  }),
  route('GET', '/saved-searches', listSavedSearches, {
    summary: 'Searches kept, and what is new in them',
    tags,
  }),
  route('POST', '/saved-searches', saveSearch, { summary: 'Keep a search', tags }),
  route('POST', '/saved-searches/:search_id/seen', markSearchSeen, {
    summary: 'What a kept search finds has been seen',
    tags,
  }),
  route('POST', '/saved-searches/:search_id/removal', forgetSearch, {
    summary: 'Keep a search no longer',
    tags,
  }),
  route('GET', '/listings/export', exportListings, { summary: 'Own offers as a file', tags, raw: true }),
  route('GET', '/listings/template', importTemplate, {
    summary: 'Table to fill in for the goods of a chapter',
    tags,
    raw: true,
  }),
  route('POST', '/listings/import', importListings, { summary: 'Publish or change many offers', tags }),
  route('POST', '/listings', publishListing, { summary: 'Publish an offer', tags }),
  route('PUT', '/listings/:listing_id', changeListing, { summary: 'Change an offer', tags }),
  route('POST', '/listings/:listing_id/withdrawal', withdrawListing, { summary: 'Withdraw an offer', tags }),
  route('POST', '/listings/:listing_id/photos', addPhoto, {
    summary: 'Put a photo behind those of an offer',
    tags,
    per_minute: 60,
    body_limit_bytes: PHOTO_BODY_BYTES,
  }),
  route('PUT', '/listings/:listing_id/photos', arrangePhotos, {
    summary: 'Order of the photos of an offer, what they show, and which of them stay',
    tags,
  }),
  route('GET', '/listings/:listing_id/photos/:photo_id', getPhoto, {
    summary: 'A photo of an offer',
    tags,
    raw: true,
  }),
  route('GET', '/needs', listNeeds, { summary: 'What organisations want to buy, newest first', tags }),
  route('GET', '/needs/:need_id', getNeed, { summary: 'A need', tags }),
  route('POST', '/needs', publishNeed, { summary: 'Publish a need', tags }),
  route('POST', '/needs/:need_id/closing', closeNeed, { summary: 'Close a need', tags }),
];
