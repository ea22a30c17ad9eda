import { queryOptions, useQuery } from '@tanstack/react-query';
import { useReader } from '../i18n/reader.tsx';
import { callApi, type Page } from './client.ts';

/** Names as the reference sets carry them; a language without a name of its own reads English. */
export type Names = { en: string } & Partial<Record<string, string | null>>;

export interface Place {
  code: string;
  name: Names;
  country: string;
  lat: number;
  lon: number;
  gauge_mm: number | null;
  kind: string;
}

export interface RouteLeg {
  from: string;
  to: string;
  mode: string;
  km: number;
  hours: number;
  gauge_mm: number | null;
}

export interface Route {
  route_id: string;
  name: Names;
  mode: string;
  from: string;
  to: string;
  km: number;
  hours: number;
  legs: RouteLeg[];
}

export interface Crossing {
  code: string;
  place_a: string;
  place_b: string;
  mode: string;
  gauge_change_at: string | null;
}

const HOUR_MS = 3_600_000;

/** The most pages that one small set is read in; a set beyond that is a mistake, not a small set. */
const MAX_PAGES = 20;

function wholeSet<T>(name: string) {
  return queryOptions({
    queryKey: ['reference', name],
    queryFn: async ({ signal }): Promise<T[]> => {
      const rows: T[] = [];
      let cursor: string | undefined;
      for (let page = 0; page < MAX_PAGES; page += 1) {
        const answer = await callApi<Page<T>>(`/reference/${name}`, {
          query: { limit: 100, cursor },
          signal,
        });
        rows.push(...answer.items);
        if (!answer.next_cursor) break;
        cursor = answer.next_cursor;
      }
      return rows;
    },
    staleTime: HOUR_MS,
  });
}

export const placesQuery = wholeSet<Place>('places');
export const routesQuery = wholeSet<Route>('routes');
export const crossingsQuery = wholeSet<Crossing>('crossings');

/** The name in a language, or the English one. */
export function nameIn(names: Names, locale: string): string {
  return names[locale] || names.en;
}

/** Place code → name in the reader's language; the code until the list is here, or when it is not in it. */
export function usePlaceName(): (code: string | null | undefined) => string {
  const reader = useReader();
  const places = useQuery(placesQuery);
  return (code) => {
    if (!code) return '–';
    const place = places.data?.find((p) => p.code === code);
    return place ? nameIn(place.name, reader.locale) : code;
  };
}

export interface Country {
  iso2: string;
  corridor: boolean;
}

export const countriesQuery = wholeSet<Country>('countries');

/** A code of the Harmonized System. */
export interface HsEntry {
  code: string;
  title: Names;
  unit: string | null;
}

export const hsSearchQuery = (q: string) =>
  queryOptions({
    queryKey: ['reference', 'hs', q],
    queryFn: ({ signal }) =>
      callApi<Page<HsEntry>>('/reference/hs', { query: { q, level: 6, limit: 8 }, signal }),
    staleTime: HOUR_MS,
  });

/** A code that a text may name, the words that speak for it, and what it is often confused with. */
export interface HsSuggestion {
  /** Two, four or six digits: only as far as the words lead. */
  code: string;
  title: Names;
  reasons: { word: string; matched: string }[];
  neighbours: { code: string; title: Names; difference: Names | null }[];
}

export interface HsClassification {
  suggestions: HsSuggestion[];
  /** Why a person should look closer; empty: the first suggestion stands out. */
  unsure: ('nothing_known' | 'two_are_close' | 'words_not_understood' | 'only_a_heading')[];
  not_understood: string[];
}

export const classificationQuery = (text: string) =>
  queryOptions({
    queryKey: ['classification', text],
    queryFn: ({ signal }) =>
      callApi<HsClassification>('/classification', { query: { text, limit: 6 }, signal }),
    staleTime: HOUR_MS,
  });

export const unitsQuery = wholeSet<{ code: string; name: Names }>('units');
export const currenciesQuery = wholeSet<{ code: string; name: Names }>('currencies');
export const incotermsQuery = wholeSet<{ code: string; name: Names; transport: string }>('incoterms');

/** One code with those above and below it. */
export const hsQuery = (code: string) =>
  queryOptions({
    queryKey: ['reference', 'hs-code', code],
    queryFn: ({ signal }) =>
      callApi<{ entry: HsEntry; above: HsEntry[]; below: HsEntry[] }>(`/reference/hs/${code}`, { signal }),
    staleTime: HOUR_MS,
  });
