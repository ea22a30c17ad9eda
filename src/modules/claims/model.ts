import type { Fraction } from './exact/fraction.ts';
import type { Interval } from './exact/interval.ts';

/** What a claim says of trade. The formula of each stands in docs/reference/claim-metrics.md. */
export const metrics = [
  'level',
  'balance',
  'additivity',
  'threshold',
  'growth',
  'fold',
  'acceleration',
  'contribution',
  'share',
  'share_change',
  'group_growth',
  'rank',
  'first_time_rank',
  'threshold_crossed',
  'record',
  'streak',
  'count',
  'diversification',
  'mode_share',
  'mode_growth',
] as const;
export type Metric = (typeof metrics)[number];

export const flows = ['export', 'import', 'total'] as const;
export type Flow = (typeof flows)[number];

/** Whole months of one year; with `from_year` a run of whole years up to `year`. */
export interface Period {
  year: number;
  first: number;
  last: number;
  from_year?: number;
}

/** What the number of a claim counts. Amounts: `scale` whole units of `currency`. */
export type Unit =
  | { kind: 'amount'; text: string; currency: string; scale: bigint }
  | {
      kind: 'percent' | 'points' | 'times' | 'fold' | 'rank' | 'years' | 'countries' | 'lines';
      text: string;
    }
  | { kind: 'holds'; text: string }
  | { kind: 'sign'; text: string; sign: 1 | -1 };

/** How the number limits what is claimed: as printed, or only from one side. */
export const bounds = ['as_printed', 'over', 'under', 'nearly', 'about'] as const;
export type Bound = (typeof bounds)[number];

/** A published sentence on trade as typed data. */
export interface Claim {
  id: string;
  statement: string;
  /** Null for a metric nobody here knows: such a claim cannot be checked. */
  metric: Metric | null;
  metric_text: string;
  /** ISO 3166-1 alpha-2, or a group such as C5. Several: the claim is made of each. */
  reporters: string[];
  partners: string[];
  flow: Flow;
  /** TOTAL, an HS code, or the code of a commodity group. */
  commodity: string;
  period: Period;
  value: Fraction | null;
  unit: Unit;
  /** The printed precision; null where the number is exact, such as a rank. */
  step: Fraction | null;
  bound: Bound;
  source: string;
  source_url: string | null;
  /** The day it was published, where that is known. */
  published: string | null;
  /** How a wording with two meanings was read. */
  read_as: string | null;
}

export const verdicts = ['reproduced', 'differs', 'cannot_be_checked'] as const;
export type Verdict = (typeof verdicts)[number];

export const reasonCodes = [
  'as_claimed',
  'rounding',
  'vintage',
  'source',
  'derivation',
  'currency',
  'mirror_side',
  'definition',
  'unexplained',
  'figure_missing',
  'guarded',
  'only_estimates',
  'metric_unknown',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

/** A reason: stable code, which variant of it, what fills its sentence, and the sentence in English. */
export interface Reason {
  code: ReasonCode;
  detail: string | null;
  params: Record<string, string>;
  text: string;
}

/** A stored figure that a working rests on. `value` is decimal text in whole units of the currency. */
export interface WorkingRow {
  period: string;
  reporter: string;
  partner: string;
  flow: Flow;
  commodity: string;
  value: string;
  currency: string;
  status: string;
  source: string;
  source_url: string | null;
  /** Who printed it and where, as far as the store knows. */
  publisher: string | null;
  vintage: string;
  /** as_printed, sum_of_countries, exports_plus_imports, total_minus_exports, total_minus_imports, sum_of_months, sum_of_codes */
  how: string;
}

/** Something the reader has to know beside the verdict; `params` fill its sentence in other languages. */
export interface Note {
  code: string;
  text: string;
  params?: Record<string, string>;
}

/** A figure that a formula needs and the store does not have. */
export interface Missing {
  what: string;
  where: string;
  /** Why: it is not held, only an estimate is held, or a guard refuses it. */
  because: 'figure_missing' | 'only_estimates' | 'guarded';
  /** The cell that is missing, where it is one; for sentences in other languages. */
  cell?: { reporter: string; partner: string; flow: Flow; commodity: string; period: string };
  /** What is known all the same. */
  notes?: Note[];
}

/** Values that a claim allows; an end that is not set is open. */
export interface Allowed {
  low?: Fraction;
  high?: Fraction;
}

export interface Checked {
  claim: Claim;
  verdict: Verdict;
  /** In the unit of the claim; null when nothing could be computed. */
  computed: Interval | null;
  /** What the claim's own printed rounding allows. */
  claimed: Allowed | null;
  reason: Reason;
  formula: string | null;
  /** What the numbers of the formula are, where it has words. */
  formula_code: string | null;
  rows: WorkingRow[];
  notes: Note[];
  missing: Missing[];
}

/** 2025, 2025-01..05, 2021..2025 */
export function showPeriod(p: Period): string {
  if (p.from_year !== undefined) return `${p.from_year}..${p.year}`;
  const month = (m: number): string => String(m).padStart(2, '0');
  if (p.first === 1 && p.last === 12) return String(p.year);
  return p.first === p.last ? `${p.year}-${month(p.first)}` : `${p.year}-${month(p.first)}..${month(p.last)}`;
}

/** The same months of another year. */
export const inYear = (p: Period, year: number): Period => ({ year, first: p.first, last: p.last });
