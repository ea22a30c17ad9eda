import { type Static, Type } from 'typebox';
import { NO_ORG } from '../../kernel/ids.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import {
  type Ctx,
  DEFAULT_LIMIT,
  defineUseCase,
  pageInput,
  pageOf,
  timePlace,
  toPage,
} from '../../platform/index.ts';
import { type ListingItem, ListingItemSchema, searchFilter } from './model.ts';
import { shelfOf } from './search/follow-shelf.ts';
import { newestWith } from './search/newest-with.ts';
import { rowsOfHits } from './search/shelf-store.ts';
import { type ListingPage, type ListingPageRow, pageOfListings } from './store-pages.ts';
import { wordsAsked } from './words.ts';

const Input = Type.Object(
  {
    /** All its words must occur, each at least as a beginning. */
    q: searchFilter.q,
    hs: searchFilter.hs,
    origin_country: searchFilter.origin_country,
    currency: searchFilter.currency,
    price_to: searchFilter.price_to,
    seller_org_id: searchFilter.seller_org_id,
    /** Only the own ones, with those that are withdrawn. */
    mine: Type.Optional(Type.Boolean()),
    ...pageInput,
  },
  { additionalProperties: false },
);

/**
 * The shelf, newest first: a page with price and seller in one statement, for everybody. Words are looked for in the
 * index of this process, brought up to what is committed.
 * Refuses with platform.bad_cursor, catalogue.price_needs_currency, platform.not_signed_in (own ones).
 */
export const listListings = defineUseCase({
  name: 'catalogue.list-listings',
  kind: 'query',
  permission: 'public',
  input: Input,
  output: pageOf(ListingItemSchema),
  run: async (ctx, input) => {
    const page = readPage(input, ctx.actor.org_id);
    if ('refusal' in page) return page;
    if (input.q !== undefined) return pageWithWords(ctx, page, input.q);
    const rows = await pageOfListings(ctx.tx, page, ctx.locale);
    return toPage(rows, page.limit, (row) => [row.updated_at.toISOString(), row.listing_id], toItem);
  },
});

function readPage(input: Static<typeof Input>, org_id: string): Outcome<ListingPage> {
  const { price_to, currency, cursor } = input;
  if (price_to !== undefined && currency === undefined) return refuse('catalogue.price_needs_currency');
  if (input.mine && org_id === NO_ORG) return refuse('platform.not_signed_in');
  const place = timePlace(cursor);
  if (place === undefined) return refuse('platform.bad_cursor');
  return {
    own: input.mine ? org_id : undefined,
    seller: input.seller_org_id,
    hs_prefix: input.hs,
    origin_country: input.origin_country,
    price_to: price_to !== undefined && currency !== undefined ? { amount: price_to, currency } : undefined,
    after: place ? { updated_at: place.at, listing_id: place.id } : undefined,
    limit: input.limit ?? DEFAULT_LIMIT,
  };
}

/** A page of what holds the words, which the index knows; its rows from one statement, under the rights of who asks. */
async function pageWithWords(
  ctx: Ctx,
  page: ListingPage,
  q: string,
): Promise<{ items: ListingItem[]; next_cursor: string | null }> {
  const { own, seller = own, after, limit } = page;
  // A question without letters or digits finds nothing rather than everything; so does one for another's own offers.
  const words = own === undefined || own === seller ? wordsAsked(q) : [];
  if (words.length === 0) return { items: [], next_cursor: null };
  const hits = newestWith(await shelfOf(ctx.services), {
    words,
    conditions: { hs: page.hs_prefix, origin_country: page.origin_country, seller_org_id: seller },
    price_to: page.price_to,
    after: after && { updated_ms: Date.parse(after.updated_at), listing_id: after.listing_id },
    limit: limit + 1,
  });
  const shown = hits.slice(0, limit);
  const rows = shown.length === 0 ? [] : await rowsOfHits(ctx.tx, shown, ctx.locale);
  const byId = new Map(rows.map((row) => [row.listing_id, row]));
  const { next_cursor } = toPage(
    hits,
    limit,
    (hit) => [new Date(hit.updated_ms).toISOString(), hit.listing_id],
    (hit) => hit,
  );
  return {
    items: shown.flatMap(({ listing_id }) => {
      const row = byId.get(listing_id);
      return row ? [toItem(row)] : [];
    }),
    next_cursor,
  };
}

/** A row as readers see it. */
export function toItem(row: ListingPageRow): ListingItem {
  return {
    listing_id: row.listing_id,
    title: row.title,
    hs_code: row.hs_code,
    seller: {
      org_id: row.org_id,
      name: row.seller_name,
      country: row.seller_country,
      trust: row.seller_trust,
    },
    price: { amount: row.price_amount.toString(), currency: row.price_currency },
    unit: row.unit,
    moq: row.moq,
    lead_time_days: row.lead_time_days,
    origin_country: row.origin_country,
    photo_id: row.photo_id,
    demo: row.demo,
  };
}
