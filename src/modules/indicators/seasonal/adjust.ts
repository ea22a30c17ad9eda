import { gaps, inOrder, type Point } from '../series/period.ts';
import { type HolidayWindow, holidayRegressor, holidayWindow } from './lunar-new-year.ts';
import { type Decomposition, stl, stlOptions } from './stl.ts';

export interface AdjustedMonth {
  period: string;
  value: bigint;
  /** Value without season and holiday, in the unit of the series. */
  adjusted: number;
  trend: number;
  /** Factors: value = adjusted × seasonal × holiday. */
  seasonal: number;
  holiday: number;
  /** Robustness weight, 1 trusted to 0 ignored as an outlier. */
  weight: number;
}

export interface SeasonalAdjustment {
  months: AdjustedMonth[];
  /** Effect of a whole holiday window in one month, of 1: −0.2 takes a fifth. Null where it cannot be told. */
  holiday_effect: number | null;
}

export type NotAdjusted = 'too_short' | 'missing_months' | 'not_positive' | 'no_holiday_date';

const PERIOD = 12;
/** Three years: two for the season, one to see the holiday move. */
const SHORTEST = 36;
const ROUNDS = 50;

/**
 * Seasonally adjusts a monthly series: logarithms, STL with a season that stays the same, and a moving Lunar New
 * Year regressor. Season and holiday are fitted in turns (backfitting) until the holiday's coefficient stands
 * still; the last decomposition is robust. Returns why not when months are missing, any value is zero or below,
 * there are fewer than 36 months, or a year of the series has no New Year's date.
 */
export function adjust(
  points: readonly Point[],
  newYears: readonly string[],
  window: HolidayWindow = holidayWindow,
): SeasonalAdjustment | NotAdjusted {
  const ordered = inOrder(points);
  const first = ordered[0];
  if (!first || ordered.length < SHORTEST) return 'too_short';
  if (gaps(ordered).length > 0) return 'missing_months';
  if (ordered.some((p) => p.value <= 0n)) return 'not_positive';
  const dated = new Set(newYears.map((d) => d.slice(0, 4)));
  if (ordered.some((p) => !dated.has(p.period.slice(0, 4)))) return 'no_holiday_date';

  const y = ordered.map((p) => Math.log(Number(p.value)));
  const x = holidayRegressor(first.period, y.length, newYears, window);
  const beta = holidayCoefficient(y, x);
  const clean = y.map((v, at) => v - beta * (x[at] ?? 0));
  const parts = stl(clean, periodic(y.length, true));
  return {
    months: ordered.map((p, at) => monthOf(p, parts, beta * (x[at] ?? 0), at)),
    holiday_effect: x.some((v) => Math.abs(v) > 1e-9) ? Math.expm1(beta) : null,
  };
}

/** A seasonal span longer than the data and of degree 0 makes the season the same every year. */
const periodic = (length: number, robust: boolean) => {
  const options = stlOptions(PERIOD, robust, 10 * length + 1);
  return { ...options, seasonal: { ...options.seasonal, jump: 1 } };
};

/** Of what season and trend leave, the part that moves with the holiday; taken out, and asked again. */
function holidayCoefficient(y: readonly number[], x: readonly number[]): number {
  const options = periodic(y.length, false);
  // What is left of the regressor itself after season and trend: the part that only the holiday can explain.
  const left = stl(x, options).remainder;
  const size = left.reduce((sum, v) => sum + v * v, 0);
  if (size < 1e-9) return 0;
  let beta = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { remainder } = stl(
      y.map((v, at) => v - beta * (x[at] ?? 0)),
      options,
    );
    const step = remainder.reduce((sum, v, at) => sum + v * (left[at] ?? 0), 0) / size;
    beta += step;
    if (Math.abs(step) < 1e-9) break;
  }
  return beta;
}

function monthOf(point: Point, parts: Decomposition, holiday: number, at: number): AdjustedMonth {
  const seasonal = parts.seasonal[at] ?? 0;
  const trend = parts.trend[at] ?? 0;
  return {
    period: point.period,
    value: point.value,
    adjusted: Math.exp(trend + (parts.remainder[at] ?? 0)),
    trend: Math.exp(trend),
    seasonal: Math.exp(seasonal),
    holiday: Math.exp(holiday),
    weight: parts.weights[at] ?? 1,
  };
}
