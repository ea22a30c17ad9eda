import { queryOptions } from '@tanstack/react-query';
import { callApi, type Page, type Query } from '../../api/client.ts';
import type { Seller } from '../../api/market.ts';
import type { MoneyJson } from '../../format/money.ts';

/** The price of one unit, and where it is delivered for it. */
export interface UnitPrice extends MoneyJson {
  incoterm: string;
  place: string;
}

export interface CartLine {
  listing_id: string;
  title: string;
  quantity: string;
  unit: string;
  moq: string;
  order_multiple: string | null;
  left: string | null;
  price: UnitPrice | null;
  seen: UnitPrice;
  amount: MoneyJson | null;
  problems: string[];
  changes: string[];
}

/** Freight, duty, taxes and fees in a country; what is null is not known. */
export interface Landed {
  currency: string;
  date: string;
  price: MoneyJson | null;
  /** `not_known`: no rate is on file, and the total is without it. */
  freight: {
    state: 'quoted' | 'in_price' | 'not_known';
    amount: MoneyJson | null;
    route_ids: string[];
    valid_to: string | null;
    demo: boolean;
  };
  insured: boolean;
  charges_in_price: boolean;
  duty: MoneyJson | null;
  excise: MoneyJson | null;
  vat: MoneyJson | null;
  fee: MoneyJson | null;
  total: MoneyJson | null;
  missing: string[];
  unverified: boolean;
  /** A free-trade agreement may lower the duty; none is on file. */
  preference: boolean;
  rates: { from: string; as_of: string; stale: boolean }[];
}

export interface LimitCheck {
  country: string;
  date: string;
  verdict: 'within' | 'above' | 'not_known';
  duty: MoneyJson | null;
  vat: MoneyJson | null;
  limits: {
    period: string;
    value: MoneyJson | null;
    weight_kg: string | null;
    status: string;
    source: string;
  }[];
}

export interface CartSeller {
  seller: Seller;
  currency: string;
  incoterm: string;
  lines: CartLine[];
  total: MoneyJson | null;
  landed: Landed | null;
  /** The goods lie in that country already. */
  domestic: boolean;
  as_parcel: LimitCheck | null;
}

export interface Cart {
  sellers: CartSeller[];
  gone: string[];
  cart_hash: string;
  changed: boolean;
  orderable: boolean;
}

export interface Checkout {
  checkout_id: string;
  deals: { deal_id: string; number: string; seller_org_id: string; lines: number; total: MoneyJson }[];
}

export const cartQuery = (to: string | undefined) =>
  queryOptions({
    queryKey: ['cart', to],
    queryFn: ({ signal }) => callApi<Cart>('/cart', { query: { to }, signal }),
  });

export interface OwnShop {
  slug: string;
  name: string;
  language: string;
  intros: Partial<Record<string, string>>;
  open: boolean;
  shelf: { listing_id: string; allotment: string | null; title: string | null }[];
  former_slugs: string[];
  /** How it sells to persons; null: to firms only. */
  to_persons?: {
    countries: { country: string; delivery: MoneyJson }[];
    transport: string;
    channel: string;
    payments: string[];
    payment_note: string;
  } | null;
  version: number;
}

export const ownShopQuery = queryOptions({
  queryKey: ['own-shop'],
  queryFn: ({ signal }) => callApi<{ shop: OwnShop | null }>('/shop', { signal }),
});

export interface Parcel {
  parcel_id: string;
  number: string;
  mode: string;
  destination: string;
  released_on: string;
  amount: MoneyJson;
  verdict: string;
  summary_id: string | null;
  /** Why it was taken out of its list; null while it is in it. */
  void_reason: string | null;
}

export const parcelsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['parcels', query],
    queryFn: ({ signal }) => callApi<Page<Parcel>>('/parcels', { query, signal }),
  });

export interface Lot {
  lot_id: string;
  mode: string;
  country: string;
  warehouse: string;
  hs_code: string;
  description: string;
  unit: string;
  quantity_in: string;
  left: string;
}

export const lotsQuery = queryOptions({
  queryKey: ['parcel-lots'],
  queryFn: ({ signal }) => callApi<{ items: Lot[] }>('/parcel-lots', { signal }),
});

export interface Summary {
  summary_id: string;
  number: string;
  destination: string;
  currency: string;
  parcels: number;
  amount: string;
  declare_by: string;
}

export const summariesQuery = queryOptions({
  queryKey: ['parcel-summaries'],
  queryFn: ({ signal }) => callApi<{ items: Summary[] }>('/parcel-summaries', { signal }),
});

export interface SummaryView extends Summary {
  lines: {
    line: number;
    hs_code: string;
    origin_country: string;
    unit: string;
    quantity: string;
    net_weight_kg: string;
    amount: string;
    items: number;
  }[];
  recounted: { parcels: number; of_parcels: MoneyJson; agrees: boolean };
}

export const summaryQuery = (summary_id: string) =>
  queryOptions({
    queryKey: ['parcel-summaries', summary_id],
    queryFn: ({ signal }) => callApi<SummaryView>(`/parcel-summaries/${summary_id}`, { signal }),
  });

/** What an e-commerce mode demands; dated data with its source. */
export interface ParcelMode {
  mode: string;
  direction: string;
  buyer: string;
  list: boolean;
  summary_by_day: number | null;
  from_warehouse: boolean;
  status: string;
  source: string;
}

export const modesQuery = queryOptions({
  queryKey: ['parcel-modes'],
  queryFn: ({ signal }) => callApi<{ items: ParcelMode[] }>('/parcel-modes', { signal }),
});

export interface GoodsReturn {
  deal_id: string;
  return_id: string;
  number: number;
  state: string;
  reason: string;
  description: string;
  lines: { line: number; quantity: string }[];
  asked: MoneyJson;
  approved: MoneyJson | null;
  tracking: string | null;
  note: string | null;
  answer_by: string;
  send_by: string | null;
}

export const dealReturnsQuery = (deal_id: string) =>
  queryOptions({
    queryKey: ['returns', deal_id],
    queryFn: ({ signal }) => callApi<{ items: GoodsReturn[] }>(`/deals/${deal_id}/returns`, { signal }),
  });

/** A return among all of the reader's organisation. */
export interface ListedReturn extends GoodsReturn {
  deal_number: string;
  goods: { line: number; description: string; quantity: string; unit: string }[];
  side: 'buyer' | 'seller';
  /** The firm on the other side. */
  firm: string;
  turn: 'buyer' | 'seller' | null;
  deadline: string | null;
  asked_at: string;
}

export const returnsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['returns', query],
    queryFn: ({ signal }) => callApi<Page<ListedReturn>>('/returns', { query, signal }),
  });
