import { inOrder, type Point, shift, yearBefore } from './period.ts';

export interface Streak {
  direction: 'up' | 'down';
  /** Periods in a row that moved this way against the year before, the last one included. */
  length: number;
  /** First period of the streak. */
  from: string;
  /** Whether it reaches back to the first comparison the data allow: then it is "at least" this long. */
  at_least: boolean;
}

/**
 * How many periods in a row, up to and including `period`, were above (or below) the same period a year
 * before. A missing period ends the count and an equal one breaks it. Null when `period` cannot be compared or
 * did not move.
 */
export function streak(points: readonly Point[], period: string): Streak | null {
  const known = new Map(inOrder(points).map((p) => [p.period, p.value]));
  const move = (at: string): number | null => {
    const [now, before] = [known.get(at), known.get(yearBefore(at))];
    if (now === undefined || before === undefined) return null;
    return now > before ? 1 : now < before ? -1 : 0;
  };
  const last = move(period);
  if (!last) return null;
  let from = period;
  let length = 1;
  while (move(shift(from, -1)) === last) {
    from = shift(from, -1);
    length += 1;
  }
  const stopped = move(shift(from, -1));
  return { direction: last > 0 ? 'up' : 'down', length, from, at_least: stopped === null };
}
