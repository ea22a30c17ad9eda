import { queryOptions } from '@tanstack/react-query';
import type { MoneyJson } from '../format/money.ts';
import { callApi, type Page } from './client.ts';
import type { GoodsLine, Terms } from './deals.ts';

/** A part of the way from the price to the buyer's door. */
export interface CostLine {
  item: string;
  amount: MoneyJson | null;
  in_price: boolean;
  paid_by: string;
}

export interface LandedCostView {
  lines: CostLine[];
  total: MoneyJson | null;
  known: MoneyJson;
  complete: boolean;
  charges: AssessmentLine[];
  missing: Missing[];
  caveats: { code: string; text: string }[];
  date: string;
}

export interface Missing {
  line: number | null;
  kind: string;
  name?: string;
  code: string;
  detail: string;
}

export interface Quote {
  quote_number: number;
  offered_by: string;
  terms: Terms;
  landed_cost: LandedCostView | null;
  note: string | null;
  valid_until: string;
  expired: boolean;
  offered_at: string;
}

export interface QuoteRequest {
  goods: (Pick<GoodsLine, 'line' | 'description' | 'hs_code' | 'origin_country' | 'quantity' | 'unit'> & {
    listing_id?: string;
    /** The price the buyer asks at. */
    unit_price?: MoneyJson;
    shelf?: { moq: string; tier_from: string; lead_time_days: number };
  })[];
  currency: string;
  place_to: string;
  incoterm?: string;
}

export interface DealDocument {
  document_id: string;
  kind: string;
  number: string;
  version: number;
  state: string;
  issued_at: string;
  issuer: { org_id: string; name: string };
}

export interface Reason {
  code: string;
  params: Record<string, unknown>;
}

export interface Check extends Reason {
  check: string;
  ok: boolean;
}

/** One charge with the rule that made it. `amount` null: not known, never zero. */
export interface AssessmentLine {
  line: number | null;
  kind: string;
  name: string;
  base: MoneyJson | null;
  amount: MoneyJson | null;
  rate_text: string;
  rule: string;
  code: string;
  status: string;
  source: string;
  valid_from: string | null;
  note: string | null;
}

export interface Declaration {
  deal_id: string;
  declaration_id: string;
  number: string;
  direction: 'export' | 'import';
  country: string;
  partner_country: string;
  office: string;
  state: string;
  version: number;
  lane: string | null;
  lane_reasons: Reason[];
  statistical_value: MoneyJson;
  statistical_basis: string;
  due: MoneyJson | null;
  checks: Check[];
  reasons: Reason[];
  assessment: {
    date: string;
    currency: string;
    lines: AssessmentLine[];
    total: MoneyJson | null;
    known: MoneyJson;
    complete: boolean;
    missing: Missing[];
    caveats: { code: string; text: string }[];
  } | null;
  lodged_at: string | null;
  decide_by: string | null;
  released_at: string | null;
  demo: boolean;
  cleared: boolean;
  declarant_org_id?: string;
  customs_org_id?: string;
}

export interface Consignment {
  consignment_id: string;
  mode: string;
  state: string;
  note_kind: string;
  note_number: string;
  units: string[];
  position: { place: string; lat: number; lon: number };
  cleared_for_export: boolean;
  cleared_for_import: boolean;
  legs: { from: string; to: string; gauge_mm: number | null; passed_at: string | null }[];
  eta: string | null;
  events: { kind: string; place: string | null; at: string; note: string | null }[];
}

/** A part of what the escrow takes in, and the event that releases it. */
export interface EscrowPart {
  key: string;
  amount: MoneyJson;
  status: string;
  waits_for: string;
  releases_at: string | null;
  after_days: number | null;
}

export interface EscrowView {
  status: string;
  funded: MoneyJson;
  held: MoneyJson;
  released: MoneyJson;
  refunded: MoneyJson;
  parts: EscrowPart[];
  next: string | null;
  on_hold: boolean;
  withheld: { since: string; payees: string[] } | null;
  returns_at: string | null;
}

export interface DealMoney {
  escrow: EscrowView | null;
  transfers: {
    transfer_id: string;
    book_id: string;
    part: string | null;
    figure: 'funded' | 'released' | 'refunded' | null;
    pending: boolean;
    at: string;
    kind: string;
    from: string;
    to: string;
    amount: MoneyJson;
    reference: string;
  }[];
}

export interface MirrorExplained {
  export_fob: MoneyJson;
  import_cif: MoneyJson;
  gap: MoneyJson;
  explained: { part: string; amount: MoneyJson }[];
  residual: MoneyJson;
}

export interface Mirror {
  contract: MirrorExplained;
  usd: MirrorExplained | null;
  demo: boolean;
}

function partOf<T>(deal_id: string, part: string) {
  return queryOptions({
    queryKey: ['deal', deal_id, part],
    queryFn: ({ signal }) => callApi<T>(`/deals/${deal_id}/${part}`, { signal }),
  });
}

export const quotesQuery = (deal_id: string) =>
  partOf<{ request: QuoteRequest | null; message: string | null; items: Quote[] }>(deal_id, 'quotes');
export const documentsQuery = (deal_id: string) => partOf<Page<DealDocument>>(deal_id, 'documents');
export const declarationsQuery = (deal_id: string) =>
  partOf<{ items: Declaration[] }>(deal_id, 'declarations');
export const consignmentQuery = (deal_id: string) => partOf<Consignment>(deal_id, 'consignment');
export const moneyQuery = (deal_id: string) => partOf<DealMoney>(deal_id, 'money');
export const mirrorQuery = (deal_id: string) => partOf<Mirror>(deal_id, 'mirror');
