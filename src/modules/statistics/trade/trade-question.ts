import type { FigureStatus, Flow } from '../model.ts';
import type { Said } from '../said.ts';

/** What can be asked of the store; see docs/reference/statistics-store.md. */
export interface TradeQuestion {
  /** 'official', 'comtrade', 'gacc', 'sauda-declarations', …; 'official' when nothing is said. */
  sources?: readonly string[];
  /** ISO 3166-1 alpha-2, or a group: 'C5', 'WLD'. */
  reporters?: readonly string[];
  partners?: readonly string[];
  flows?: readonly Flow[];
  /** Years as 'YYYY', months as 'YYYY-MM'. */
  frequency: 'A' | 'M';
  /** First and last period, inclusive. */
  from?: string;
  to?: string;
  /** 'TOTAL' or HS codes of two, four or six digits; 'TOTAL' when nothing is said. */
  commodities?: readonly string[];
  /** The codes below the ones asked, at `level`, or one level down. */
  children?: boolean;
  level?: 2 | 4 | 6;
  /** YYYY-MM-DD: as it was known at the end of that day (UTC). */
  as_of?: string;
  /** Convert by dated, sourced rates, and say so in the fact. */
  currency?: string;
}

/** One figure of merchandise trade with everything needed to question it. */
export interface TradeFact {
  source: string;
  period: string;
  frequency: 'A' | 'M';
  reporter: string;
  partner: string;
  flow: Flow;
  commodity: string;
  /** 'H5', 'H6' … as the source names it; null where it does not say. */
  hs_edition: string | null;
  /** A whole number of 10^-places of the currency. 0 where `status` is 'confidential'. */
  value: bigint;
  places: number;
  currency: string;
  net_weight_g: bigint | null;
  quantity_milli: bigint | null;
  unit: string | null;
  weight_imputed: boolean;
  vintage: string;
  file_hash: string;
  rows: number;
  source_url: string | null;
  /** A sentence on rate and date where the value was converted. */
  converted: string | null;
  /** The same in parts, for sentences in other languages. */
  conversion?: Conversion;
  status: FigureStatus;
}

/** By which rate a value was converted: units of `to` for one of `from`, as decimal text, and where it is from. */
interface Conversion {
  from: string;
  to: string;
  rate: string;
  source: string;
}

export const guardNames = [
  'partner_set_break',
  'unit_switch',
  'parts_do_not_add_up',
  'hs_edition_change',
  'group_as_partner',
  'truncated_download',
  'missing_months',
  'weight_missing',
  'weight_imputed',
] as const;
export type GuardName = (typeof guardNames)[number];

/** What a guard found. `refuse`: no growth, sum or rank over `where` may be printed. `flag`: print with the reason. */
export interface GuardFinding {
  guard: GuardName;
  severity: 'refuse' | 'flag';
  /** The series and periods, in words. */
  where: string;
  /** The reason in English, and by code and parameters for other languages. */
  reason: string;
  said: Pick<Said, 'code' | 'params'>;
  /** The rows that show it, at most twenty. */
  rows: readonly string[];
  /** The same as `where` for programs; null stands for all. */
  scope: GuardScope;
}

export interface GuardScope {
  source: string;
  reporter: string | null;
  partner: string | null;
  flow: Flow | null;
  commodity: string | null;
  /** Periods that must not be compared with the one before, or not be summed. Empty: the whole series. */
  periods: readonly string[];
}

/**
 * Finding that keeps a figure from being compared or summed; undefined when none does. A missing month is none of
 * these: it stands against sums of months, which name it themselves, and not against a month and its year before.
 */
export function refusalOf(
  guards: readonly GuardFinding[],
  fact: Pick<TradeFact, 'source' | 'reporter' | 'partner' | 'flow' | 'commodity' | 'period'>,
): GuardFinding | undefined {
  return guards.find(
    ({ guard, severity, scope }) =>
      severity === 'refuse' &&
      guard !== 'missing_months' &&
      scope.source === fact.source &&
      (['reporter', 'partner', 'flow', 'commodity'] as const).every(
        (key) => scope[key] === null || scope[key] === fact[key],
      ) &&
      (scope.periods.length === 0 || scope.periods.includes(fact.period)),
  );
}
