import { queryOptions } from '@tanstack/react-query';
import type { MoneyJson } from '../format/money.ts';
import { callApi, type Page, type Query } from './client.ts';
import type { DisputeTerms } from './deals.ts';

/** A request on the buyer's board. */
export interface Inquiry {
  inquiry_id: string;
  title: string;
  lines: number;
  sellers: number;
  offers: number;
  gone: number;
  status: string;
  deadline: string;
  sent_at: string;
}

interface InBoth {
  contract: MoneyJson;
  own: MoneyJson | null;
}

export interface ComparedQuote extends DisputeTerms {
  quote_number: number;
  offered_by: string;
  valid_until: string;
  expired: boolean;
  incoterm: string;
  incoterm_place: string;
  ship_by: string;
  lead_time_days: number;
  price: InBoth;
  lines: {
    line: number;
    quantity: string;
    unit: string;
    unit_price: InBoth;
    moq: string | null;
    tier_from: string | null;
    certificates: string[];
  }[];
  landed: {
    total: InBoth | null;
    known: InBoth | null;
    per_unit_own: MoneyJson | null;
    lines: { item: string; amount: InBoth | null; in_price: boolean; paid_by: string }[];
  };
  unknown: string[];
}

export interface ComparedAnswer {
  deal_id: string;
  number: string;
  state: string;
  seller: { org_id: string; name: string; country: string; trust: number | null };
  quote: ComparedQuote | null;
}

export interface Comparison {
  inquiry_id: string;
  title: string;
  request: {
    goods: { line: number; description: string; quantity: string; unit: string }[];
    place_to: string;
  };
  sent_at: string;
  deadline: string;
  status: string;
  awarded_deal_id: string | null;
  currency: string;
  rates: { from: string; to: string; rate: string; as_of: string; source: string; stale: boolean }[];
  lowest_landed: string | null;
  answers: ComparedAnswer[];
}

export const inquiriesQuery = (query: Query) =>
  queryOptions({
    queryKey: ['inquiries', query],
    queryFn: ({ signal }) => callApi<Page<Inquiry>>('/inquiries', { query, signal }),
  });

export const comparisonQuery = (inquiry_id: string, query: Query) =>
  queryOptions({
    queryKey: ['inquiry', inquiry_id, query],
    queryFn: ({ signal }) => callApi<Comparison>(`/inquiries/${inquiry_id}`, { query, signal }),
  });

/** An acceptance that waits, or waited, for a second person of the reader's firm. */
export interface ApprovalRequest {
  request_id: string;
  kind: string;
  subject_id: string;
  title: string;
  amount: MoneyJson;
  limit: MoneyJson | null;
  approver_roles: string[];
  state: string;
  asked_at: string;
  expires_at: string;
  mine: boolean;
}

export const waitingQuery = queryOptions({
  queryKey: ['approvals', 'waiting'],
  queryFn: ({ signal }) =>
    callApi<Page<ApprovalRequest>>('/approvals', { query: { waiting: 'true', limit: 100 }, signal }),
});
