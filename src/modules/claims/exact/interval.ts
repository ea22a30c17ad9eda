import { type Fraction, greatest, least, minus, negated, over, plus, times, whole } from './fraction.ts';

/**
 * A figure with all values that its printed rounding allows, ends included. Formulas carry the ends through, so
 * that a growth of two rounded numbers has the interval it deserves (interval arithmetic: Moore, 1966).
 */
export interface Interval {
  readonly low: Fraction;
  readonly point: Fraction;
  readonly high: Fraction;
}

export const exactly = (point: Fraction): Interval => ({ low: point, point, high: point });

/** A number printed to `step`: half a step to either side. */
export function rounded(point: Fraction, step: Fraction): Interval {
  const half = over(step, whole(2));
  return { low: minus(point, half), point, high: plus(point, half) };
}

export const add = (a: Interval, b: Interval): Interval => ({
  low: plus(a.low, b.low),
  point: plus(a.point, b.point),
  high: plus(a.high, b.high),
});

export const subtract = (a: Interval, b: Interval): Interval =>
  add(a, { low: negated(b.high), point: negated(b.point), high: negated(b.low) });

export function multiply(a: Interval, b: Interval): Interval {
  const ends = [times(a.low, b.high), times(a.high, b.low), times(a.high, b.high)] as const;
  const first = times(a.low, b.low);
  return { low: least(first, ...ends), point: times(a.point, b.point), high: greatest(first, ...ends) };
}

/** Undefined where the divisor may be zero: nothing can be said then. */
export function divide(a: Interval, b: Interval): Interval | undefined {
  if (b.low.n <= 0n && b.high.n >= 0n) return undefined;
  return multiply(a, {
    low: over(whole(1), b.high),
    point: over(whole(1), b.point),
    high: over(whole(1), b.low),
  });
}

export const scale = (a: Interval, factor: Fraction): Interval => multiply(a, exactly(factor));
