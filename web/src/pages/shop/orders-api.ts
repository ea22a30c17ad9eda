import { queryOptions } from '@tanstack/react-query';
import { callApi, type Page, type Query } from '../../api/client.ts';
import type { MoneyJson } from '../../format/money.ts';

/** An order of a person at the organisation's shop. */
export interface IncomingOrder {
  order_id: string;
  number: string;
  state: 'placed' | 'confirmed' | 'handed_over' | 'refused' | 'cancelled' | 'lapsed';
  shop: { slug: string; name: string; country: string };
  destination: string;
  lines: {
    line: number;
    listing_id: string;
    title: string;
    quantity: string;
    unit: string;
    hs_code: string;
    amount: MoneyJson;
  }[];
  goods: MoneyJson;
  delivery: MoneyJson;
  to_pay: MoneyJson;
  weight_kg: string;
  charges: { standing: 'free' | 'not_known' | 'dutiable' | 'refused' | 'domestic' };
  payment: 'transfer' | 'on_delivery';
  placed_at: string;
  open_until: string | null;
  paid_at: string | null;
  reason: string | null;
  parcel: { mode: string | null; number: string; gross_weight_kg: string; verdict: string | null } | null;
  giving_back: {
    state: 'requested' | 'approved' | 'refused' | 'received';
    lines: number[];
    reason: string;
    text: string | null;
    asked: MoneyJson;
    answer_by: string;
    approved: MoneyJson | null;
    goods_back: boolean | null;
    note: string | null;
  } | null;
  refund_due: MoneyJson | null;
  refunded: MoneyJson | null;
  /** Null when its data were removed. */
  person: {
    name: string;
    address: string;
    email: string | null;
    phone: string | null;
    remark: string | null;
  } | null;
}

export const orderStates = ['placed', 'confirmed', 'handed_over', 'refused', 'cancelled', 'lapsed'] as const;

export const incomingOrdersQuery = (query: Query) =>
  queryOptions({
    queryKey: ['incoming-orders', query],
    queryFn: ({ signal }) => callApi<Page<IncomingOrder>>('/incoming-orders', { query, signal }),
  });
