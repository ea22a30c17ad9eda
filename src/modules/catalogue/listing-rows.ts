import type { Locale } from '../../kernel/locale.ts';
import { isCurrency } from '../../kernel/money.ts';
import { assert } from '../../kernel/refusal.ts';
import type { Profile } from '../parties/index.ts';
import type { Details, PriceList } from './details.ts';
import type { Listing, ListingInput, Tier, Translations } from './model.ts';
import { type StoredPhoto, toPhoto } from './photos/model.ts';
import { facetWords, wordsOf } from './words.ts';

/** A listing to be written; `tiers` are checked and in order. */
export interface ListingRow extends Omit<ListingInput, 'tiers' | 'translations'> {
  org_id: string;
  listing_id: string;
  translations: Translations;
  tiers: readonly Tier[];
  price_amount: string;
  price_currency: string;
  seller_name: string;
  seller_name_zh: string | null;
  seller_name_ru: string | null;
  seller_country: string;
  seller_trust: number;
  demo: boolean;
  created_at: Date;
  incoterms: string[];
  /** Each with "@" and its last day where that is known. */
  dated_certificates: string[];
  words: string;
}

/** Puts together what one listing's rows hold. */
export function listingRow(
  input: ListingInput,
  tiers: readonly Tier[],
  seller: Pick<Profile, 'org_id' | 'name' | 'name_zh' | 'name_ru' | 'country' | 'trust'>,
  made: { listing_id: string; demo: boolean; created_at: Date },
): ListingRow {
  const [first] = tiers;
  assert(first, 'a checked listing has a tier');
  const translations = input.translations ?? {};
  const incoterms = [...new Set([...tiers, ...(input.price_lists ?? [])].map(({ incoterm }) => incoterm))];
  return {
    ...input,
    // By name: the row of a changed listing holds its former texts too.
    listing_id: made.listing_id,
    demo: made.demo,
    created_at: made.created_at,
    translations,
    tiers,
    org_id: seller.org_id,
    price_amount: first.price.amount,
    price_currency: first.price.currency,
    seller_name: seller.name,
    seller_name_zh: seller.name_zh,
    seller_name_ru: seller.name_ru,
    seller_country: seller.country,
    seller_trust: seller.trust,
    incoterms,
    dated_certificates: input.certificates.map((certificate) => {
      const dated = input.certificate_validity?.find((one) => one.certificate === certificate);
      return dated ? `${certificate}@${dated.valid_until}` : certificate;
    }),
    words: wordsOf({
      A: [
        input.title,
        ...Object.values(translations).map((translation) => translation?.title),
        input.hs_code,
      ],
      C: [seller.name, seller.name_zh, seller.name_ru],
      D: [input.description, ...Object.values(translations).map((translation) => translation?.description)],
      facets: facetWords({
        ...input,
        seller_country: seller.country,
        seller_trust: seller.trust,
        incoterms,
      }),
    }),
  };
}

/** A listing with its tiers, as the database gives it. */
export interface StoredListing {
  org_id: string;
  listing_id: string;
  language: Locale;
  title: string;
  description: string;
  translations: Translations;
  hs_code: string;
  origin_country: string;
  unit: string;
  moq: string;
  lead_time_days: number;
  package_kind: string;
  units_per_package: string;
  unit_net_weight_kg: string;
  unit_gross_weight_kg: string;
  certificates: string[];
  seller_name: string;
  seller_country: string;
  seller_trust: number;
  published: boolean;
  demo: boolean;
  created_at: Date;
  updated_at: Date;
  version: number;
  photos: StoredPhoto[];
  tiers: { min_quantity: string; amount: string; currency: string; incoterm: string; place: string }[];
  order_multiple: string | null;
  capacity_per_month: string | null;
  package_volume_m3: string | null;
  shelf_life_days: number | null;
  un_number: string | null;
  hazard_class: string | null;
  packing_group: string | null;
  certificate_validity: { certificate: string; valid_until: string }[];
  price_lists: PriceList[] | null;
}

export function toListing(row: StoredListing): Listing {
  const { org_id, seller_name, seller_country, seller_trust, published, tiers, photos, ...rest } = row;
  const { un_number, hazard_class, packing_group, certificate_validity, price_lists, ...stored } = rest;
  // A detail that was not said is left out.
  const { order_multiple, capacity_per_month, package_volume_m3, shelf_life_days, ...facts } = stored;
  return {
    ...facts,
    ...(order_multiple === null ? {} : { order_multiple }),
    ...(capacity_per_month === null ? {} : { capacity_per_month }),
    ...(package_volume_m3 === null ? {} : { package_volume_m3 }),
    ...(shelf_life_days === null ? {} : { shelf_life_days }),
    ...dangerousGoods({ un_number, hazard_class, packing_group }),
    ...(certificate_validity.length === 0 ? {} : { certificate_validity }),
    ...(price_lists === null ? {} : { price_lists }),
    seller: { org_id, name: seller_name, country: seller_country, trust: seller_trust },
    state: published ? 'published' : 'withdrawn',
    photos: photos.map(toPhoto),
    tiers: tiers.map(toTier),
    created_at: row.created_at.toISOString(),
    updated_at: row.updated_at.toISOString(),
  };
}

function dangerousGoods(
  row: Pick<StoredListing, 'un_number' | 'hazard_class' | 'packing_group'>,
): Pick<Details, 'dangerous_goods'> {
  if (row.un_number === null) return {};
  type Danger = NonNullable<Details['dangerous_goods']>;
  const { un_number, hazard_class, packing_group } = row;
  const dangerous_goods = { un_number, hazard_class, ...(packing_group === null ? {} : { packing_group }) };
  return { dangerous_goods: dangerous_goods as Danger };
}

function toTier(tier: StoredListing['tiers'][number]): Tier {
  const { min_quantity, amount, currency, incoterm, place } = tier;
  assert(isCurrency(currency), `a stored price is in a known currency, not ${currency}`);
  return { min_quantity, price: { amount, currency }, incoterm, place };
}
