import { gaps, inOrder, type Point } from './period.ts';

export interface Crossing {
  /** First period of the data strictly above the threshold. */
  first: string;
  /** Later periods that fell back to it or below. */
  fell_back: string[];
  /** Whether the series starts above: then the first crossing lies before the data. */
  before_data: boolean;
  missing: string[];
}

/** When a series first passed a threshold ("over 100 billion for the first time"). Null when it never did. */
export function thresholdCrossed(points: readonly Point[], threshold: bigint): Crossing | null {
  const ordered = inOrder(points);
  const at = ordered.findIndex((p) => p.value > threshold);
  const first = ordered[at];
  if (!first) return null;
  return {
    first: first.period,
    fell_back: ordered
      .slice(at)
      .filter((p) => p.value <= threshold)
      .map((p) => p.period),
    before_data: at === 0,
    missing: gaps(ordered.slice(0, at + 1)),
  };
}

/**
 * The largest round number (1, 2 or 5 followed by zeros) that `period` passed and no earlier period had: what a
 * statement would call a milestone. Null when there is none.
 */
export function milestone(points: readonly Point[], period: string): bigint | null {
  const upTo = inOrder(points).filter((p) => p.period <= period);
  const now = upTo.at(-1);
  if (!now || now.period !== period || now.value <= 1n || upTo.length < 2) return null;
  const power = 10n ** BigInt(now.value.toString().length - 1);
  const passed = [5n * power, 2n * power, power, power / 2n].find((step) => step > 0n && step < now.value);
  return passed !== undefined && upTo.slice(0, -1).every((p) => p.value <= passed) ? passed : null;
}
