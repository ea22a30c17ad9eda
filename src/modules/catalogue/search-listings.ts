import { type Static, Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { type Currency, currencies } from '../../kernel/money.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import {
  type Ctx,
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  encodeCursor,
  isInstant,
  pageInput,
} from '../../platform/index.ts';
import { latestRates } from '../reference/index.ts';
import { toItem } from './list-listings.ts';
import { ListingItemSchema, SearchFilter } from './model.ts';
import { type Facet, facetNames, type Hit, points, type Search, search } from './search-store.ts';
import { type Term, understandQuery } from './understand-query.ts';
import { leadTimeBounds } from './words.ts';

const facetPattern = `^(${facetNames.join('|')})(,(${facetNames.join('|')})){0,${facetNames.length - 1}}$`;

const Input = Type.Object(
  {
    ...SearchFilter,
    /** Facets to count, divided by commas. Without it none is counted. */
    facets: Type.Optional(Type.String({ pattern: facetPattern, maxLength: 200 })),
    ...pageInput,
  },
  { additionalProperties: false },
);
type Filter = Omit<Static<typeof Input>, 'facets' | 'cursor' | 'limit'>;

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
 * its points. Counts, total and hits come in one statement; rates in one more when a currency is asked for.
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
    const asked = await readSearch(ctx, input);
    if ('refusal' in asked) return asked;
    const [score, updated_at, listing_id] = decodeCursor(input.cursor, 3) ?? [];
    const usable =
      typeof score === 'number' &&
      isInstant(updated_at) &&
      typeof listing_id === 'string' &&
      isUuid(listing_id);
    if (input.cursor !== undefined && !usable) return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const found = await search(
      ctx.tx,
      {
        ...asked,
        facets: (input.facets?.split(',') ?? []) as Facet[],
        after: usable ? { score, updated_at, listing_id } : undefined,
        limit,
      },
      ctx.locale,
    );
    const shown = found.items.slice(0, limit);
    const last = shown.at(-1);
    return {
      total: found.total,
      meanings: asked.meanings,
      items: shown.map((hit) => showHit(hit, asked)),
      facets: found.facets ?? {},
      next_cursor:
        found.items.length > limit && last
          ? encodeCursor([last.score, new Date(last.updated_at).toISOString(), last.listing_id])
          : null,
    };
  },
});

/** What a filter asks for, in the terms of the store. Refuses with catalogue.price_needs_currency. */
export async function readSearch(
  ctx: Pick<Ctx, 'tx' | 'clock'>,
  filter: Filter,
): Promise<Outcome<Omit<Search, 'facets' | 'after' | 'limit'>>> {
  const { currency, price_from, price_to, lead_time_days: days } = filter;
  if ((price_from ?? price_to) !== undefined && currency === undefined)
    return refuse('catalogue.price_needs_currency');
  const words = [
    filter.hs && `'h:${filter.hs}':*`,
    filter.origin_country && `'o:${filter.origin_country}'`,
    filter.seller_country && `'s:${filter.seller_country}'`,
    filter.trust !== undefined &&
      anyOf(
        't',
        [0, 1, 2, 3].filter((level) => level >= (filter.trust ?? 0)),
      ),
    filter.incoterm && `'i:${filter.incoterm}'`,
    filter.certificate && `'c:${filter.certificate}'`,
    days !== undefined &&
      anyOf(
        'l',
        leadTimeBounds.filter((bound) => bound <= days),
      ),
  ].filter((word) => typeof word === 'string' && word !== '');
  return {
    ...(filter.q === undefined ? { terms: [], meanings: [] } : understandQuery(filter.q)),
    facet_query: words.length > 0 ? words.join(' & ') : undefined,
    seller: filter.seller_org_id,
    rates: currency === undefined ? new Map<string, number>() : await ratesInto(ctx, currency),
    price_from,
    price_to,
  };
}

function anyOf(facet: string, values: readonly number[]): string {
  return `(${values.map((value) => `'${facet}:${value}'`).join(' | ')})`;
}

async function ratesInto(ctx: Pick<Ctx, 'tx' | 'clock'>, to: Currency): Promise<Map<string, number>> {
  const date = ctx.clock.now().toISOString().slice(0, 10);
  const rates = await latestRates(ctx, [...currencies], to, date);
  return new Map(
    [...rates].map(([from, { rate }]) => [from, Number(rate.numerator) / Number(rate.denominator)]),
  );
}

function showHit(hit: Hit, asked: { terms: readonly Term[]; meanings: readonly { code: string }[] }) {
  const share = Math.max(1, asked.terms.length);
  const reasons = hit.term_points.flatMap((got, at) => {
    const found = (['title', 'title_form', 'text'] as const).find(
      (place) => Math.abs(got - points[place] / share) < 1e-6,
    );
    return found ? [{ word: asked.terms[at]?.word ?? '', found, points: Math.round(got * 1000) / 1000 }] : [];
  });
  const code = asked.meanings.find((meaning) => hit.hs_code.startsWith(meaning.code))?.code;
  const meant =
    hit.meaning > 0
      ? [
          {
            word: code ?? hit.hs_code,
            found: 'meaning' as const,
            points: Math.round(points.meaning * hit.meaning * 1000) / 1000,
          },
        ]
      : [];
  return {
    ...toItem({ ...hit, price_amount: BigInt(hit.price_amount), updated_at: new Date(hit.updated_at) }),
    score: hit.score / 1000,
    reasons: [...reasons, ...meant],
  };
}
