import type { Posting } from './postings.ts';
import { type Scratch, scratchFor } from './scratch.ts';
import type { Shelf } from './shelf.ts';
import type { Term, Understood } from './understand-query.ts';

/** Points of a term: the word itself in a title, a form of it in a title, or anywhere in the text. */
export const points = { title: 6, title_form: 4, text: 1.5, meaning: 8 } as const;
const pointsOf = [0, points.text, points.title_form, points.title] as const;
const [TEXT, TITLE_FORM, TITLE] = [1, 2, 3] as const;
/** What scores less than this share of the best is no hit. */
const CUT = 0.4;

/** Whether the listing in a slot meets every condition. */
export type Filter = (slot: number) => boolean;

/** Everything that a question finds, unordered. Good until the next search. */
export interface Hits {
  slots: Uint32Array;
  /** Thousandths of a point, for each of `slots`. */
  scores: Int32Array;
  /** Points of each term, and the share of the meaning, for the listing in a slot. */
  partsOf(slot: number): { terms: number[]; meaning: number };
}

/**
 * Listings that share a word or a meaning with the question and meet the filter, with their points; those with less
 * than two fifths of the best score are left out. Without a question: all, with no points.
 */
export function rank(shelf: Shelf, asked: Understood | undefined, filter: Filter): Hits {
  if (!asked) return everything(shelf, filter);
  const paper = scratchFor(shelf);
  const { terms, meanings } = asked;
  for (const [at, term] of terms.entries()) findTerm(shelf, paper, at, term);
  for (const { code, share } of meanings) findMeaning(shelf, paper, code, Math.round(share * 1000));
  const { candidates, count, levels, shares } = paper;
  const among = Math.max(1, terms.length);

  const slots = new Uint32Array(count);
  const scores = new Int32Array(count);
  let [kept, best] = [0, 0];
  for (let at = 0; at < count; at += 1) {
    const slot = candidates[at] ?? 0;
    if (shelf.live[slot] === 0 || !filter(slot)) continue;
    let sum = 0;
    for (let term = 0; term < terms.length; term += 1) sum += pointsOf[levels[term]?.[slot] ?? 0] ?? 0;
    const score = Math.round((sum * 1000) / among + points.meaning * (shares[slot] ?? 0));
    if (score > best) best = score;
    slots[kept] = slot;
    scores[kept++] = score;
  }
  let hits = 0;
  for (let at = 0; at < kept; at += 1) {
    const score = scores[at] ?? 0;
    if (score < CUT * best) continue;
    slots[hits] = slots[at] ?? 0;
    scores[hits++] = score;
  }
  return {
    slots: slots.subarray(0, hits),
    scores: scores.subarray(0, hits),
    partsOf: (slot) => ({
      terms: terms.map((_, term) => (pointsOf[levels[term]?.[slot] ?? 0] ?? 0) / among),
      meaning: (shares[slot] ?? 0) / 1000,
    }),
  };
}

function everything(shelf: Shelf, filter: Filter): Hits {
  const slots = new Uint32Array(shelf.size);
  let hits = 0;
  for (let slot = 0; slot < shelf.slots; slot += 1)
    if (shelf.live[slot] === 1 && filter(slot)) slots[hits++] = slot;
  return {
    slots: slots.subarray(0, hits),
    scores: new Int32Array(hits),
    partsOf: () => ({ terms: [], meaning: 0 }),
  };
}

/** Notes by slot how well a term is found there. */
function findTerm(shelf: Shelf, paper: Scratch, at: number, term: Term): void {
  const levels = paper.levels[at];
  if (!levels) return;
  const take = (posting: Posting | undefined, inTitle: number): void => {
    if (!posting) return;
    const { places, length } = posting;
    for (let i = 0; i < length; i += 1) {
      const place = places[i] ?? 0;
      const slot = place >> 1;
      const level = (place & 1) === 1 ? inTitle : TEXT;
      if (level > (levels[slot] ?? 0)) levels[slot] = level;
      paper.mark(slot);
    }
  };
  for (const key of term.exact) take(shelf.words.of(key), TITLE);
  for (const key of term.forms) take(shelf.words.of(key), TITLE_FORM);
  for (const beginning of term.beginnings)
    for (const posting of shelf.words.startingWith(beginning)) take(posting, TITLE_FORM);
}

/** Notes by slot how much its code is what the question means. */
function findMeaning(shelf: Shelf, paper: Scratch, code: string, thousandths: number): void {
  for (const { places, length } of shelf.words.startingWith(`h:${code}`))
    for (let i = 0; i < length; i += 1) {
      const slot = (places[i] ?? 0) >> 1;
      if (thousandths > (paper.shares[slot] ?? 0)) paper.shares[slot] = thousandths;
      paper.mark(slot);
    }
}
