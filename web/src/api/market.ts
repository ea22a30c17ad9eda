import { queryOptions } from '@tanstack/react-query';
import type { MoneyJson } from '../format/money.ts';
import { callApi, type Page, type Query } from './client.ts';

export interface Seller {
  org_id: string;
  name: string;
  country: string;
  trust: number;
}

export interface ListingItem {
  listing_id: string;
  title: string;
  hs_code: string;
  seller: Seller;
  /** Of one unit in the smallest lot. */
  price: MoneyJson;
  unit: string;
  moq: string;
  lead_time_days: number;
  origin_country: string;
  /** The cover. */
  photo_id: string | null;
  demo: boolean;
}

export interface Photo {
  photo_id: string;
  /** In points of the large file. */
  width: number;
  height: number;
  text: string | null;
}

/** Prices in another currency or under another Incoterm or place. */
export interface PriceList {
  currency: string;
  incoterm: string;
  place: string;
  tiers: { min_quantity: string; amount: string }[];
}

export interface Listing {
  listing_id: string;
  language: string;
  title: string;
  description: string;
  translations: Partial<
    Record<string, { title: string; description: string; by: 'human' | 'imported' | 'machine' }>
  >;
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
  tiers: { min_quantity: string; price: MoneyJson; incoterm: string; place: string }[];
  order_multiple?: string;
  capacity_per_month?: string;
  package_volume_m3?: string;
  shelf_life_days?: number;
  dangerous_goods?: { un_number: string; hazard_class: string; packing_group?: string };
  certificate_validity?: { certificate: string; valid_until: string }[];
  price_lists?: PriceList[];
  photos: Photo[];
  seller: Seller;
  state: string;
  demo: boolean;
  updated_at: string;
  version: number;
}

export const listingsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['listings', query],
    queryFn: ({ signal }) => callApi<Page<ListingItem>>('/listings', { query, signal }),
  });

export const listingQuery = (listing_id: string) =>
  queryOptions({
    queryKey: ['listing', listing_id],
    queryFn: ({ signal }) => callApi<Listing>(`/listings/${listing_id}`, { signal }),
  });

/** What an organisation wants to buy. */
export interface Need {
  need_id: string;
  buyer: Seller;
  language: string;
  title: string;
  description: string;
  translations: Listing['translations'];
  hs_code: string;
  quantity: string;
  unit: string;
  to_country: string;
  place_to: string | null;
  /** Empty: from anywhere. */
  origin_countries: string[];
  max_price: MoneyJson | null;
  within_days: number | null;
  certificates: string[];
  incoterm: string | null;
  quantity_per_month: string | null;
  package_kind: string | null;
  state: string;
  demo: boolean;
  created_at: string;
}

/** An offer that answers a need, with the points it got and why. */
export interface Match extends ListingItem {
  incoterm: string;
  place: string;
  score: number;
  parts: {
    part: string;
    known: boolean;
    points: number;
    out_of: number;
    reason: string;
    facts: Record<string, string | number>;
  }[];
}

export const needsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['needs', query],
    queryFn: ({ signal }) => callApi<Page<Need>>('/needs', { query, signal }),
  });

export const needQuery = (need_id: string) =>
  queryOptions({
    queryKey: ['need', need_id],
    queryFn: ({ signal }) => callApi<Need>(`/needs/${need_id}`, { signal }),
  });

export const matchesQuery = (need_id: string) =>
  queryOptions({
    queryKey: ['need', need_id, 'matches'],
    queryFn: ({ signal }) => callApi<{ items: Match[] }>(`/needs/${need_id}/matches`, { signal }),
  });

/** Title and description in the reader's language, and whether a machine translated them. */
export function wordingOf(
  listing: Pick<Listing, 'title' | 'description' | 'translations'>,
  locale: string,
): { title: string; description: string; machine: boolean } {
  const translated = listing.translations[locale];
  return translated
    ? {
        title: translated.title,
        description: translated.description || listing.description,
        machine: translated.by === 'machine',
      }
    : { title: listing.title, description: listing.description, machine: false };
}
