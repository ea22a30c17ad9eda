import type { Ratio } from '../ratio.ts';
import { growth } from './growth.ts';
import { inOrder, type Point } from './period.ts';

export interface YearToDate {
  /** January to this month. */
  month: string;
  value: bigint | null;
  /** The same months of the year before, as known at the same time. */
  before: bigint | null;
  growth: Ratio | null;
  /** Months of either year that the series lacks; a sum that lacks one is null, never smaller. */
  missing: string[];
}

/**
 * Sum of January to `month` ('YYYY-MM') against the same months of the year before. Both sums come from one
 * series, so from one vintage: a published cumulative figure of last year has missed its later revisions.
 */
export function yearToDate(points: readonly Point[], month: string): YearToDate {
  const known = new Map(inOrder(points).map((p) => [p.period, p.value]));
  const [year, last] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const sum = (of: number): { total: bigint | null; missing: string[] } => {
    const months = Array.from({ length: last }, (_, m) => `${of}-${String(m + 1).padStart(2, '0')}`);
    const missing = months.filter((m) => !known.has(m));
    const total = months.reduce((left, m) => left + (known.get(m) ?? 0n), 0n);
    return { total: missing.length > 0 ? null : total, missing };
  };
  const now = sum(year);
  const before = sum(year - 1);
  const both = now.total !== null && before.total !== null && now.missing.length === 0;
  return {
    month,
    value: now.total,
    before: before.total,
    growth: both ? growth(now.total ?? 0n, before.total ?? 0n) : null,
    missing: [...before.missing, ...now.missing],
  };
}
