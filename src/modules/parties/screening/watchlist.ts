import { likenessOf } from './compare-names.ts';
import { foldName } from './fold-name.ts';

/** One entry of a list: somebody with whom trade is forbidden or restricted, under all names known. */
export interface WatchEntry {
  list_id: string;
  entry_id: string;
  names: readonly string[];
  country: string | null;
}

/** Why a name is looked at by a person. */
export interface WatchMatch {
  list_id: string;
  entry_id: string;
  listed_name: string;
  given_name: string;
  /** From 0 to 1. */
  likeness: number;
  /** Null when one of both countries is not known. */
  same_country: boolean | null;
}

/** Names this much alike wait for a person. One letter of ten wrong, or one short word of three left out, is more. */
export const HIT_FLOOR = 0.86;
/** Candidates share at least this part of their letter triples. */
const SHARED_TRIPLES = 0.25;
const MATCHES_LIMIT = 20;

interface Name {
  entry: WatchEntry;
  listed: string;
  words: string[];
  triples: number;
}

/** The names of all lists, folded, with an index of their letter triples. */
export class Watchlist {
  readonly #names: Name[] = [];
  readonly #byTriple = new Map<string, number[]>();

  constructor(entries: Iterable<WatchEntry>) {
    for (const entry of entries)
      for (const listed of new Set(entry.names)) {
        const words = foldName(listed);
        if (words.length === 0) continue;
        const triples = triplesOf(words);
        const at = this.#names.push({ entry, listed, words, triples: triples.size }) - 1;
        for (const triple of triples) {
          const found = this.#byTriple.get(triple);
          if (found) found.push(at);
          else this.#byTriple.set(triple, [at]);
        }
      }
  }

  /** Entries that one of these names is like, best first, each once. */
  find(given: readonly string[], country: string | null): WatchMatch[] {
    const best = new Map<string, WatchMatch>();
    for (const given_name of new Set(given)) {
      const words = foldName(given_name);
      for (const at of this.#candidates(words)) {
        const name = this.#names[at];
        const likeness = name ? likenessOf(words, name.words) : 0;
        if (!name || likeness < HIT_FLOOR) continue;
        const { list_id, entry_id, country: listed_country } = name.entry;
        const key = `${list_id} ${entry_id}`;
        if ((best.get(key)?.likeness ?? 0) >= likeness) continue;
        const same_country = country && listed_country ? country === listed_country : null;
        best.set(key, { list_id, entry_id, listed_name: name.listed, given_name, likeness, same_country });
      }
    }
    return [...best.values()].sort((a, b) => b.likeness - a.likeness).slice(0, MATCHES_LIMIT);
  }

  #candidates(words: readonly string[]): number[] {
    const triples = triplesOf(words);
    const shared = new Map<number, number>();
    for (const triple of triples)
      for (const at of this.#byTriple.get(triple) ?? []) shared.set(at, (shared.get(at) ?? 0) + 1);
    return [...shared]
      .filter(([at, n]) => n >= SHARED_TRIPLES * Math.min(triples.size, this.#names[at]?.triples ?? 0))
      .map(([at]) => at);
  }
}

/** Triples of the name written as one word, so that how it is split does not matter. */
function triplesOf(words: readonly string[]): Set<string> {
  const text = `^${words.join('')}$`;
  return new Set(Array.from({ length: Math.max(1, text.length - 2) }, (_, i) => text.slice(i, i + 3)));
}
