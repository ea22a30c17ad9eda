import type { Part } from '../structure/share.ts';

export interface Rank {
  key: string;
  value: bigint;
  /** 1 is the largest. Equals share a rank and the next one is skipped: 1, 2, 2, 4. */
  rank: number;
  /** The others with the same value. */
  tied_with: string[];
}

export interface Ranking {
  ranks: Rank[];
  /** How many were expected and how many have a figure. */
  expected: number;
  ranked: number;
  /** Expected ones without a figure: each could stand above, so a rank is at worst rank + missing. */
  missing: string[];
}

/** Ranks the parts, largest first, ties by key order; `expected` names all that should be there. */
export function ranking(parts: readonly Part[], expected: readonly string[] = []): Ranking {
  const sorted = [...parts].sort((a, b) =>
    a.value === b.value ? (a.key < b.key ? -1 : 1) : a.value > b.value ? -1 : 1,
  );
  const tied = new Map<bigint, string[]>();
  for (const p of sorted) {
    const keys = tied.get(p.value) ?? [];
    keys.push(p.key);
    tied.set(p.value, keys);
  }
  let rank = 0;
  const ranks = sorted.map(({ key, value }, at) => {
    if (at === 0 || sorted[at - 1]?.value !== value) rank = at + 1;
    return { key, value, rank, tied_with: (tied.get(value) ?? []).filter((other) => other !== key) };
  });
  const known = new Set(parts.map((p) => p.key));
  const missing = [...new Set(expected)].filter((key) => !known.has(key)).sort();
  return { ranks, expected: ranks.length + missing.length, ranked: ranks.length, missing };
}
