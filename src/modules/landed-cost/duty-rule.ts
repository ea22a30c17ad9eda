import { parseMilli } from '../../kernel/decimal.ts';
import { type Fraction, fraction, inverted, over, rounded, times, whole } from './fraction.ts';
import type { AssessmentLine, GivenRate } from './model.ts';
import type { DutyRule } from './tariff-book.ts';

/** What is needed to turn a rule into an amount. */
export interface Measure {
  /** Customs value in minor units of the destination's currency. */
  value: bigint;
  line: AssessmentLine;
  currency: string;
  rates: readonly GivenRate[];
}

export type Applied = { amount: bigint } | { missing: { code: string; detail: string } };

/**
 * The amount of a duty rule in minor units, each part rounded half up before parts are compared or added, so
 * that the result is never below a part it is said not to be less than.
 */
export function applyDutyRule(rule: DutyRule, measure: Measure): Applied {
  if (rule.rule === 'unknown') return missing('no_rate_on_file', 'no rate on file');
  const adValorem = rule.ad_valorem_pct === null ? 0n : percentOf(measure.value, rule.ad_valorem_pct);
  if (rule.rule === 'ad_valorem') return { amount: adValorem };
  const specific = specificAmount(rule, measure);
  if ('missing' in specific) return specific;
  switch (rule.rule) {
    case 'specific':
      return specific;
    case 'not_less_than':
      return { amount: larger(adValorem, specific.amount) };
    case 'plus':
      return { amount: adValorem + specific.amount };
    case 'lower_of': {
      const alternative = percentOf(measure.value, rule.alt_ad_valorem_pct ?? '0');
      const floored = larger(adValorem, specific.amount);
      return { amount: -larger(-alternative, -floored) };
    }
  }
}

/** `pct` per cent of an amount of minor units, half up. */
export function percentOf(value: bigint, pct: string): bigint {
  return rounded(over(times(whole(value), fraction(pct)), 100));
}

/** The rule in words of the trade, for receipts: `5 %, at least 0.015 EUR/kg`. */
export function rateText(rule: DutyRule): string {
  const pct = `${rule.ad_valorem_pct ?? '?'} %`;
  const per = rule.specific_per && rule.specific_per !== 1 ? `${rule.specific_per} ` : '';
  const specific = `${rule.specific_amount} ${rule.specific_currency}/${per}${rule.specific_unit}`;
  switch (rule.rule) {
    case 'ad_valorem':
      return pct;
    case 'specific':
      return specific;
    case 'not_less_than':
      return `${pct}, at least ${specific}`;
    case 'plus':
      return `${pct} plus ${specific}`;
    case 'lower_of':
      return `the lower of ${rule.alt_ad_valorem_pct} % and ${pct}, at least ${specific}`;
    case 'unknown':
      return 'no rate on file';
  }
}

function specificAmount(rule: DutyRule, measure: Measure): Applied {
  const unit = rule.specific_unit ?? '';
  const quantity = quantityIn(unit, measure.line);
  if (!quantity)
    return missing(
      unit === 'engine_cm3' ? 'vehicle_detail_needed' : 'quantity_needed',
      `quantity in ${unit}`,
    );
  const rate = rateBetween(rule.specific_currency ?? '', measure.currency, measure.rates);
  if (!rate) return missing('exchange_rate_needed', `${rule.specific_currency} to ${measure.currency}`);
  // Major units of the rule's currency, times 100 to minor ones; all corridor currencies have two digits.
  const exact = times(fraction(rule.specific_amount ?? '0'), quantity, rate, whole(100));
  return { amount: rounded(over(exact, rule.specific_per ?? 1)) };
}

/** Quantity in a unit of the tariff; thousandths become a fraction. */
function quantityIn(unit: string, line: AssessmentLine): Fraction | undefined {
  const milli = (text: string): Fraction => over(whole(parseMilli(text)), 1000);
  if (unit === 'kg') return milli(line.net_weight_kg);
  if (unit === 'engine_cm3')
    return line.vehicle && line.unit === 'pcs'
      ? times(milli(line.quantity), whole(line.vehicle.engine_cm3))
      : undefined;
  if (unit === line.unit) return milli(line.quantity);
  const further = line.further_quantities?.find((q) => q.unit === unit);
  return further && milli(further.quantity);
}

/** The rate between two currencies among those given, directly or the other way round. */
export function rateBetween(from: string, to: string, rates: readonly GivenRate[]): Fraction | undefined {
  if (from === to) return whole(1);
  const direct = rates.find((r) => r.from === from && r.to === to);
  if (direct) return { n: BigInt(direct.numerator), d: BigInt(direct.denominator) };
  const back = rates.find((r) => r.from === to && r.to === from);
  return back && inverted({ n: BigInt(back.numerator), d: BigInt(back.denominator) });
}

function larger(a: bigint, b: bigint): bigint {
  if (a > b) return a;
  return b;
}

function missing(code: string, detail: string): Applied {
  return { missing: { code, detail } };
}
