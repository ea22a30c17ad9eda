import { queryOptions } from '@tanstack/react-query';
import { callApi, type Page } from '../../api/client.ts';
import type { MoneyJson } from '../../format/money.ts';

/** A shop at a marketplace, with how its last sync went. */
export interface Connection {
  connection_id: string;
  kind: 'kaspi' | 'satu' | 'rest';
  name: string;
  base_url: string;
  buyer_name: string;
  buyer_agreed: boolean;
  feed_url: string | null;
  state: 'paused' | 'active' | 'closed';
  next_sync_at: string | null;
  last_sync_at: string | null;
  last_fault: { kind: string; reason: string } | null;
  last_counts: { offers: number; pulled: number; opened: number; acknowledged: number } | null;
  problems: number;
}

export interface ShopOffer {
  sku: string;
  listing_id: string;
  title: string;
  price: MoneyJson;
  stock: number;
  offered: boolean;
  sent_at: string | null;
}

export interface Problem {
  topic: string;
  row: string;
  reason: string;
  detail: string;
  last_at: string;
}

export interface RemoteOrder {
  order_id: string;
  number: string;
  placed_at: string | null;
  total: MoneyJson;
  lines: { sku: string; quantity: string }[];
  state: string;
  deal_id: string | null;
  deal_number: string | null;
  refusal: { code: string } | null;
}

export interface Mandate {
  merchant_org_id: string;
  merchant_name: string;
  state: 'asked' | 'given' | 'declined';
  asked_at: string;
}

const POLL_MS = 15_000;

export const connectionsQuery = queryOptions({
  queryKey: ['marketplace-connections'],
  queryFn: ({ signal }) => callApi<{ items: Connection[] }>('/marketplace-connections', { signal }),
  refetchInterval: POLL_MS,
});

export const connectionQuery = (connection_id: string) =>
  queryOptions({
    queryKey: ['marketplace-connections', connection_id],
    queryFn: ({ signal }) =>
      callApi<Connection & { offers: ShopOffer[]; wrong: Problem[] }>(
        `/marketplace-connections/${connection_id}`,
        { signal },
      ),
    refetchInterval: POLL_MS,
  });

export const ordersQuery = (cursor: string | undefined) =>
  queryOptions({
    queryKey: ['marketplace-orders', cursor],
    queryFn: ({ signal }) => callApi<Page<RemoteOrder>>('/marketplace-orders', { query: { cursor }, signal }),
    refetchInterval: POLL_MS,
  });

export const mandatesQuery = queryOptions({
  queryKey: ['marketplace-mandates'],
  queryFn: ({ signal }) => callApi<{ items: Mandate[] }>('/marketplace-mandates', { signal }),
});

/** Traders of the directory, to choose the buyer of record from. */
export const tradersQuery = queryOptions({
  queryKey: ['traders'],
  queryFn: ({ signal }) =>
    callApi<Page<{ org_id: string; name: string; country: string }>>('/organisations', {
      query: { kind: 'trader', limit: 100 },
      signal,
    }),
});

/** The organisation's own published listings, to offer in a shop. */
export const ownListingsQuery = queryOptions({
  queryKey: ['listings', 'mine'],
  queryFn: ({ signal }) =>
    callApi<Page<{ listing_id: string; title: string }>>('/listings', {
      query: { mine: 'true', limit: 100 },
      signal,
    }),
});
