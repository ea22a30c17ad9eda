import { type Locale, locales } from '../../kernel/locale.ts';
import { type Tx, takeTurn } from '../../platform/index.ts';
import type { Profile } from '../parties/index.ts';
import type { ListingRow, StoredListing } from './listing-rows.ts';
import { sellerName } from './store-pages.ts';

const givenListings = `jsonb_to_recordset($1::jsonb) as g(
  org_id uuid, listing_id uuid, language text, title text, description text, translations jsonb, hs_code text,
  origin_country text, unit text, moq numeric, lead_time_days int, package_kind text, units_per_package numeric,
  unit_net_weight_kg numeric, unit_gross_weight_kg numeric, certificates text[], price_amount bigint,
  price_currency text, seller_name text, seller_name_zh text, seller_name_ru text, seller_country text,
  seller_trust smallint, demo boolean, created_at timestamptz, tiers jsonb, words text, incoterms text[], version int,
  order_multiple numeric, capacity_per_month numeric, package_volume_m3 numeric, shelf_life_days int,
  dangerous_goods jsonb, certificate_validity jsonb, price_lists jsonb, dated_certificates text[])`;

/** What stands beside the words of a listing. */
const narrow = `hs_code, origin_country, seller_country, seller_trust, lead_time_days, price_amount, price_currency,
  incoterms, certificates`;

/** The same columns of the row that was given. */
const givenNarrow = narrow.replace('certificates', 'dated_certificates').replaceAll(/\b(?=[a-z])/g, 'g.');

/** Details of a listing, and where they stand in the row that was given. */
const details = `order_multiple, capacity_per_month, package_volume_m3, shelf_life_days, un_number, hazard_class,
  packing_group, certificate_validity`;
const givenDetails = `g.order_multiple, g.capacity_per_month, g.package_volume_m3, g.shelf_life_days,
  g.dangerous_goods ->> 'un_number', g.dangerous_goods ->> 'hazard_class', g.dangerous_goods ->> 'packing_group',
  coalesce(g.certificate_validity, '[]')`;

export const listingColumns = `org_id, listing_id, language, title, description, translations, hs_code, origin_country, unit,
  moq, lead_time_days, package_kind, units_per_package, unit_net_weight_kg, unit_gross_weight_kg, certificates,
  seller_country, seller_trust, published, demo, created_at, updated_at, version, photos, ${details}`;

export const tiersOfListing = `(select jsonb_agg(jsonb_build_object('min_quantity', p.min_quantity::text, 'amount',
    p.amount::text, 'currency', p.currency, 'incoterm', p.incoterm, 'place', p.place) order by p.min_quantity)
  from catalogue.price p
  where p.org_id = l.org_id and p.listing_id = l.listing_id and p.price_version = l.price_version) as tiers`;

export const listsOfListing = `(select jsonb_agg(jsonb_build_object('currency', x.currency, 'incoterm', x.incoterm, 'place', x.place,
    'tiers', x.tiers) order by x.currency, x.incoterm, x.place)
  from (select currency, incoterm, place, jsonb_agg(jsonb_build_object('min_quantity', p.min_quantity::text, 'amount',
      p.amount::text) order by p.min_quantity) as tiers
    from catalogue.price_list p
    where p.org_id = l.org_id and p.listing_id = l.listing_id and p.price_version = l.price_version
    group by currency, incoterm, place) x) as price_lists`;

const givenTiers = `jsonb_to_recordset(tiers) as t(min_quantity numeric, price jsonb, incoterm text, place text)`;

const priceListColumns = `org_id, listing_id, price_version, currency, incoterm, place, min_quantity, amount, published`;
const givenListPrices = `x.currency, x.incoterm, x.place, t.min_quantity, t.amount, true
       from given, jsonb_to_recordset(price_lists) as x(currency text, incoterm text, place text, tiers jsonb),
         jsonb_to_recordset(x.tiers) as t(min_quantity numeric, amount bigint)`;

/** Writes listings with their tiers and words in one statement. */
export async function insertListingRows(tx: Tx, rows: readonly ListingRow[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.run(
    `with given as materialized (select * from ${givenListings}),
     listing as (
       insert into catalogue.listing (org_id, listing_id, language, title, description, translations, hs_code,
         origin_country, unit, moq, lead_time_days, package_kind, units_per_package, unit_net_weight_kg,
         unit_gross_weight_kg, certificates, price_version, price_amount, price_currency, seller_name,
         seller_name_zh, seller_name_ru, seller_country, seller_trust, published, demo, created_at, updated_at,
         version, ${details})
       select org_id, listing_id, language, title, description, translations, hs_code, origin_country, unit, moq,
         lead_time_days, package_kind, units_per_package, unit_net_weight_kg, unit_gross_weight_kg, certificates,
         1, price_amount, price_currency, seller_name, seller_name_zh, seller_name_ru, seller_country,
         seller_trust, true, demo, created_at, created_at, 1, ${givenDetails}
       from given g
     ), price as (
       insert into catalogue.price (org_id, listing_id, price_version, min_quantity, amount, currency, incoterm,
         place, published)
       select org_id, listing_id, 1, t.min_quantity, (t.price ->> 'amount')::bigint, t.price ->> 'currency',
         t.incoterm, t.place, true
       from given, ${givenTiers}
     ), price_list as (
       insert into catalogue.price_list (${priceListColumns})
       select org_id, listing_id, 1, ${givenListPrices}
     )
     insert into catalogue.listing_words (org_id, listing_id, words, updated_at, ${narrow})
     select org_id, listing_id, words::tsvector, created_at, ${givenNarrow} from given g`,
    [JSON.stringify(rows)],
  );
}

/** A listing to be written over the version of it that was read. */
export interface ChangedListing extends ListingRow {
  version: number;
}

/** Writes changed listings over their versions in one statement. Returns how many; fewer when somebody was faster. */
export async function updateListingRows(tx: Tx, rows: readonly ChangedListing[], at: Date): Promise<number> {
  if (rows.length === 0) return 0;
  return tx.run(
    `with given as materialized (select * from ${givenListings}),
     listing as (
       update catalogue.listing l set language = g.language, title = g.title, description = g.description,
         translations = g.translations, hs_code = g.hs_code, origin_country = g.origin_country, unit = g.unit,
         moq = g.moq, lead_time_days = g.lead_time_days, package_kind = g.package_kind,
         units_per_package = g.units_per_package, unit_net_weight_kg = g.unit_net_weight_kg,
         unit_gross_weight_kg = g.unit_gross_weight_kg, certificates = g.certificates,
         (${details}) = (select ${givenDetails}),
         price_version = l.price_version + 1, price_amount = g.price_amount, price_currency = g.price_currency,
         published = true, updated_at = $2, version = l.version + 1
       from given g
       where l.org_id = g.org_id and l.listing_id = g.listing_id and l.version = g.version
       returning l.org_id, l.listing_id, l.price_version
     ), price as (
       insert into catalogue.price (org_id, listing_id, price_version, min_quantity, amount, currency, incoterm,
         place, published)
       select l.org_id, l.listing_id, l.price_version, t.min_quantity, (t.price ->> 'amount')::bigint,
         t.price ->> 'currency', t.incoterm, t.place, true
       from listing l join given on given.org_id = l.org_id and given.listing_id = l.listing_id, ${givenTiers}
     ), price_list as (
       insert into catalogue.price_list (${priceListColumns})
       select l.org_id, l.listing_id, l.price_version, ${givenListPrices}
         join listing l on true where l.org_id = given.org_id and l.listing_id = given.listing_id
     ), former as (
       update catalogue.price p set published = false from listing l
       where p.org_id = l.org_id and p.listing_id = l.listing_id and p.published
     ), former_list as (
       update catalogue.price_list p set published = false from listing l
       where p.org_id = l.org_id and p.listing_id = l.listing_id and p.published
     )
     update catalogue.listing_words w set words = g.words::tsvector, updated_at = $2,
       changed_in = pg_current_xact_id(), (${narrow}) = (select ${givenNarrow})
     from given g join listing l on l.org_id = g.org_id and l.listing_id = g.listing_id
     where w.org_id = l.org_id and w.listing_id = l.listing_id`,
    [JSON.stringify(rows), at],
  );
}

/** Takes a listing off the shelf; false when it is not the organisation's or is off already. */
export async function withdrawListingRow(
  tx: Tx,
  org_id: string,
  listing_id: string,
  at: Date,
): Promise<boolean> {
  return (await withdrawRows(tx, org_id, listing_id, at)) === 1;
}

/** Takes all that an organisation offers and needs off the market. */
export async function takeOff(tx: Tx, org_id: string, at: Date): Promise<void> {
  await withdrawRows(tx, org_id, null, at);
  await tx.run(
    `update catalogue.need set published = false, updated_at = $2, version = version + 1
     where org_id = $1 and published`,
    [org_id, at],
  );
}

/** One listing, or all of the organisation. */
function withdrawRows(tx: Tx, org_id: string, listing_id: string | null, at: Date): Promise<number> {
  return tx.run(
    `with listing as (
       update catalogue.listing set published = false, updated_at = $3, version = version + 1
       where org_id = $1 and ($2::uuid is null or listing_id = $2) and published returning org_id, listing_id
     ), price as (
       update catalogue.price p set published = false from listing l
       where p.org_id = l.org_id and p.listing_id = l.listing_id and p.published
     ), price_list as (
       update catalogue.price_list p set published = false from listing l
       where p.org_id = l.org_id and p.listing_id = l.listing_id and p.published
     )
     update catalogue.listing_words w set words = ''::tsvector, updated_at = $3, changed_in = pg_current_xact_id()
     from listing l where w.org_id = l.org_id and w.listing_id = l.listing_id`,
    [org_id, listing_id, at],
  );
}

const listingById = Object.fromEntries(
  locales.map((locale) => [
    locale,
    `select ${listingColumns}, ${sellerName(locale)} as seller_name, ${tiersOfListing}, ${listsOfListing}
     from catalogue.listing l where listing_id = $1`,
  ]),
) as Record<Locale, string>;

/** One listing with the tiers of its present price version: published, or the organisation's own. */
export function selectListing(
  tx: Tx,
  listing_id: string,
  locale: Locale,
): Promise<StoredListing | undefined> {
  return tx.maybe<StoredListing>(listingById[locale], [listing_id]);
}

/** Published listings whose words were written before they had weights; a thousand at a time. */
export function listingsWithOldWords(
  tx: Tx,
): Promise<(StoredListing & { seller_name_zh: string | null; seller_name_ru: string | null })[]> {
  return tx.rows(
    `select l.org_id, l.listing_id, language, title, description, translations, l.hs_code, l.origin_country, unit,
       moq, l.lead_time_days, package_kind, units_per_package, unit_net_weight_kg, unit_gross_weight_kg,
       l.certificates, seller_name, seller_name_zh, seller_name_ru, l.seller_country, l.seller_trust, published,
       demo, created_at, l.updated_at, version, photos, ${details}, ${tiersOfListing}, ${listsOfListing}
     from catalogue.listing l join catalogue.listing_words w on w.org_id = l.org_id and w.listing_id = l.listing_id
     where w.hs_code is null and l.published limit 1000`,
  );
}

/**
 * Marks the words of a restored backup as changed now: their transactions were another database's, and one that lies
 * ahead here would look new to every search. Returns how many.
 */
export function bringChangesHere(tx: Tx): Promise<number> {
  return tx.run(
    `update catalogue.listing_words set changed_in = pg_current_xact_id()
     where changed_in > pg_snapshot_xmax(pg_current_snapshot())`,
  );
}

/** Writes words, and what stands beside them, for listings that have some. */
export async function writeWords(tx: Tx, rows: readonly ListingRow[]): Promise<void> {
  await tx.run(
    `update catalogue.listing_words w set words = g.words::tsvector, changed_in = pg_current_xact_id(),
       (${narrow}) = (select ${givenNarrow})
     from ${givenListings} where w.org_id = g.org_id and w.listing_id = g.listing_id`,
    [JSON.stringify(rows)],
  );
}

/** Rows of a file that are written in turn; others of it are written beside them. */
const STRETCH = 1_000;

/** Whoever sends the same rows of the same file waits until this transaction ends: they are written once. */
export async function waitForImport(
  tx: Tx,
  org_id: string,
  part: { file_key: string; first_row: number; rows: readonly unknown[] },
): Promise<void> {
  const stretchOf = (row: number): number => Math.floor((row - 1) / STRETCH);
  const last = stretchOf(part.first_row + part.rows.length - 1);
  for (let stretch = stretchOf(part.first_row); stretch <= last; stretch++)
    await takeTurn(tx, `listings ${org_id} ${part.file_key} ${stretch}`);
}

/** Which of some listings exist and are the organisation's. They stay as they are until the transaction ends. */
export async function ownedListings(
  tx: Tx,
  org_id: string,
  listing_ids: readonly string[],
): Promise<Map<string, { version: number; demo: boolean; created_at: Date }>> {
  const rows = await tx.rows<{ listing_id: string; version: number; demo: boolean; created_at: Date }>(
    `select listing_id, version, demo, created_at from catalogue.listing
     where org_id = $1 and listing_id = any ($2::uuid[]) order by listing_id for no key update`,
    [org_id, listing_ids],
  );
  return new Map(rows.map((row) => [row.listing_id, row]));
}

/** The published listings of an organisation with their tiers, newest first. */
export function listingsOf(tx: Tx, org_id: string, limit: number): Promise<StoredListing[]> {
  return tx.rows<StoredListing>(
    `select ${listingColumns}, seller_name, ${tiersOfListing}, ${listsOfListing} from catalogue.listing l
     where org_id = $1 and published order by updated_at desc, listing_id desc limit $2`,
    [org_id, limit],
  );
}

/** Brings the seller's public name up to date on its listings and needs. Returns the rows that changed. */
export async function refreshSeller(tx: Tx, seller: Profile): Promise<number> {
  const values = [seller.org_id, seller.name, seller.country, seller.trust];
  const listings = await tx.run(
    `update catalogue.listing set seller_name = $2, seller_country = $3, seller_trust = $4, seller_name_zh = $5,
       seller_name_ru = $6
     where org_id = $1 and (seller_name, seller_country, seller_trust, seller_name_zh, seller_name_ru)
       is distinct from ($2, $3, $4::smallint, $5, $6)`,
    [...values, seller.name_zh, seller.name_ru],
  );
  // The words that say country and trust change with them; a withdrawn listing has none.
  await tx.run(
    `update catalogue.listing_words set seller_country = $2, seller_trust = $3,
       changed_in = pg_current_xact_id(), words = ts_delete(words, array['s:' || seller_country, 't:' || seller_trust])
         || format('%L:1A %L:1A', 's:' || $2::text, 't:' || $3::smallint)::tsvector
     where org_id = $1 and words <> ''::tsvector and (seller_country, seller_trust) is distinct from ($2, $3::smallint)`,
    [seller.org_id, seller.country, seller.trust],
  );
  const needs = await tx.run(
    `update catalogue.need set buyer_name = $2, buyer_country = $3, buyer_trust = $4
     where org_id = $1 and (buyer_name, buyer_country, buyer_trust) is distinct from ($2, $3, $4::smallint)`,
    values,
  );
  return listings + needs;
}
