import { assert } from '../../../kernel/refusal.ts';

/** One figure of a series. `value` is a whole number in the smallest printed unit. */
export interface Point {
  /** 'YYYY' or 'YYYY-MM'. */
  period: string;
  value: bigint;
}

const shape = /^(\d{4})(?:-(0[1-9]|1[0-2]))?$/;

/** Number of a period in its calendar: years count in years, months in months. */
export function ordinal(period: string): number {
  const match = shape.exec(period);
  assert(match, `not a year or month: ${period}`);
  return match[2] ? Number(match[1]) * 12 + Number(match[2]) - 1 : Number(match[1]);
}

export const isMonth = (period: string): boolean => period.length === 7;

/** The period some steps later (earlier when negative): '2025-01', −1 → '2024-12'. */
export function shift(period: string, steps: number): string {
  const at = ordinal(period) + steps;
  if (!isMonth(period)) return String(at).padStart(4, '0');
  return `${String(Math.floor(at / 12)).padStart(4, '0')}-${String((at % 12) + 1).padStart(2, '0')}`;
}

/** The same year or month of the year before. */
export const yearBefore = (period: string): string => shift(period, isMonth(period) ? -12 : -1);

/** Oldest first. One frequency, one figure a period: two vintages of a period in one series are a bug. */
export function inOrder<T extends { period: string }>(points: readonly T[]): T[] {
  const sorted = [...points].sort((a, b) => ordinal(a.period) - ordinal(b.period));
  sorted.forEach((point, at) => {
    const next = sorted[at + 1];
    assert(!next || next.period !== point.period, `two figures for ${point.period} in one series`);
    assert(isMonth(point.period) === isMonth(sorted[0]?.period ?? ''), 'years and months in one series');
  });
  return sorted;
}

/** The value of a period; null where the series has none, which is not zero. */
export function level(points: readonly Point[], period: string): bigint | null {
  return points.find((p) => p.period === period)?.value ?? null;
}

/** Periods between the first and the last that an ordered series lacks. */
export function gaps(ordered: readonly { period: string }[]): string[] {
  return ordered.flatMap((point, at) => {
    const next = ordered[at + 1];
    const steps = next ? ordinal(next.period) - ordinal(point.period) : 1;
    return Array.from({ length: steps - 1 }, (_, step) => shift(point.period, step + 1));
  });
}
