import type { Locale } from '../../kernel/locale.ts';
import type { Tx } from '../../platform/index.ts';

export interface ListingPage {
  /** The organisation's own listings, withdrawn ones too; otherwise all published ones. */
  own?: string | undefined;
  seller?: string | undefined;
  hs_prefix?: string | undefined;
  origin_country?: string | undefined;
  price_to?: { amount: string; currency: string } | undefined;
  after?: { updated_at: string; listing_id: string } | undefined;
  limit: number;
}

/** What the database says of a listing, wherever it is one of several. */
interface ListedRow {
  org_id: string;
  listing_id: string;
  title: string;
  hs_code: string;
  seller_name: string;
  seller_country: string;
  seller_trust: number;
  price_amount: bigint;
  price_currency: string;
  unit: string;
  moq: string;
  lead_time_days: number;
  origin_country: string;
  demo: boolean;
}

export interface ListingPageRow extends ListedRow {
  photo_id: string | null;
  updated_at: Date;
}

/** The column that holds so many digits of the code. */
const hsColumns: Record<number, string> = { 2: 'hs_chapter', 4: 'hs_heading', 6: 'hs_code' };

/**
 * A page, newest first; one row more than `limit` when there is a next page. The text holds only the conditions
 * that are asked for, so each has a plan of its own; there are at most some hundred texts.
 */
export function pageOfListings(tx: Tx, page: ListingPage, locale: Locale): Promise<ListingPageRow[]> {
  const params: unknown[] = [];
  const put = (value: unknown): string => `$${params.push(value)}`;
  const limit = put(page.limit + 1);
  const after =
    page.after &&
    `(updated_at, listing_id) < (${put(page.after.updated_at)}::timestamptz, ${put(page.after.listing_id)}::uuid)`;
  const filters: string[] = [];
  if (page.seller !== undefined) filters.push(`org_id = ${put(page.seller)}`);
  if (page.origin_country !== undefined) filters.push(`origin_country = ${put(page.origin_country)}`);
  if (page.hs_prefix !== undefined)
    filters.push(`${hsColumns[page.hs_prefix.length] ?? 'hs_code'} = ${put(page.hs_prefix)}`);
  if (page.price_to !== undefined)
    filters.push(
      `price_currency = ${put(page.price_to.currency)} and price_amount <= ${put(page.price_to.amount)}`,
    );
  const shelf = page.own === undefined ? 'published' : `org_id = ${put(page.own)}`;
  const where = [shelf, ...filters, ...(after ? [after] : [])];
  return tx.rows<ListingPageRow>(
    `select org_id, listing_id, ${titleIn(locale)} as title, hs_code,
       ${sellerName(locale)} as seller_name, seller_country, seller_trust, price_amount, price_currency, unit, moq,
       lead_time_days, origin_country, ${cover} as photo_id, demo, updated_at
     from catalogue.listing where ${where.join(' and ')}
     order by updated_at desc, listing_id desc limit ${limit}`,
    params,
  );
}

export interface CandidateRow extends ListedRow {
  incoterm: string;
  place: string;
  certificates: string[];
  /** Those of them whose last day is over. */
  lapsed_certificates: string[];
  /** Incoterms of its further prices, beside that of the price. */
  other_incoterms: string[];
  capacity_per_month: string | null;
  unit_net_weight_kg: string;
  unit_gross_weight_kg: string;
}

/** Listings of the chapter with the tier of the quantity, or the first tier when it is below the minimum. */
export function selectCandidates(
  tx: Tx,
  need: { hs_code: string; quantity: string; origin_countries: readonly string[]; buyer: { org_id: string } },
  options: { limit: number; listing_id?: string | undefined; today: string },
  locale: Locale,
): Promise<CandidateRow[]> {
  return tx.rows<CandidateRow>(
    `select l.org_id, l.listing_id, ${titleIn(locale)} as title, l.hs_code, ${sellerName(locale)} as seller_name,
       l.seller_country, l.seller_trust, p.amount as price_amount, p.currency as price_currency, p.incoterm,
       p.place, l.unit, l.moq, l.lead_time_days, l.origin_country, l.demo, l.certificates, l.capacity_per_month,
       l.unit_net_weight_kg, l.unit_gross_weight_kg,
       array(select v ->> 'certificate' from jsonb_array_elements(l.certificate_validity) v
         where v ->> 'valid_until' < $7::text) as lapsed_certificates,
       array(select incoterm from catalogue.price t where t.org_id = l.org_id and t.listing_id = l.listing_id
           and t.price_version = l.price_version and t.incoterm <> p.incoterm
         union select incoterm from catalogue.price_list t where t.org_id = l.org_id
           and t.listing_id = l.listing_id and t.price_version = l.price_version and t.incoterm <> p.incoterm
         order by 1) as other_incoterms
     from catalogue.listing l
     cross join lateral (
       select amount, currency, incoterm, place from catalogue.price t
       where t.org_id = l.org_id and t.listing_id = l.listing_id and t.price_version = l.price_version
       order by (t.min_quantity <= $2::numeric) desc,
         case when t.min_quantity <= $2::numeric then -t.min_quantity else t.min_quantity end
       limit 1) p
     where l.published and l.org_id <> $3
       and l.hs_code >= left($1::text, 2) and l.hs_code <= left($1::text, 2) || '999999'
       and (cardinality($4::text[]) = 0 or l.origin_country = any($4::text[]))
       and ($5::uuid is null or l.listing_id = $5)
     order by (l.hs_code = $1) desc, (left(l.hs_code, 4) = left($1::text, 4)) desc, l.updated_at desc,
       l.listing_id desc
     limit $6`,
    [
      need.hs_code,
      need.quantity,
      need.buyer.org_id,
      need.origin_countries,
      options.listing_id ?? null,
      options.limit,
      options.today,
    ],
  );
}

/** The first photo of a listing. */
export const cover = `photos -> 0 ->> 'photo_id'`;

/** The locale is one of eight fixed words, so it can stand in the text. */
export function titleIn(locale: Locale): string {
  return `coalesce(translations -> '${locale}' ->> 'title', title)`;
}

export function sellerName(locale: Locale): string {
  if (locale === 'zh') return 'coalesce(seller_name_zh, seller_name)';
  if (locale === 'ru') return 'coalesce(seller_name_ru, seller_name)';
  return 'seller_name';
}
