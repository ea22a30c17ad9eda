import { minus, type Ratio, ratio } from '../ratio.ts';
import { level, type Point, yearBefore } from './period.ts';

/** now ÷ before − 1, exact. Null when there is nothing to grow from (zero or below). */
export function growth(now: bigint, before: bigint): Ratio | null {
  return before > 0n ? ratio(now - before, before) : null;
}

/** Growth of a period over the same period a year before; null when either is missing. */
export function growthOf(points: readonly Point[], period: string): Ratio | null {
  const now = level(points, period);
  const before = level(points, yearBefore(period));
  return now === null || before === null ? null : growth(now, before);
}

/**
 * Growth of the period minus growth of the period a year before, of 1: ×100 is percentage points.
 * Null when one of the three levels is missing or a base is zero.
 */
export function acceleration(points: readonly Point[], period: string): Ratio | null {
  const now = growthOf(points, period);
  const before = growthOf(points, yearBefore(period));
  return now && before && minus(now, before);
}

/**
 * now ÷ before: "10.9-fold" is a multiple of 10.9, "grew by 10.9 times" is a growth of 10.9 and a multiple of
 * 11.9 in careful use. Null when the base is zero.
 */
export function multiple(now: bigint, before: bigint): Ratio | null {
  return before > 0n ? ratio(now, before) : null;
}
