import { Type } from 'typebox';
import { Nullable } from '../../../platform/index.ts';
import {
  compoundGrowth,
  milestone,
  type Point,
  record,
  streak,
  thresholdCrossed,
  yearToDate,
} from '../../indicators/index.ts';
import { formatUnits } from '../model.ts';
import { inPercent } from './read-series.ts';
import { Decimal, Percent } from './views.ts';

/** What follows from a series about its last period that can be compared. */
export const Summary = Type.Object({
  period: Type.String(),
  streak: Nullable(
    Type.Object({
      direction: Type.Enum(['up', 'down']),
      length: Type.Integer(),
      from: Type.String(),
      at_least: Type.Boolean(),
    }),
  ),
  record: Nullable(
    Type.Object({
      highest: Type.Boolean(),
      lowest: Type.Boolean(),
      since: Type.String(),
      previous_high: Nullable(Type.Object({ period: Type.String(), value: Decimal })),
      missing: Type.Array(Type.String()),
    }),
  ),
  /** Largest round number passed for the first time. */
  milestone: Nullable(Decimal),
  threshold: Nullable(
    Type.Object({
      threshold: Decimal,
      first: Type.String(),
      before_data: Type.Boolean(),
      fell_back: Type.Array(Type.String()),
      missing: Type.Array(Type.String()),
    }),
  ),
  cagr_pct: Percent,
  /** For months: January to the last month against the same months of the year before, one vintage. */
  year_to_date: Nullable(
    Type.Object({
      value: Nullable(Decimal),
      before: Nullable(Decimal),
      growth_pct: Percent,
      missing: Type.Array(Type.String()),
    }),
  ),
});

/** `threshold` is in whole units of the currency. Null when there is no period. */
export function summaryOf(points: readonly Point[], places: number, threshold?: string) {
  const [first, last] = [points[0], points.at(-1)];
  if (!first || !last) return null;
  const text = (value: bigint | null): string | null => (value === null ? null : formatUnits(value, places));
  const found = record(points, last.period);
  const limit = threshold === undefined ? null : BigInt(threshold) * 10n ** BigInt(places);
  const crossed = limit === null ? null : thresholdCrossed(points, limit);
  const cagr = compoundGrowth(first, last);
  const ytd = last.period.length === 7 ? yearToDate(points, last.period) : null;
  return {
    period: last.period,
    streak: streak(points, last.period),
    record: found && {
      ...found,
      previous_high: found.previous_high && {
        period: found.previous_high.period,
        value: formatUnits(found.previous_high.value, places),
      },
    },
    milestone: text(milestone(points, last.period)),
    threshold: crossed && limit !== null ? { threshold: formatUnits(limit, places), ...crossed } : null,
    cagr_pct: cagr === null ? null : Number((100 * cagr).toFixed(2)),
    year_to_date: ytd && {
      value: text(ytd.value),
      before: text(ytd.before),
      growth_pct: inPercent(ytd.growth),
      missing: ytd.missing,
    },
  };
}
