import { queryOptions } from '@tanstack/react-query';
import { callApi, type Query } from './client.ts';

/** One observation with everything needed to question it. */
export interface Observation {
  period: string;
  flow: 'export' | 'import' | 'total';
  reporter: string;
  partner: string;
  valuation: 'FOB' | 'CIF' | null;
  /** Decimal text in `unit`; null when withheld or not published. */
  value: string | null;
  currency: string;
  unit: string;
  source: string;
  source_note: string | null;
  source_url: string | null;
  vintage: string;
  rows: number;
  file_hash: string;
  status: string;
  preferred: boolean;
}

export interface Bilateral {
  rows: Observation[];
  notes: { code: string; text: string }[];
}

export const bilateralQuery = (query: Query) =>
  queryOptions({
    queryKey: ['statistics', 'bilateral', query],
    queryFn: ({ signal }) => callApi<Bilateral>('/statistics/bilateral', { query, signal }),
    staleTime: 300_000,
  });

/** A headline figure and how it was computed. `value` is decimal text in `unit`; null when withheld. */
export interface Figure {
  key: string;
  reporter: string | null;
  partner: string | null;
  flow: 'export' | 'import' | 'total' | null;
  value: string | null;
  unit: string;
  currency: string | null;
  period: string;
  growth_pct: number | null;
  source: string;
  source_url: string | null;
  vintage: string;
  file_hash: string;
  rows: number;
  status: string;
  demo: boolean;
  formula_code: string;
  formula: string;
}

/** A point of the overview's chart; points of one `series` belong together. */
export interface TrendPoint {
  series: string;
  period: string;
  flow: 'export' | 'import' | 'total';
  reporter: string | null;
  partner: string | null;
  value: string | null;
  unit: string;
  source: string;
  source_url: string | null;
  vintage: string;
  status: string;
  demo: boolean;
}

export interface Overview {
  figures: Figure[];
  trend: TrendPoint[];
}

export const overviewQuery = queryOptions({
  queryKey: ['statistics', 'overview'],
  queryFn: ({ signal }) => callApi<Overview>('/statistics/overview', { signal }),
  staleTime: 300_000,
});
