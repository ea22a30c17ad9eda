import { gramsOf, type Lexicon } from './lexicon.ts';
import { stemOf } from './word-key.ts';

/** A key of the lexicon that a word of a question may mean. */
export interface KeyMatch {
  key: string;
  /** 1 the same word, less for another form, a beginning, or a likely error. */
  quality: number;
  how: 'word' | 'form' | 'beginning' | 'error';
}

const BEGINNINGS_LIMIT = 40;
const REMEMBERED = 5_000;
const remembered = new WeakMap<Lexicon, Map<string, KeyMatch[]>>();

/** The keys of the lexicon that a word may mean, the same word first; an error is looked for only when nothing else is found. */
export function findKeys(lexicon: Lexicon, key: string): KeyMatch[] {
  const known = remembered.get(lexicon) ?? new Map<string, KeyMatch[]>();
  remembered.set(lexicon, known);
  const before = known.get(key);
  if (before) return before;
  if (known.size >= REMEMBERED) known.clear();
  const found = lookUp(lexicon, key);
  known.set(key, found);
  return found;
}

function lookUp(lexicon: Lexicon, key: string): KeyMatch[] {
  if (lexicon.byKey.has(key)) {
    const forms = formsOf(lexicon, key).filter((form) => form !== key);
    return [
      { key, quality: 1, how: 'word' },
      ...forms.map((form) => ({ key: form, quality: 0.8, how: 'form' as const })),
    ];
  }
  const forms = formsOf(lexicon, key);
  if (forms.length > 0) return forms.map((form) => ({ key: form, quality: 0.85, how: 'form' }));
  const near = key.length < 4 ? [] : beginningsOf(lexicon, key);
  if (near.length > 0) return near;
  return likelyMeant(lexicon.byGram, key).map((meant) => ({ key: meant, quality: 0.6, how: 'error' }));
}

function formsOf(lexicon: Lexicon, key: string): string[] {
  if (/\d/.test(key) || key.length < 4) return [];
  const stem = stemOf(key);
  return [...(lexicon.byStem.get(stem) ?? [])];
}

/** Keys that begin with the word, and keys that the word begins with and adds an ending to. */
function beginningsOf(lexicon: Lexicon, key: string): KeyMatch[] {
  const found: KeyMatch[] = [];
  for (let at = lowerBound(lexicon.sorted, key); at < lexicon.sorted.length; at += 1) {
    const next = lexicon.sorted[at] ?? '';
    if (!next.startsWith(key) || found.length >= BEGINNINGS_LIMIT) break;
    found.push({ key: next, quality: 0.7, how: 'beginning' });
  }
  for (let length = key.length - 1; length >= Math.max(4, key.length - 6); length -= 1) {
    const shorter = key.slice(0, length);
    if (lexicon.byKey.has(shorter)) return [...found, { key: shorter, quality: 0.7, how: 'form' }];
  }
  return found;
}

function lowerBound(sorted: readonly string[], key: string): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Words at most one letter away, two from eight letters on; the nearest only. */
export function likelyMeant(byGram: ReadonlyMap<string, ReadonlySet<string>>, key: string): string[] {
  if (key.length < 4 || /\d/.test(key)) return [];
  const shared = new Map<string, number>();
  for (const gram of gramsOf(key))
    for (const other of byGram.get(gram) ?? []) shared.set(other, (shared.get(other) ?? 0) + 1);
  const allowed = key.length >= 8 ? 2 : 1;
  const distances = [...shared]
    .filter(([other, grams]) => Math.abs(other.length - key.length) <= allowed && grams * 3 >= key.length - 2)
    .map(([other]) => [other, distance(key, other)] as const)
    .filter(([, away]) => away <= allowed);
  const least = Math.min(...distances.map(([, away]) => away));
  return distances.filter(([, away]) => away === least).map(([other]) => other);
}

/** Insertions, deletions, replacements and swaps of neighbours between two words (optimal string alignment). */
export function distance(a: string, b: string): number {
  let [twoAbove, above] = [[] as number[], Array.from({ length: b.length + 1 }, (_, at) => at)];
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let least = Math.min((above[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (above[j - 1] ?? 0) + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        least = Math.min(least, (twoAbove[j - 2] ?? 0) + 1);
      row.push(least);
    }
    [twoAbove, above] = [above, row];
  }
  return above[b.length] ?? 0;
}
