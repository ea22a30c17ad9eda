/**
 * The dated rules that one assessment needs, as plain data: what the database holds for one country, some codes
 * and one day. An assessment is a pure function of request and book, so keeping both replays it bit for bit.
 */
export interface TariffBook {
  country: string;
  date: string;
  regimes: Regime[];
  lines: DutyLine[];
  footnotes: Footnote[];
  taxes: Tax[];
  fees: Fee[];
}

/** `sourced`: a named source states it. `unverified`: to be checked first. `no_rate_on_file`: we do not know. */
export type SourceStatus = 'sourced' | 'unverified' | 'no_rate_on_file';

export interface Regime {
  regime: string;
  complete: boolean;
  weakens_above_zero: boolean;
  caveat: string | null;
  caveat_text: string | null;
}

/** A duty is a rule, not a number. Percentages and amounts are decimal text as in the source. */
export interface DutyRule {
  rule: 'ad_valorem' | 'specific' | 'not_less_than' | 'plus' | 'lower_of' | 'unknown';
  ad_valorem_pct: string | null;
  /** `lower_of`: the smaller of this percentage and of ad valorem with its floor. */
  alt_ad_valorem_pct?: string | null;
  specific_amount: string | null;
  specific_currency: string | null;
  /** 'kg' is net weight; 'engine_cm3' is displacement of each piece; others are units of quantity. */
  specific_unit: string | null;
  specific_per: number | null;
}

export interface DutyLine extends DutyRule {
  regime: string;
  code: string;
  valid_from: string;
  valid_to: string | null;
  /** '' or e.g. 'fuel=petrol;engine_over_cm3=1000;engine_up_to_cm3=1500'. */
  conditions: string;
  footnote: string | null;
  condition_notes: string | null;
  supplementary_unit: string | null;
  status: SourceStatus;
  source: string;
  note: string | null;
}

/** A rate that replaces the printed one for a time and a territory. */
export interface Footnote extends DutyRule {
  regime: string;
  note: string;
  stage: number;
  scope: string;
  valid_from: string;
  valid_to: string | null;
  status: SourceStatus;
  source: string;
}

export interface Tax {
  kind: 'vat' | 'excise';
  code: string;
  valid_from: string;
  valid_to: string | null;
  rule: 'ad_valorem' | 'unknown';
  pct: string | null;
  status: SourceStatus;
  source: string;
  note: string | null;
}

export interface Fee {
  name: string;
  code: string;
  valid_from: string;
  valid_to: string | null;
  rule: 'percent' | 'per_sheet' | 'fixed_by_value' | 'unknown';
  amount: string | null;
  further_amount: string | null;
  currency: string | null;
  value_over_usd: string;
  value_up_to_usd: string | null;
  status: SourceStatus;
  source: string;
  note: string | null;
}

/** The code and every shorter code above it, '' included: the keys under which a rule may stand. */
export function prefixesOf(code: string): string[] {
  return Array.from({ length: Math.min(code.length, 6) + 1 }, (_, length) => code.slice(0, length));
}
