import { queryOptions } from '@tanstack/react-query';
import { callApi, type Query } from './client.ts';
import type { Names } from './reference.ts';

/** A file that figures came from. */
export interface Origin {
  source: string;
  vintage: string;
  file_hash: string;
  source_url: string | null;
  /** Sentence on rate and date where values were converted. */
  converted: string | null;
  /** The same in parts: units of `to` for one of `from`. */
  conversion: { from: string; to: string; rate: string; source: string } | null;
}

/** A sentence by code and parameters, which the words of each language are written from. */
export interface Said {
  code: string;
  params: Record<string, string>;
}

/** Why a figure is refused or marked. */
export interface GuardFinding {
  guard: string;
  severity: 'refuse' | 'flag';
  where: string;
  /** Null stands for all; no periods for the whole series. */
  scope: {
    source: string;
    reporter: string | null;
    partner: string | null;
    flow: string | null;
    commodity: string | null;
    periods: string[];
  };
  reason: string;
  said: Said;
  rows: string[];
}

export interface GroupRef {
  id: string;
  name: Names;
  official_list: 'public' | 'not_public' | 'own';
  notice: string | null;
}

/** `value` is exact decimal text in the series' currency; null when withheld. */
export interface SeriesPointView {
  period: string;
  value: string | null;
  status: string;
  growth_pct: number | null;
  acceleration_pp: number | null;
  vintage: string;
  refused_by: string | null;
}

export interface SeriesSummary {
  period: string;
  streak: { direction: 'up' | 'down'; length: number; from: string; at_least: boolean } | null;
  record: {
    highest: boolean;
    lowest: boolean;
    since: string;
    previous_high: { period: string; value: string } | null;
    missing: string[];
  } | null;
  milestone: string | null;
  cagr_pct: number | null;
  year_to_date: {
    value: string | null;
    before: string | null;
    growth_pct: number | null;
    missing: string[];
  } | null;
}

/** A series and what follows from it. */
export interface TradeSeries {
  reporter: string;
  partner: string;
  flow: 'export' | 'import' | 'total';
  commodity: string | null;
  groups: GroupRef[];
  currency: string;
  points: SeriesPointView[];
  summary: SeriesSummary | null;
  left_out: string[];
  guards: GuardFinding[];
  origins: Origin[];
}

export const seriesQuery = (query: Query) =>
  queryOptions({
    queryKey: ['statistics', 'series', query],
    queryFn: ({ signal }) => callApi<TradeSeries>('/statistics/indicators/series', { query, signal }),
    staleTime: 300_000,
    retry: false,
  });

export interface RankingSide {
  currency: string | null;
  ranks: {
    partner: string;
    value: string;
    rank: number;
    tied_with: string[];
    share_pct: number | null;
    first_time: { first: string; before_data: boolean; incomplete: string[] } | null;
  }[];
  missing: string[];
  ranked: number;
  guards: GuardFinding[];
  origins: Origin[];
}

/** A country's partners by its own figures and by what the partners report; never mixed. */
export interface PartnerRanking {
  reporter: string;
  flow: string;
  period: string;
  own: RankingSide | null;
  mirror: RankingSide | null;
}

export const rankingQuery = (query: Query) =>
  queryOptions({
    queryKey: ['statistics', 'ranking', query],
    queryFn: ({ signal }) => callApi<PartnerRanking>('/statistics/indicators/ranking', { query, signal }),
    staleTime: 300_000,
    retry: false,
  });

export interface CommodityGroup {
  group: GroupRef;
  code: string;
  version: string;
  status: string;
  source: string;
  note: string;
  lists: { edition: string; codes: string[] }[];
  /** Never to be added to this one. */
  overlaps: string[];
}

export const groupsQuery = queryOptions({
  queryKey: ['statistics', 'groups'],
  queryFn: ({ signal }) => callApi<{ groups: CommodityGroup[] }>('/statistics/groups', { signal }),
  staleTime: 3_600_000,
});

/** A file of the store. */
export interface Vintage {
  source: string;
  period: string;
  vintage: string;
  sha256: string;
  /** Null for real declarations. */
  rows: number | null;
  currency: string;
  coverage: string;
  licence: string;
  demo: boolean;
  created_at: string;
}

export const vintagesQuery = queryOptions({
  queryKey: ['statistics', 'vintages'],
  queryFn: ({ signal }) =>
    callApi<{ items: Vintage[] }>('/statistics/vintages', { query: { limit: 100 }, signal }),
  staleTime: 300_000,
});

export interface StructurePart {
  /** HS section in Roman numbers, chapter, heading, or the id of a group. */
  code: string;
  group: GroupRef | null;
  value: string;
  share_pct: number | null;
  before: string | null;
  growth_pct: number | null;
  share_change_pp: number | null;
  contribution_pp: number | null;
}

/** What the trade of one pair, flow and period is made of. */
export interface TradeStructure {
  period: string;
  compared_with: string;
  by: string;
  currency: string;
  stated_total: string | null;
  parts_share_pct: number | null;
  growth_pct: number | null;
  parts: StructurePart[];
  concentration: {
    hhi: number;
    hhi_normalised: number | null;
    lines: number;
    equivalent_lines: number;
    entropy: number | null;
    theil: { theil: number; between: number; within: number } | null;
  } | null;
  not_in_edition: string[];
  guards: GuardFinding[];
  origins: Origin[];
}

export const structureQuery = (query: Query) =>
  queryOptions({
    queryKey: ['statistics', 'structure', query],
    queryFn: ({ signal }) => callApi<TradeStructure>('/statistics/indicators/structure', { query, signal }),
    staleTime: 300_000,
    retry: false,
  });

interface IndexNumbers {
  laspeyres: number;
  paasche: number;
  fisher: number;
  tornqvist: number;
}

/** Unit values per kilogram with outliers, and chained indices, first period = 100. */
export interface UnitValues {
  commodity: string;
  currency: string;
  periods: {
    period: string;
    robust: number;
    plain: number;
    median: number;
    lines: number;
    outliers: number;
    coverage: number;
    robust_coverage: number;
  }[];
  index: { period: string; unit_value: IndexNumbers; volume: IndexNumbers }[];
  links: {
    from: string;
    to: string;
    lines: number;
    coverage_from: number;
    coverage_to: number;
    edition_changes: boolean;
  }[];
  broken_at: string | null;
  lines: { period: string; commodity: string; unit_value: number; score: number; outlier: boolean }[];
  imputed_left_out: number;
  guards: GuardFinding[];
  origins: Origin[];
}

export const pricesQuery = (query: Query) =>
  queryOptions({
    queryKey: ['statistics', 'prices', query],
    queryFn: ({ signal }) => callApi<UnitValues>('/statistics/indicators/prices', { query, signal }),
    staleTime: 300_000,
    retry: false,
  });

interface MirrorReport {
  reporter: string;
  value: string;
  status: string;
}

/** One direction as both sides report it; `parts` add up to the gap exactly. */
export interface MirrorDirection {
  exporter: string;
  importer: string;
  export: MirrorReport | null;
  import: MirrorReport | null;
  gap: string | null;
  parts: { part: string; amount: string; basis: string; note: string; said: Said }[] | null;
  reconciled: {
    value: string;
    exporter_weight: number;
    exporter_distance: number;
    importer_distance: number;
    flows: number;
  } | null;
}

export interface MirrorExplanation {
  period: string;
  currency: string;
  directions: MirrorDirection[];
  evidence: {
    gaps: { partner: string; period: string; china_usd: string; partner_usd: string; source: string }[];
    reasons: { code: string; part: string; text: string; status: string; source: string }[];
  };
}

export const mirrorExplanationQuery = (query: Query) =>
  queryOptions({
    queryKey: ['statistics', 'mirror', query],
    queryFn: ({ signal }) => callApi<MirrorExplanation>('/statistics/mirror', { query, signal }),
    staleTime: 300_000,
    retry: false,
  });
