import { queryOptions } from '@tanstack/react-query';
import { callApi, type Page } from '../../api/client.ts';
import type { MoneyJson } from '../../format/money.ts';

/** A bank account that money can be paid out to, and who said what about it. */
export interface PayoutAccount {
  org_id: string;
  org_name: string | null;
  account_id: string;
  bank_org_id: string;
  holder: string;
  scheme: string;
  account: string;
  bic: string | null;
  cnaps: string | null;
  country: string;
  town: string;
  state: string;
  registered_at: string;
  decided_at: string | null;
  decided_by: string | null;
  evidence_kind: string | null;
  evidence: string | null;
}

export interface Payout {
  order_id: string;
  org_id: string;
  org_name: string | null;
  mine: boolean;
  amount: MoneyJson;
  creditor: { name: string; account: string };
  remittance: string;
  ordered_at: string;
  state: string;
  held_because: string | null;
  /** The transfer that reserves the money. */
  transfer_id: string;
}

export interface PayoutRule {
  currency: string;
  four_eyes_above: MoneyJson;
  cooling_off_hours: number;
  valid_from: string;
  source: string;
}

export const accountsQuery = (state?: string) =>
  queryOptions({
    queryKey: ['payout-accounts', state],
    queryFn: ({ signal }) =>
      callApi<Page<PayoutAccount>>('/payout-accounts', { query: { state, limit: 100 }, signal }),
  });

export const payoutsQuery = (query: { awaiting?: boolean; held?: boolean; cursor?: string | undefined }) =>
  queryOptions({
    queryKey: ['payouts', query],
    queryFn: ({ signal }) =>
      callApi<Page<Payout>>('/payment-orders', {
        query: {
          awaiting: query.awaiting ? 'true' : undefined,
          held: query.held ? 'true' : undefined,
          cursor: query.cursor,
          limit: 20,
        },
        signal,
      }),
  });

export const rulesQuery = queryOptions({
  queryKey: ['payout-rules'],
  queryFn: ({ signal }) => callApi<{ items: PayoutRule[] }>('/payout-rules', { signal }),
});

export const banksQuery = queryOptions({
  queryKey: ['organisations', 'bank'],
  queryFn: ({ signal }) =>
    callApi<Page<{ org_id: string; name: string; country: string }>>('/organisations', {
      query: { kind: 'bank', limit: 100 },
      signal,
    }),
});
