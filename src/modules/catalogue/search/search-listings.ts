import { Type } from 'typebox';
import { dayOf } from '../../../kernel/days.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { type Currency, currencies } from '../../../kernel/money.ts';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import {
  type Ctx,
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  encodeCursor,
  isInstant,
  pageInput,
} from '../../../platform/index.ts';
import { latestRates } from '../../reference/index.ts';
import { toItem } from '../list-listings.ts';
import { ListingItemSchema, type SearchFilter, searchFilter } from '../model.ts';
import type { ListingPageRow } from '../store-pages.ts';
import { type Facet, facetNames, type Rates } from './facets.ts';
import type { Place } from './first-hits.ts';
import { shelfOf } from './follow-shelf.ts';
import { points } from './rank.ts';
import { type Hit, type Search, searchShelf } from './search-shelf.ts';
import { rowsOfHits } from './shelf-store.ts';
import { type Understood, understandQuery } from './understand-query.ts';

const facetPattern = `^(${facetNames.join('|')})(,(${facetNames.join('|')})){0,${facetNames.length - 1}}$`;

const Input = Type.Object(
  {
    ...searchFilter,
    /** Facets to count, divided by commas. Without it none is counted. */
    facets: Type.Optional(Type.String({ pattern: facetPattern, maxLength: 200 })),
    ...pageInput,
  },
  { additionalProperties: false },
);

const Reason = Type.Object({
  /** A word of the question, or the code that the question means. */
  word: Type.String(),
  found: Type.Enum(['title', 'title_form', 'text', 'meaning']),
  points: Type.Number(),
});

/**
 * Offers that answer a question in any of the eight languages, the best first. Points of a hit: for each word of the
 * question 6 where a title holds it, 4 for a form, a beginning or a likely error of it, 1.5 elsewhere, divided by the
 * number of words; and up to 8 where its code is what the question means. Equal ones are newest first. Each hit shows
 * its points. Words, facets and order come from the index of this process, brought up to what is committed; the rows
 * of the page from one statement, under the rights of who asks.
 * Refuses with platform.bad_cursor, catalogue.price_needs_currency.
 */
export const searchListings = defineUseCase({
  name: 'catalogue.search-listings',
  kind: 'query',
  permission: 'public',
  input: Input,
  output: Type.Object({
    total: Type.Integer(),
    /** What the question was understood to name. */
    meanings: Type.Array(Type.Object({ code: Type.String(), matched: Type.String(), share: Type.Number() })),
    items: Type.Array(
      Type.Object({ ...ListingItemSchema.properties, score: Type.Number(), reasons: Type.Array(Reason) }),
    ),
    facets: Type.Partial(
      Type.Object(
        Object.fromEntries(
          facetNames.map((name) => [
            name,
            Type.Array(Type.Object({ value: Type.String(), count: Type.Integer() })),
          ]),
        ),
      ),
    ),
    next_cursor: Type.Union([Type.String(), Type.Null()]),
  }),
  run: async (ctx, input) => {
    const { facets: named, cursor, limit = DEFAULT_LIMIT, ...filter } = input;
    const after = readCursor(cursor);
    if (cursor !== undefined && !after) return refuse('platform.bad_cursor');
    const [shelf, prepared] = await Promise.all([shelfOf(ctx.services), prepareSearch(ctx, filter)]);
    if (isRefusal(prepared)) return prepared;
    const { question } = prepared;
    const facets = (named?.split(',') ?? []) as Facet[];
    const found = searchShelf(shelf, { ...prepared, facets, after, limit: limit + 1 });
    const hits = found.hits.slice(0, limit);
    const rows = hits.length === 0 ? [] : await rowsOfHits(ctx.tx, hits, ctx.locale);
    const byId = new Map(rows.map((row) => [row.listing_id, row]));
    const last = hits.at(-1);
    return {
      total: found.total,
      meanings: question?.meanings ?? [],
      items: hits.flatMap((hit) => {
        const row = byId.get(hit.listing_id);
        return row ? [showHit(hit, row, question)] : [];
      }),
      facets: found.facets,
      next_cursor:
        found.hits.length > limit && last
          ? encodeCursor([last.score, new Date(last.updated_ms).toISOString(), last.listing_id])
          : null,
    };
  },
});

/**
 * What a filter asks of the index: words understood, rates into the viewer's currency, the day. Refuses with
 * catalogue.price_needs_currency.
 */
export async function prepareSearch(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  filter: SearchFilter,
): Promise<Outcome<Search>> {
  const { currency, price_from, price_to, q } = filter;
  if ((price_from ?? price_to) !== undefined && currency === undefined)
    return refuse('catalogue.price_needs_currency');
  return {
    question: q === undefined ? undefined : understandQuery(q),
    conditions: filter,
    rates: currency === undefined ? new Map() : await ratesInto(ctx, currency),
    today: todayOf(ctx),
    facets: [],
    after: undefined,
    limit: 0,
  };
}

function readCursor(cursor: string | undefined): Place | undefined {
  const [score, updated_at, listing_id] = decodeCursor(cursor, 3) ?? [];
  if (typeof score !== 'number' || !isInstant(updated_at)) return undefined;
  if (typeof listing_id !== 'string' || !isUuid(listing_id)) return undefined;
  return { score, updated_ms: Date.parse(updated_at), listing_id };
}

const todayOf = (ctx: Pick<Ctx, 'clock'>): string => dayOf(ctx.clock.now());

async function ratesInto(ctx: Pick<Ctx, 'tx' | 'clock'>, to: Currency): Promise<Rates> {
  const rates = await latestRates(ctx, [...currencies], to, todayOf(ctx));
  return new Map([...rates].map(([from, { rate }]) => [from, rate]));
}

/** The row as readers see it, with what its points are for. */
function showHit(hit: Hit, row: ListingPageRow, question: Understood | undefined) {
  const among = Math.max(1, hit.terms.length);
  const reasons = hit.terms.flatMap((got, at) => {
    const found = (['title', 'title_form', 'text'] as const).find((place) => got === points[place] / among);
    return found ? [{ word: question?.terms[at]?.word ?? '', found, points: thousandths(got) }] : [];
  });
  const code = question?.meanings.find((meaning) => hit.hs_code.startsWith(meaning.code))?.code;
  const meant =
    hit.meaning > 0
      ? [
          {
            word: code ?? hit.hs_code,
            found: 'meaning' as const,
            points: thousandths(points.meaning * hit.meaning),
          },
        ]
      : [];
  return { ...toItem(row), score: hit.score / 1000, reasons: [...reasons, ...meant] };
}

const thousandths = (value: number): number => Math.round(value * 1000) / 1000;
