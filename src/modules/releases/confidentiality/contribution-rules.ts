/** What one firm adds to a cell. `firm` names nobody: it only tells one firm from another. */
export interface Contribution {
  firm: string;
  /** US cents, not negative. */
  value: bigint;
}

/**
 * When a sum says too much about one of those in it (Hundepool and others, Handbook on Statistical Disclosure
 * Control, 2010, section 4.2):
 * threshold  fewer than `threshold` firms;
 * dominance  the `n` largest have more than `k` percent of the sum;
 * p_percent  the second largest can work out the largest to within `p` percent of it.
 */
export interface Rules {
  threshold: number;
  dominance: { n: number; k: number };
  p_percent: number;
}

export const publishedRules: Rules = { threshold: 3, dominance: { n: 2, k: 85 }, p_percent: 15 };

export type Reason = 'threshold' | 'dominance' | 'p_percent';

export interface Sensitivity {
  reason: Reason;
  /** How far from the true sum a reader must stay on either side, in US cents; at least 1. */
  protection: bigint;
}

/**
 * Which rule a cell breaks, the first of threshold, dominance and p percent; undefined when it may be printed.
 * The protection is what the rules ask for together (Handbook, table 4.2), and never less than p percent of the sum.
 */
export function sensitivity(parts: readonly Contribution[], rules: Rules): Sensitivity | undefined {
  const firms = firmSums(parts);
  if (firms.length === 0) return undefined;
  const total = firms.reduce((sum, value) => sum + value, 0n);
  const [largest = 0n, second = 0n] = firms;
  const top = firms.slice(0, rules.dominance.n).reduce((sum, value) => sum + value, 0n);
  const p = BigInt(rules.p_percent);
  const k = BigInt(rules.dominance.k);
  const rest = total - largest - second;
  const needs: [Reason, boolean, bigint][] = [
    ['threshold', firms.length < rules.threshold, 1n],
    ['dominance', top * 100n > k * total, ceiling(top * 100n, k) - total],
    ['p_percent', rest * 100n < p * largest, ceiling(p * largest, 100n) - rest],
  ];
  const broken = needs.filter(([, breaks]) => breaks);
  const [first] = broken;
  if (!first) return undefined;
  const protection = [ceiling(p * total, 100n), 1n, ...broken.map(([, , need]) => need)].reduce((a, b) =>
    a > b ? a : b,
  );
  return { reason: first[0], protection };
}

/** What each firm adds, largest first. */
function firmSums(parts: readonly Contribution[]): bigint[] {
  const sums = new Map<string, bigint>();
  for (const { firm, value } of parts) sums.set(firm, (sums.get(firm) ?? 0n) + value);
  return [...sums.values()].sort((a, b) => (a > b ? -1 : a < b ? 1 : 0));
}

function ceiling(numerator: bigint, denominator: bigint): bigint {
  return (numerator + denominator - 1n) / denominator;
}
