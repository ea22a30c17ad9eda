/** One line of trade with its quantity; both whole numbers, each in one unit for the whole set. */
export interface Priced {
  key: string;
  value: bigint;
  quantity: bigint;
}

export interface UnitValue extends Priced {
  /** value ÷ quantity, in the units given. */
  unit_value: number;
  /** Modified z-score of ln(unit value): 0.6745 × distance from the median ÷ MAD. */
  score: number;
  outlier: boolean;
}

export interface UnitValues {
  lines: UnitValue[];
  /** Median unit value of the lines. */
  median: number;
  /** Σ value ÷ Σ quantity over the lines that are no outliers. */
  robust: number;
  /** Σ value ÷ Σ quantity over all priced lines. */
  plain: number;
  /** Lines without value or quantity: they have no unit value. */
  unpriced: string[];
  /** Share of the value that has a quantity, and that is left after outliers. */
  coverage: number;
  robust_coverage: number;
}

/** Iglewicz and Hoaglin (1993): scores above 3.5 are outliers. */
const CUTOFF = 3.5;
const CONSISTENT = 0.6745;
/** Ratio of mean absolute deviation to standard deviation of a normal distribution, √(2/π). */
const MEAN_DEVIATION = 0.7979;

/**
 * Unit values with outliers marked on logarithms by median and MAD, so that a price a hundred times too high and
 * one a hundred times too low count the same and a few wild lines do not move the yardstick. Where more than
 * half the lines agree exactly the MAD is zero and the mean absolute deviation takes its place (same book).
 * Fewer than five lines have no outliers: there is nothing to measure them by. Null when no line has a price.
 */
export function unitValues(lines: readonly Priced[]): UnitValues | null {
  const priced = lines.filter((l) => l.value > 0n && l.quantity > 0n);
  if (priced.length === 0) return null;
  const logs = priced.map((l) => Math.log(Number(l.value)) - Math.log(Number(l.quantity)));
  const centre = median(logs);
  const distances = logs.map((v) => Math.abs(v - centre));
  const spread = yardstick(distances);
  const found = priced.map((line, at) => {
    const score = spread === 0 ? 0 : ((logs[at] ?? 0) - centre) / spread;
    const outlier = priced.length >= 5 && Math.abs(score) > CUTOFF;
    return { ...line, unit_value: Math.exp(logs[at] ?? 0), score, outlier };
  });
  const kept = found.filter((l) => !l.outlier);
  const all = sum(lines.map((l) => l.value));
  return {
    lines: found,
    median: Math.exp(centre),
    robust: quotient(kept),
    plain: quotient(found),
    unpriced: lines.filter((l) => l.value <= 0n || l.quantity <= 0n).map((l) => l.key),
    coverage: Number(sum(found.map((l) => l.value))) / Number(all),
    robust_coverage: Number(sum(kept.map((l) => l.value))) / Number(all),
  };
}

/** Standard deviation by MAD, or by the mean deviation where the MAD is zero. */
function yardstick(distances: readonly number[]): number {
  const mad = median(distances);
  if (mad > 1e-12) return mad / CONSISTENT;
  const average = distances.reduce((a, b) => a + b, 0) / distances.length;
  return average > 1e-12 ? average / MEAN_DEVIATION : 0;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  const upper = sorted[half] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[half - 1] ?? 0)) / 2;
}

const sum = (values: readonly bigint[]): bigint => values.reduce((a, b) => a + b, 0n);

const quotient = (lines: readonly Priced[]): number =>
  Number(sum(lines.map((l) => l.value))) / Number(sum(lines.map((l) => l.quantity)));
