import { type Edition, editions, stepBelow } from './correlation-tables.ts';

/** How codes are carried over: see `convertCodes`. */
export type Method = 'exact' | 'unsd';

export interface Counterparts {
  code: string;
  /** Codes of the other edition that share goods with it, sorted; empty when the edition does not have the code. */
  codes: string[];
  /** Links to electrical waste (HS 2022 heading 85.49) that were left out to get there. */
  waste_left_out: boolean;
}

/** Waste of 1,019 codes of 2017 was brought together here; almost nothing of any one of them is waste. */
const WASTE = '8549';

/**
 * Every code of `to` that shares goods with a code of `from`, step by step through the editions between.
 *
 * From 2017 to 2022 each of 1,019 codes also leads to the ten codes of electrical waste. Taken as they stand those
 * links would make most of machinery ambiguous, so a code that leads anywhere else leaves them out and says so.
 * Back from 2022 a code of waste leads to all of them, and that is what is answered.
 */
export function findCounterparts(code: string, from: Edition, to: Edition): Counterparts {
  let codes: ReadonlySet<string> = new Set([code]);
  let waste_left_out = false;
  const [start, end] = [editions.indexOf(from), editions.indexOf(to)];
  const direction = start < end ? 1 : -1;
  for (let at = start; at !== end; at += direction) {
    const newer = editions[direction === 1 ? at + 1 : at] ?? '2022';
    const { back, forward } = stepBelow(newer);
    const next = new Set<string>();
    for (const one of codes) {
      const all = (direction === 1 ? forward : back).get(one) ?? [];
      const kept = direction === 1 ? withoutWaste(one, all) : all;
      if (kept.length < all.length) waste_left_out = true;
      for (const other of kept) next.add(other);
    }
    codes = next;
  }
  if (start === end && !exists(code, from)) codes = new Set();
  return { code, codes: [...codes].sort(), waste_left_out };
}

function withoutWaste(code: string, all: readonly string[]): readonly string[] {
  if (code.startsWith(WASTE)) return all;
  const others = all.filter((other) => !other.startsWith(WASTE));
  return others.length > 0 ? others : all;
}

/** Whether an edition has the code, by the tables. */
export function exists(code: string, edition: Edition): boolean {
  const newer = editions[editions.indexOf(edition) + 1];
  return edition === '2007' || !stepBelow(edition).back.has(code)
    ? newer !== undefined && stepBelow(newer).forward.has(code)
    : true;
}

/** The one older code that UNSD takes; undefined where it has none or the way leads to a newer edition. */
export function unsdConversion(code: string, from: Edition, to: Edition): string | undefined {
  let current: string | undefined = code;
  for (let at = editions.indexOf(from); at > editions.indexOf(to) && current !== undefined; at -= 1)
    current = stepBelow(editions[at] ?? from).conversion.get(current);
  return current;
}
