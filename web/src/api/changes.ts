import { queryOptions } from '@tanstack/react-query';
import { callApi, type Query } from './client.ts';

export interface VintageRef {
  number: number;
  vintage: string;
  created_at: string;
  file_hash: string;
  /** Null for real declarations. */
  rows: number | null;
}

export interface ChangeCounts {
  added: number;
  revised: number;
  withdrawn: number;
  unchanged: number;
  /** Not compared: one of both vintages withholds the figure. */
  withheld: number;
}

interface Amounts {
  reporter: string;
  partner: string;
  flow: string;
  currency: string;
  /** Decimal text; null where that vintage has no such figure. */
  before: string | null;
  after: string | null;
  change: string;
  change_pct: number | null;
}

export interface PartnerChange extends Amounts {
  counts: ChangeCounts;
}

export interface FigureChange extends Amounts {
  kind: 'added' | 'revised' | 'withdrawn';
  commodity: string;
  part: string | null;
}

/** A revision of the store: what one vintage of a source and period changed in the one before. */
export interface NewestChange {
  source: string;
  period: string;
  demo: boolean;
  before: VintageRef;
  after: VintageRef;
  counts: ChangeCounts;
  partners: PartnerChange[];
}

export interface Changes extends Omit<NewestChange, 'before'> {
  before: VintageRef | null;
  changes: FigureChange[];
  vintages: VintageRef[];
  revised_periods: string[];
}

export const changesQuery = (query: Query) =>
  queryOptions({
    queryKey: ['statistics', 'changes', query],
    queryFn: ({ signal }) => callApi<Changes>('/statistics/changes', { query, signal }),
    staleTime: 300_000,
    retry: false,
  });
