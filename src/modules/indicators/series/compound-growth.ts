import { ordinal, type Point } from './period.ts';

/**
 * Compound annual growth rate, (last ÷ first)^(1 ÷ years) − 1. Whole years only: for months the span is counted
 * in twelfths of a year. Null when the span is empty or an end is zero or below.
 */
export function compoundGrowth(first: Point, last: Point): number | null {
  const steps = ordinal(last.period) - ordinal(first.period);
  const years = first.period.length === 7 ? steps / 12 : steps;
  if (years <= 0 || first.value <= 0n || last.value <= 0n) return null;
  return (Number(last.value) / Number(first.value)) ** (1 / years) - 1;
}
