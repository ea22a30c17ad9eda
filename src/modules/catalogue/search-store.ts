import type { Locale } from '../../kernel/locale.ts';
import type { Tx } from '../../platform/index.ts';
import type { ListingPageRow } from './store.ts';
import { sellerName, titleIn } from './store.ts';
import type { Understood } from './understand-query.ts';

/** Facets and the column each counts. */
export const facetColumns = {
  hs_chapter: 'left(hs_code, 2)',
  hs_heading: 'left(hs_code, 4)',
  origin_country: 'origin_country',
  seller_country: 'seller_country',
  trust: 'seller_trust::text',
  lead_time: `case when lead_time_days <= 7 then '7' when lead_time_days <= 14 then '14'
    when lead_time_days <= 30 then '30' when lead_time_days <= 60 then '60' else '730' end`,
  incoterm: 'unnest(incoterms)',
  certificate: 'unnest(certificates)',
  /** The power of ten that the price lies below, in the viewer's currency. */
  price: `coalesce((power(10, floor(log(price / 100.0)) + 1))::bigint::text, 'unknown')`,
} as const;
export type Facet = keyof typeof facetColumns;
export const facetNames = Object.keys(facetColumns) as Facet[];

/** Points of a term: the word itself in a title, a form of it in a title, or anywhere in the text. */
export const points = { title: 6, title_form: 4, text: 1.5, meaning: 8 } as const;
/** What scores less than this share of the best is no hit. */
const CUT = 0.4;
const CANDIDATES_LIMIT = 10_000;
const FACET_VALUES = 40;

export interface Search extends Understood {
  /** Conditions on facets, in the notation of the database. */
  facet_query: string | undefined;
  seller: string | undefined;
  /** Units of the viewer's currency for one unit of each currency that has a rate. */
  rates: ReadonlyMap<string, number>;
  price_from: string | undefined;
  price_to: string | undefined;
  facets: readonly Facet[];
  after: { score: number; updated_at: string; listing_id: string } | undefined;
  limit: number;
}

export interface Hit extends Omit<ListingPageRow, 'price_amount' | 'updated_at'> {
  price_amount: string;
  updated_at: string;
  score: number;
  /** Points of each term, in their order. */
  term_points: number[];
  meaning: number;
}

export interface SearchAnswer {
  total: number;
  items: Hit[];
  facets: Partial<Record<Facet, { value: string; count: number }[]>> | null;
}

/**
 * Hits, how many, and their facets in one statement. Every candidate shares a word or a meaning with the question; a
 * hit has at least two fifths of the best score.
 */
export function search(tx: Tx, asked: Search, locale: Locale): Promise<SearchAnswer> {
  const params: unknown[] = [];
  const put = (value: unknown): string => `$${params.push(value)}`;
  const { terms, meanings } = asked;
  const share = Math.max(1, terms.length);
  const termPoints = terms.map(
    (term) => `case when words @@ ${put(term.exact)}::tsquery then ${points.title / share}::float8
      when words @@ ${put(weighted(term.forms))}::tsquery then ${points.title_form / share}::float8
      when words @@ ${put(term.forms)}::tsquery then ${points.text / share}::float8 else 0 end`,
  );
  const levels = [...new Set(meanings.map(({ code }) => code.length))];
  const joins = levels.map((n) => `left join meaning m${n} on m${n}.code = left(w.hs_code, ${n})`);
  const meaning =
    levels.length > 0 ? `coalesce(greatest(${levels.map((n) => `m${n}.share`).join(', ')}), 0)` : '0::float8';
  const any = [...terms.map((term) => `(${term.forms})`), ...meanings.map(({ code }) => `'h:${code}':*`)];
  const conditions = [any.length > 0 ? `(${any.join(' | ')})` : undefined, asked.facet_query].filter(
    (one) => one !== undefined,
  );
  const where =
    conditions.length > 0
      ? [`w.words @@ ${put(conditions.join(' & '))}::tsquery`]
      : [`w.words <> ''::tsvector`];
  if (asked.seller !== undefined) where.push(`w.org_id = ${put(asked.seller)}`);
  const price = priceIn(asked.rates, put);
  if (asked.price_from !== undefined) where.push(`${price} >= ${put(asked.price_from)}::numeric`);
  if (asked.price_to !== undefined) where.push(`${price} <= ${put(asked.price_to)}::numeric`);
  const after =
    asked.after &&
    `where (score, updated_at, listing_id) < (${put(asked.after.score)}::int,
      ${put(asked.after.updated_at)}::timestamptz, ${put(asked.after.listing_id)}::uuid)`;
  return tx.one<SearchAnswer>(
    `with meaning as materialized (
       select * from unnest(${put(meanings.map(({ code }) => code))}::text[],
         ${put(meanings.map(({ share: one }) => one))}::float8[]) as m(code, share)),
     candidate as materialized (
       select w.org_id, w.listing_id, w.updated_at, w.hs_code, w.origin_country, w.seller_country, w.seller_trust,
         w.lead_time_days, w.incoterms, w.certificates, ${price} as price,
         array[${termPoints.join(', ')}]::float8[] as term_points, ${meaning} as meaning
       from catalogue.listing_words w ${joins.join(' ')}
       where ${where.join(' and ')} limit ${CANDIDATES_LIMIT}),
     scored as materialized (
       select *, (1000 * (${terms.map((_, at) => `term_points[${at + 1}] +`).join(' ')} ${points.meaning} * meaning))::int
         as score from candidate),
     hit as materialized (
       select * from scored where score >= (select ${CUT}::float8 * max(score) from scored)),
     page as (
       select * from hit ${after ?? ''} order by score desc, updated_at desc, listing_id desc
       limit ${put(asked.limit + 1)})
     select (select count(*)::int from hit) as total,
       coalesce((select json_agg(i order by i.score desc, i.updated_at desc, i.listing_id desc) from (
         select l.org_id, l.listing_id, ${titleIn(locale)} as title, l.hs_code, ${sellerName(locale)} as seller_name,
           l.seller_country, l.seller_trust, l.price_amount::text, l.price_currency, l.unit, l.moq::text,
           l.lead_time_days, l.origin_country, l.demo, p.updated_at, p.score, p.term_points, p.meaning
         from page p join catalogue.listing l on l.org_id = p.org_id and l.listing_id = p.listing_id) i), '[]')
         as items,
       ${facetCounts(asked.facets)} as facets`,
    params,
  );
}

/** The same words, in titles only. */
function weighted(forms: string): string {
  return forms.replaceAll(/':\*/g, "':*A").replaceAll(/'(?= |$)/g, "':A");
}

function priceIn(rates: ReadonlyMap<string, number>, put: (value: unknown) => string): string {
  if (rates.size === 0) return 'null::numeric';
  const cases = [...rates].map(([currency, rate]) => `when ${put(currency)} then ${put(rate)}::numeric`);
  return `(w.price_amount * case w.price_currency ${cases.join(' ')} end)`;
}

function facetCounts(facets: readonly Facet[]): string {
  if (facets.length === 0) return 'null';
  const counts = facets.map(
    (facet) => `select '${facet}' as facet, (select json_agg(c) from (
       select value, count(*)::int as count from (select ${facetColumns[facet]} as value from hit) v
       group by value order by count(*) desc, value limit ${FACET_VALUES}) c) as counts`,
  );
  return `(select json_object_agg(facet, coalesce(counts, '[]')) from (${counts.join(' union all ')}) f)`;
}
