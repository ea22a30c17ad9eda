import { queryOptions } from '@tanstack/react-query';
import type { NewestChange } from './changes.ts';
import { callApi, type Query } from './client.ts';
import type { SeriesSummary } from './observatory.ts';

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
  acceleration_pp: number | null;
  /** Streak, record and milestone of the series that the figure ends. */
  summary: SeriesSummary | null;
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

/** Trade of China with one country in its newest reported year; both ways where they are printed. */
export interface TradeFlow {
  reporter: string;
  partner: string;
  period: string;
  total: string;
  export: string | null;
  import: string | null;
  currency: string;
  source: string;
  source_url: string | null;
  vintage: string;
}

export interface Overview {
  figures: Figure[];
  trend: TrendPoint[];
  flows: TradeFlow[];
  changes: NewestChange[];
  catalogue: { vintages: number; last_written: string | null };
}

export const overviewQuery = (as_of: string | undefined) =>
  queryOptions({
    queryKey: ['statistics', 'overview', as_of],
    queryFn: ({ signal }) => callApi<Overview>('/statistics/overview', { query: { as_of }, signal }),
    staleTime: 300_000,
  });
