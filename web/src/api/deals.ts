import { queryOptions } from '@tanstack/react-query';
import type { MoneyJson } from '../format/money.ts';
import { callApi, type Page, type Query } from './client.ts';

export interface Party {
  org_id: string;
  name: string;
  country: string;
}

export interface DealSummary {
  deal_id: string;
  number: string;
  state: string;
  goods: string;
  hs_code: string;
  buyer: Party;
  seller: Party;
  price: MoneyJson | null;
  place_from: string | null;
  place_to: string | null;
  mode: string | null;
  my_roles: string[];
  updated_at: string;
  next_deadline: string | null;
  demo: boolean;
}

export interface GoodsLine {
  line: number;
  description: string;
  hs_code: string;
  origin_country: string;
  quantity: string;
  unit: string;
  packages: number;
  package_kind: string;
  net_weight_kg: string;
  gross_weight_kg: string;
  unit_price: MoneyJson;
  amount: MoneyJson;
  certificates: string[];
}

/** A part of the price and what it waits for. */
export interface Milestone {
  due_on: string;
  share_bp?: number;
  amount?: MoneyJson;
  after_days?: number;
}

/** What a dispute is measured by; shares in basis points. What is absent is not agreed. */
export interface DisputeTerms {
  quantity_tolerance_bp?: number;
  late_fee_bp?: number;
  late_fee_cap_bp?: number;
  claim_within_days?: number;
  inspection?: string;
  inspection_standard?: string;
  forum?: string;
}

export interface Terms extends DisputeTerms {
  milestones?: Milestone[];
  export_broker_fee?: MoneyJson;
  import_broker_fee?: MoneyJson;
  goods: GoodsLine[];
  price: MoneyJson;
  incoterm: string;
  incoterm_place: string;
  route_id: string;
  mode: string;
  from_country: string;
  to_country: string;
  place_from: string;
  place_to: string;
  crossing_export: string;
  crossing_import: string;
  freight: { to_frontier: MoneyJson; at_frontier: MoneyJson; after_frontier: MoneyJson };
  insurance: MoneyJson;
  supervision_mode: string;
  fund_within_days: number;
  ship_by: string;
  carrier_org_id?: string;
  export_broker_org_id?: string;
  import_broker_org_id?: string;
  bank_org_id?: string;
}

export interface DealAction {
  action: string;
  method: string;
  path: string;
  needs: string[];
  awaited: boolean;
}

export interface Deal {
  deal_id: string;
  number: string;
  state: string;
  version: number;
  demo: boolean;
  terms: Terms | null;
  buyer: Party;
  seller: Party;
  participants: { org_id: string; role: string; name?: string }[];
  my_roles: string[];
  next_deadline: string | null;
  actions: DealAction[];
}

export interface TimelineEvent {
  number: number;
  kind: string;
  at: string;
  actor: { kind: string; org_id: string; org_name?: string };
  state_after: string;
  body: Record<string, unknown>;
  previous_hash: string;
  hash: string;
}

export const dealsQuery = (query: Query) =>
  queryOptions({
    queryKey: ['deals', query],
    queryFn: ({ signal }) => callApi<Page<DealSummary>>('/deals', { query, signal }),
  });

export const dealQuery = (deal_id: string) =>
  queryOptions({
    queryKey: ['deal', deal_id],
    queryFn: ({ signal }) => callApi<Deal>(`/deals/${deal_id}`, { signal }),
  });

export const timelineQuery = (deal_id: string) =>
  queryOptions({
    queryKey: ['deal', deal_id, 'timeline'],
    queryFn: ({ signal }) =>
      callApi<Page<TimelineEvent>>(`/deals/${deal_id}/timeline`, { query: { limit: 100 }, signal }),
  });
