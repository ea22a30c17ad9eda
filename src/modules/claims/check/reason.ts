import { showDecimal } from '../exact/fraction.ts';
import type { Interval } from '../exact/interval.ts';
import type { Claim, Missing, Reason, ReasonCode } from '../model.ts';
import { gapOf } from './decide.ts';
import type { Worked } from './formula.ts';

const MISSING_NAMED = 6;

const details: Record<string, string> = {
  cut_off: 'the digits behind were cut off, not rounded',
  rounded_up: 'it was rounded up',
  coarser: 'it was rounded to one digit less than it is printed with',
  sign_open: 'the rounding of the figures allows both directions',
  other_publisher: 'another publisher prints the figure that gives it',
  sum_of_countries: 'the sum of the countries gives it, the printed total does not',
  from_flows: 'exports and imports give it, the printed total does not',
  revised_base:
    'the figure of the year before comes from another, earlier publication; a revised base explains it',
  conversion_not_exact:
    'the figure is held in another currency only, and a rate of the whole period is not exact enough to decide',
  partner_report: "the partner's own report of the same trade gives it",
  estimate: 'an estimate, which is worked out from other figures, gives it',
  unit_fold: '“n-fold” and “grew by n times” are one apart: read as n-fold it holds',
  unit_times: '“n-fold” and “grew by n times” are one apart: read as growth by n times it holds',
  flow_total: 'the figure is that of two-way trade',
  flow_export: 'the figure is that of exports',
  flow_import: 'the figure is that of imports',
  whole_year: 'the figure is that of the whole year',
  year_before: 'the figure is that of the year before',
  year_after: 'the figure is that of the year after',
  power_of_ten: 'the figure is right but for a power of ten',
};

/** The reason with its English sentence. `other` is the working that gave the claimed number. */
export function reasonFor(
  claim: Claim,
  code: ReasonCode,
  detail: string | null,
  worked?: Worked,
  missing: readonly Missing[] = [],
  other?: Worked,
): Reason {
  const params: Record<string, string> = {
    ...(worked ? numbers(claim, worked.value) : {}),
    ...(other ? { other: showDecimal(other.value.point, 3) } : {}),
    ...(code === 'source' ? { publisher: printedBy(other) } : {}),
    ...(detail && code === 'vintage' && detail !== 'revised_base' ? { day: detail } : {}),
    ...(detail && code === 'currency' && detail.length === 3 ? { currency: detail } : {}),
    ...(missing.length > 0 ? { missing: whatIsMissing(missing), where: whereMissing(missing) } : {}),
    ...(code === 'metric_unknown' ? { metric: claim.metric_text } : {}),
  };
  return { code, detail, params, text: sentence(code, detail, params) };
}

const printedBy = (worked: Worked | undefined): string =>
  [...new Set(worked?.rows.map((row) => row.publisher ?? row.source))].join('; ').slice(0, 300);

function numbers(claim: Claim, value: Interval): Record<string, string> {
  const gap = gapOf(claim, value);
  return {
    computed: showDecimal(value.point, 3),
    low: showDecimal(value.low, 3),
    high: showDecimal(value.high, 3),
    ...(gap ? { gap: signed(showDecimal(gap.amount, 3)) } : {}),
  };
}

function sentence(code: ReasonCode, detail: string | null, p: Record<string, string>): string {
  const why = detail === null ? '' : (details[detail] ?? '');
  const by = p.gap === undefined ? 'The claim does not hold' : `Differs by ${p.gap} (computed ${p.computed})`;
  switch (code) {
    case 'as_claimed':
      return p.low === p.high
        ? `Computed ${p.computed}`
        : `Computed ${p.computed}; the printed rounding of the figures allows ${p.low} to ${p.high}`;
    case 'rounding':
      return detail === 'sign_open' ? `Computed ${p.computed}: ${why}` : `${by}: rounding; ${why}`;
    case 'vintage':
      return p.day ? `${by}: vintage; as known on ${p.day} it was ${p.other}` : `${by}: vintage; ${why}`;
    case 'source':
      return `${by}: source; ${why} (${p.other}, ${p.publisher})`;
    case 'derivation':
      return `${by}: definition; ${why} (${p.other})`;
    case 'currency':
      return p.currency
        ? `${by}: currency; worked out in ${p.currency} it is ${p.other}`
        : `Computed ${p.computed} by conversion: ${why}`;
    case 'mirror_side':
      return `${by}: mirror side; ${why} (${p.other})`;
    case 'definition':
      return `${by}: definition; ${why} (${p.other})`;
    case 'unexplained':
      return `${by}; no other vintage, publisher, currency, side, flow or period held gives the claimed number`;
    case 'metric_unknown':
      return `Nothing here computes "${p.metric}"`;
    case 'guarded':
      return `A guard refuses the figure: ${p.missing}`;
    case 'only_estimates':
      return `Only estimates are held, which cannot carry a check: ${p.missing}. Published by: ${p.where}`;
    case 'figure_missing':
      return `Not held: ${p.missing}${p.where ? `. Published by: ${p.where}` : ''}`;
  }
}

function whatIsMissing(missing: readonly Missing[]): string {
  const names = [...new Set(missing.map((m) => m.what))];
  const more = names.length > MISSING_NAMED ? `; and ${names.length - MISSING_NAMED} more` : '';
  return `${names.slice(0, MISSING_NAMED).join('; ')}${more}`;
}

function whereMissing(missing: readonly Missing[]): string {
  return [...new Set(missing.map((m) => m.where).filter(Boolean))].slice(0, MISSING_NAMED).join('; ');
}

function signed(text: string): string {
  return text.startsWith('-') ? text.replace('-', '−') : `+${text}`;
}
