import { countFacet, type Facet, type Rates } from './facets.ts';
import { type Conditions, filterBy } from './filter.ts';
import { firstHits, type Place, type Placed } from './first-hits.ts';
import { type Filter, rank } from './rank.ts';
import type { Shelf } from './shelf.ts';
import type { Understood } from './understand-query.ts';

export interface Search {
  /** Undefined: no question, all listings. */
  question: Understood | undefined;
  conditions: Conditions;
  rates: Rates;
  /** Certificates that ended before this day do not count. */
  today: string;
  facets: readonly Facet[];
  /** Only what somebody else published or changed later: its own offers are not news to an organisation. */
  news?: { after_ms: number; for_org_id: string };
  after: Place | undefined;
  limit: number;
}

export interface Hit extends Placed {
  org_id: string;
  hs_code: string;
  /** Points of each term, in their order. */
  terms: number[];
  meaning: number;
}

/** How many there are, the facets of all of them, and the first `limit` after a place. Pure and synchronous. */
export function searchShelf(
  shelf: Shelf,
  asked: Search,
): {
  total: number;
  /** When the newest of all was published or changed. */
  newest_ms: number | undefined;
  hits: Hit[];
  facets: Partial<Record<Facet, { value: string; count: number }[]>>;
} {
  const meets = filterBy(shelf, asked.conditions, asked);
  const { news } = asked;
  const { hs_code, org_id } = shelf.columns;
  const filter: Filter = news
    ? (slot) =>
        (shelf.updated_ms[slot] ?? 0) > news.after_ms &&
        org_id.values[org_id.of[slot] ?? 0] !== news.for_org_id &&
        meets(slot)
    : meets;
  const found = rank(shelf, asked.question, filter);
  let newest_ms: number | undefined;
  for (const slot of found.slots) newest_ms = Math.max(newest_ms ?? 0, shelf.updated_ms[slot] ?? 0);
  return {
    total: found.slots.length,
    newest_ms,
    hits: firstHits(shelf, found, asked.after, asked.limit).map((hit) => ({
      ...hit,
      ...found.partsOf(hit.slot),
      org_id: org_id.values[org_id.of[hit.slot] ?? 0] ?? '',
      hs_code: hs_code.values[hs_code.of[hit.slot] ?? 0] ?? '',
    })),
    facets: Object.fromEntries(
      asked.facets.map((facet) => [facet, countFacet(shelf, found.slots, facet, asked)]),
    ),
  };
}
