import { gaps, inOrder, level, type Point } from './period.ts';

export interface RecordFinding {
  /** Above every earlier period of the data. An equal earlier value is not beaten. */
  highest: boolean;
  lowest: boolean;
  /** The data start here: "highest since", never "highest ever". */
  since: string;
  /** The best earlier period. */
  previous_high: Point | null;
  /** Periods between the first and this one that the data lack: any of them could have been higher. */
  missing: string[];
}

/** Whether the period is a record among all earlier ones of the data, and since when. Null without its value. */
export function record(points: readonly Point[], period: string): RecordFinding | null {
  const value = level(points, period);
  if (value === null) return null;
  const upTo = inOrder(points).filter((p) => p.period <= period);
  const earlier = upTo.slice(0, -1);
  const best = earlier.reduce<Point | null>((high, p) => (high && high.value >= p.value ? high : p), null);
  return {
    highest: best !== null && value > best.value,
    lowest: best !== null && earlier.every((p) => value < p.value),
    since: upTo[0]?.period ?? period,
    previous_high: best,
    missing: gaps(upTo),
  };
}
