import { queryOptions } from '@tanstack/react-query';
import { callApi, type Page, type Query } from './client.ts';
import type { ListingItem } from './market.ts';

export const facetNames = [
  'origin_country',
  'seller_country',
  'trust',
  'incoterm',
  'certificate',
  'lead_time',
] as const;
export type FacetName = (typeof facetNames)[number];

/** An offer with what it was found by; the points of the reasons add up to its score. */
export interface Found extends ListingItem {
  score: number;
  reasons: { word: string; found: 'title' | 'title_form' | 'text' | 'meaning'; points: number }[];
}

export interface SearchAnswer extends Page<Found> {
  total: number;
  facets: Partial<Record<FacetName, { value: string; count: number }[]>>;
}

/** A search that the organisation keeps. */
export interface SavedSearch {
  search_id: string;
  name: string;
  filter: Record<string, string | number>;
  total: number;
  /** Published or changed since it was looked at. */
  fresh: number;
}

export const searchQuery = (query: Query) =>
  queryOptions({
    queryKey: ['search', query],
    queryFn: ({ signal }) =>
      callApi<SearchAnswer>('/search', { query: { ...query, facets: facetNames.join(',') }, signal }),
  });

export const savedSearchesQuery = queryOptions({
  queryKey: ['saved-searches'],
  queryFn: ({ signal }) => callApi<{ items: SavedSearch[] }>('/saved-searches', { signal }),
});
