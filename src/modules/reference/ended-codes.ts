import { dataFolder, readTable } from './read-table.ts';

let ended: Map<string, string[]> | undefined;

/**
 * Six-digit codes of 2017 that no longer are, with up to six of those that their goods have since 2022
 * (`data/concordances`).
 */
export function endedHsCodes(): ReadonlyMap<string, string[]> {
  if (ended) return ended;
  const rows = readTable(new URL('concordances/hs2022-hs2017.csv', dataFolder));
  const alive = new Set(rows.map((row) => row.code));
  ended = new Map();
  for (const row of rows)
    for (const before of (row.correlated ?? '').split(' '))
      if (!alive.has(before)) ended.set(before, [...(ended.get(before) ?? []), row.code ?? ''].slice(0, 6));
  return ended;
}
