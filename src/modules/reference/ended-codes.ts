import { dataFolder, readTable } from './read-table.ts';

/** A six-digit code that no longer is. */
export interface EndedHsCode {
  /** The last edition of the nomenclature that had it. */
  edition: '2017' | '2012' | '2007';
  /** Up to six codes of 2022 that share goods with it, those first that the statisticians of the UN convert into it. */
  successors: readonly string[];
}

/** From the newest on: the code of an edition with those of the edition before with which it shares goods. */
const tables = [
  { edition: '2017', file: 'hs2022-hs2017.csv' },
  { edition: '2012', file: 'hs2017-hs2012.csv' },
  { edition: '2007', file: 'hs2012-hs2007.csv' },
] as const;
const MOST = 6;

let ended: Map<string, EndedHsCode> | undefined;
const alive = new Set<string>();

/**
 * Whether a six-digit code is in the edition of 2022, whether or not its title is on file here. Goods not specified
 * (99 in statistics) are no goods that a contract could name.
 */
export function isHsCode(code: string): boolean {
  endedHsCodes();
  return alive.has(code) && code < '98';
}

/** Codes of 2007, 2012 and 2017 that are not in the edition of 2022 (`data/concordances`), with what followed them. */
export function endedHsCodes(): ReadonlyMap<string, EndedHsCode> {
  ended ??= readEnded();
  return ended;
}

function readEnded(): Map<string, EndedHsCode> {
  const found = new Map<string, EndedHsCode>();
  // A code that ended earlier is followed by those that followed the codes which came after it.
  const since = (code: string): readonly string[] =>
    alive.has(code) ? [code] : (found.get(code)?.successors ?? []);
  for (const { edition, file } of tables) {
    const rows = readTable(new URL(`concordances/${file}`, dataFolder));
    if (alive.size === 0) for (const row of rows) alive.add(row.code ?? '');
    const after = new Map<string, { first: string[]; rest: string[] }>();
    for (const { code = '', correlated = '', conversion } of rows)
      for (const before of correlated.split(' ')) {
        if (alive.has(before) || found.has(before)) continue;
        const followers = after.get(before) ?? { first: [], rest: [] };
        (conversion === before ? followers.first : followers.rest).push(...since(code));
        after.set(before, followers);
      }
    for (const [code, { first, rest }] of after)
      found.set(code, { edition, successors: [...new Set([...first, ...rest])].slice(0, MOST) });
  }
  return found;
}
