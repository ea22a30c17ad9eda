import type { Static } from 'typebox';
import type { Summary } from '../indicators/summarise-series.ts';
import type { FigureStatus, Flow } from '../model.ts';

/** A headline figure with how it was computed. */
export interface Figure {
  key: string;
  reporter: string | null;
  partner: string | null;
  flow: Flow | null;
  value: string | null;
  unit: string;
  currency: string | null;
  period: string;
  growth_pct: number | null;
  acceleration_pp: number | null;
  /** Streak, record and milestone of the series that the figure ends; null where it ends none. */
  summary: Static<typeof Summary> | null;
  source: string;
  source_url: string | null;
  vintage: string;
  file_hash: string;
  rows: number;
  status: FigureStatus;
  demo: boolean;
  /** Stable name of the formula, explained in docs/reference/statistics-store.md. */
  formula_code: string;
  formula: string;
}

/** A point of a line of the overview's chart; points of one `series` belong together. */
export interface TrendPoint {
  series: string;
  period: string;
  flow: Flow;
  reporter: string | null;
  partner: string | null;
  value: string | null;
  unit: string;
  currency: string;
  source: string;
  source_url: string | null;
  vintage: string;
  status: FigureStatus;
  demo: boolean;
}

/** Trade of one country with China in its newest year: a line of the map. */
export interface TradeFlow {
  reporter: string;
  partner: string;
  period: string;
  total: string;
  /** Null where the source does not print the two ways apart. */
  export: string | null;
  import: string | null;
  currency: string;
  source: string;
  source_url: string | null;
  vintage: string;
}
