import { assert } from '../../../kernel/refusal.ts';
import { median } from '../prices/unit-value.ts';
import { loess, loessAt, type Smoother } from './loess.ts';

export interface StlOptions {
  /** Observations a year: 12 for months. */
  period: number;
  seasonal: Smoother;
  trend: Smoother;
  low_pass: Smoother;
  inner: number;
  /** Rounds of robustness weights; 0 trusts every point. */
  outer: number;
}

export interface Decomposition {
  seasonal: number[];
  trend: number[];
  /** y − seasonal − trend. */
  remainder: number[];
  /** Robustness weights, 1 trusted to 0 ignored. */
  weights: number[];
}

const odd = (n: number): number => (n % 2 === 0 ? n + 1 : n);

/** The paper's recommendations for a period, and spans that a reader may widen. */
export function stlOptions(
  period: number,
  robust = true,
  seasonalSpan = Math.max(odd(period), 7),
): StlOptions {
  const span = odd(seasonalSpan);
  return {
    period,
    seasonal: { span, degree: 0, jump: Math.ceil(span / 10) },
    trend: trendOf(period, span),
    low_pass: { span: odd(period), degree: 1, jump: Math.ceil(odd(period) / 10) },
    inner: robust ? 1 : 2,
    outer: robust ? 15 : 0,
  };
}

function trendOf(period: number, seasonalSpan: number): Smoother {
  const span = odd(Math.ceil((1.5 * period) / (1 - 1.5 / seasonalSpan)));
  return { span, degree: 1, jump: Math.ceil(span / 10) };
}

/**
 * Seasonal-trend decomposition by loess (Cleveland, Cleveland, McRae and Terpenning 1990): y = seasonal + trend +
 * remainder, additive. For trade take logarithms first. Needs two whole periods at least.
 */
export function stl(y: readonly number[], options: StlOptions): Decomposition {
  const n = y.length;
  const { period, inner, outer } = options;
  assert(period >= 2 && n >= 2 * period, 'a decomposition needs two whole periods');
  let seasonal = new Array<number>(n).fill(0);
  let trend = new Array<number>(n).fill(0);
  let weights: number[] | undefined;
  for (let round = 0; round <= outer; round += 1) {
    for (let step = 0; step < inner; step += 1) {
      seasonal = seasonalOf(subtract(y, trend), options, weights);
      trend = loess(subtract(y, seasonal), options.trend, weights);
    }
    if (round < outer) weights = robustness(subtract(subtract(y, seasonal), trend));
  }
  return {
    seasonal,
    trend,
    remainder: subtract(subtract(y, seasonal), trend),
    weights: weights ?? new Array<number>(n).fill(1),
  };
}

/** Steps 2 to 4 of the inner loop: cycle-subseries smoothed and extended by one period, less their own low pass. */
function seasonalOf(
  detrended: readonly number[],
  options: StlOptions,
  weights?: readonly number[],
): number[] {
  const { period, low_pass } = options;
  const n = detrended.length;
  const cycle = new Array<number>(n + 2 * period).fill(0);
  for (let phase = 0; phase < period; phase += 1) {
    const line: number[] = [];
    const trusted: number[] = [];
    for (let at = phase; at < n; at += period) {
      line.push(detrended[at] ?? 0);
      trusted.push(weights?.[at] ?? 1);
    }
    extended(line, options.seasonal, trusted).forEach((value, k) => {
      cycle[phase + k * period] = value;
    });
  }
  const low = loess(average(average(average(cycle, period), period), 3), low_pass);
  return low.map((value, at) => (cycle[at + period] ?? 0) - value);
}

/** Smoothed, with one value before and one after the data. */
function extended(line: readonly number[], smoother: Smoother, weights: readonly number[]): number[] {
  const smooth = line.length > 1 ? loess(line, smoother, weights) : [...line];
  const before = loessAt(line, 0, smoother, weights) ?? smooth[0] ?? 0;
  const after = loessAt(line, line.length + 1, smoother, weights) ?? smooth.at(-1) ?? 0;
  return [before, ...smooth, after];
}

/** Moving average of the given length; as many values fewer. */
function average(values: readonly number[], length: number): number[] {
  const out: number[] = [];
  let sum = values.slice(0, length).reduce((a, b) => a + b, 0);
  out.push(sum / length);
  for (let at = length; at < values.length; at += 1) {
    sum += (values[at] ?? 0) - (values[at - length] ?? 0);
    out.push(sum / length);
  }
  return out;
}

/** Bisquare weights of the remainder, six medians wide. */
function robustness(remainder: readonly number[]): number[] {
  const size = remainder.map(Math.abs);
  const wide = 6 * median(size);
  return size.map((r) => {
    if (r <= 0.001 * wide) return 1;
    return r > 0.999 * wide ? 0 : (1 - (r / wide) ** 2) ** 2;
  });
}

const subtract = (a: readonly number[], b: readonly number[]): number[] => a.map((v, at) => v - (b[at] ?? 0));
