import type { Ranking } from './rank.ts';

export interface FirstTimeRank {
  /** First period in which the key stood at this rank or better. */
  first: string;
  /** Whether that is the first period of the data: then it may have been so before. */
  before_data: boolean;
  /** Shared the rank with others in that period. */
  tied_with: string[];
  /** Periods up to the first whose ranking lacks somebody: "for the first time" leans on them. */
  incomplete: string[];
}

/**
 * When a key first reached a rank ("became the largest partner for the first time"). Rankings by period, any
 * order. Null when it never did.
 */
export function firstTimeRank(
  rankings: ReadonlyMap<string, Ranking>,
  key: string,
  rank: number,
): FirstTimeRank | null {
  const periods = [...rankings.keys()].sort();
  const at = periods.findIndex((period) =>
    rankings.get(period)?.ranks.some((r) => r.key === key && r.rank <= rank),
  );
  const first = periods[at];
  if (first === undefined) return null;
  return {
    first,
    before_data: at === 0,
    tied_with: rankings.get(first)?.ranks.find((r) => r.key === key)?.tied_with ?? [],
    incomplete: periods.slice(0, at + 1).filter((period) => rankings.get(period)?.missing.length !== 0),
  };
}
