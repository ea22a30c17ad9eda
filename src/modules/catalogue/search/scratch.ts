import type { Shelf } from './shelf.ts';
import { TERMS_LIMIT } from './understand-query.ts';

/**
 * Paper for one search at a time, by slot: where each term was found, and the share of the meaning in thousandths. It
 * is kept, and wiped where it was written on, because a fresh one for every search costs more than the search.
 */
export class Scratch {
  candidates = new Uint32Array(0);
  count = 0;
  levels: Uint8Array[] = [];
  shares = new Uint16Array(0);
  #found = new Uint8Array(0);

  /** A wiped paper with room for every slot. */
  begin(slots: number): void {
    for (let at = 0; at < this.count; at += 1) {
      const slot = this.candidates[at] ?? 0;
      this.#found[slot] = 0;
      this.shares[slot] = 0;
      for (const level of this.levels) level[slot] = 0;
    }
    this.count = 0;
    if (slots <= this.#found.length) return;
    const room = Math.max(1024, slots * 2);
    this.candidates = new Uint32Array(room);
    this.#found = new Uint8Array(room);
    this.shares = new Uint16Array(room);
    this.levels = Array.from({ length: TERMS_LIMIT }, () => new Uint8Array(room));
  }

  mark(slot: number): void {
    if (this.#found[slot] === 1) return;
    this.#found[slot] = 1;
    this.candidates[this.count++] = slot;
  }
}

const papers = new WeakMap<Shelf, Scratch>();

export function scratchFor(shelf: Shelf): Scratch {
  const paper = papers.get(shelf) ?? new Scratch();
  papers.set(shelf, paper);
  paper.begin(shelf.slots);
  return paper;
}
