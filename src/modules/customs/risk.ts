import { formatMoney, money } from '../../kernel/money.ts';
import type { JsonObject } from '../../kernel/refusal.ts';
import type { CheckResult, Declaration, Lane, Reason } from './model.ts';

/** What the risk rules look at. */
export interface RiskFacts {
  declaration: Declaration;
  checks: readonly CheckResult[];
  /** Declarations of this trader released before, in either direction. */
  released_before: number;
  assessment_complete: boolean;
  /** Statistical value in US cents, when a rate is on file. */
  usd_value: bigint | null;
  /** Recent values per kilogram of the same HS code in US cents, newest first, by item line. */
  unit_values: ReadonlyMap<number, readonly bigint[]>;
}

/**
 * A risk rule: points and what it looks for. These are this platform's own working rules; the profiles of
 * customs authorities are not public, and none is imitated here.
 */
export interface RiskRule {
  code: string;
  points: number;
  find(facts: RiskFacts): JsonObject | undefined;
}

/** Points from which a declaration leaves the green lane, and from which goods are looked at. */
export const laneThresholds = { yellow: 40, red: 80 } as const;
/** Hours within which an officer should decide; a working aim, not a legal term. */
export const decideWithin_hours: Record<Lane, number> = { green: 2, yellow: 24, red: 48 };

/** Chapters where a wrong code or value costs most: drinks, tobacco, medicines, explosives, arms. */
const sensitiveChapters = new Set(['22', '24', '30', '36', '93']);
const MIN_UNIT_VALUES = 5;
const LARGE_USD_CENTS = 50_000_000n;

export const riskRules: readonly RiskRule[] = [
  {
    code: 'first_time_trader',
    points: 20,
    find: ({ released_before }) => (released_before === 0 ? {} : undefined),
  },
  {
    code: 'sensitive_chapter',
    points: 40,
    find: ({ declaration }) => {
      const item = declaration.items.find((i) => sensitiveChapters.has(i.hs_code.slice(0, 2)));
      return item && { line: item.line, chapter: item.hs_code.slice(0, 2) };
    },
  },
  {
    code: 'value_per_kg_outlier',
    points: 30,
    find: (facts) => outlier(facts),
  },
  {
    code: 'assessment_incomplete',
    points: 40,
    find: ({ assessment_complete }) => (assessment_complete ? undefined : {}),
  },
  {
    code: 'lodged_after_arrival',
    points: 40,
    find: ({ checks }) => (checks.some((c) => c.check === 'lodged_before_arrival' && !c.ok) ? {} : undefined),
  },
  {
    code: 'origin_mismatch',
    points: 20,
    find: ({ declaration: d }) => {
      const consigned_from = d.direction === 'export' ? d.country : d.partner_country;
      const item = d.items.find((i) => i.origin_country !== consigned_from);
      return item && { line: item.line, origin: item.origin_country, consigned_from };
    },
  },
  {
    code: 'origin_not_certified',
    points: 15,
    find: ({ declaration }) =>
      declaration.documents.some((d) => d.kind === 'certificate_of_origin') ? undefined : {},
  },
  {
    code: 'large_amount',
    points: 15,
    find: ({ usd_value }) =>
      usd_value !== null && usd_value >= LARGE_USD_CENTS
        ? { value: usdText(usd_value), from: usdText(LARGE_USD_CENTS) }
        : undefined,
  },
];

/** Scores a declaration and chooses its lane, with the reasons. */
export function chooseLane(facts: RiskFacts): { lane: Lane; score: number; reasons: Reason[] } {
  const found = riskRules.flatMap((rule) => {
    const params = rule.find(facts);
    return params ? [{ rule, params }] : [];
  });
  const score = found.reduce((total, { rule }) => total + rule.points, 0);
  const lane = score >= laneThresholds.red ? 'red' : score >= laneThresholds.yellow ? 'yellow' : 'green';
  return {
    lane,
    score,
    reasons: found.map(({ rule, params }) => ({
      code: `customs.risk.${rule.code}`,
      params: { ...params, points: rule.points },
    })),
  };
}

/** The first item whose value per kilogram is less than half or more than twice the median of recent ones. */
function outlier({ declaration, usd_value, unit_values }: RiskFacts): JsonObject | undefined {
  if (usd_value === null || declaration.statistical_value.amount === 0n) return undefined;
  for (const item of declaration.items) {
    const recent = unit_values.get(item.line) ?? [];
    if (recent.length < MIN_UNIT_VALUES || item.net_weight_milli <= 0n) continue;
    const median = medianOf(recent);
    const item_usd = (usd_value * item.statistical_value.amount) / declaration.statistical_value.amount;
    const per_kg = (item_usd * 1000n) / item.net_weight_milli;
    if (per_kg * 2n < median || per_kg > median * 2n)
      return {
        line: item.line,
        value_per_kg: usdText(per_kg),
        usual_per_kg: usdText(median),
      };
  }
  return undefined;
}

const usdText = (cents: bigint): string => formatMoney(money(cents, 'USD'));

function medianOf(values: readonly bigint[]): bigint {
  const sorted = [...values].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return sorted[Math.floor(sorted.length / 2)] ?? 0n;
}
