/** Beginnings are looked up by so many first characters, or by the whole of a shorter word. */
const BEGINNING = 4;

/** Places of one word: twice the slot of a listing, plus one where the word stands in its title. Ascending. */
export interface Posting {
  places: Uint32Array;
  length: number;
}

/** Which listings hold a word, in memory. */
export class Postings {
  readonly #words = new Map<string, Posting>();
  readonly #beginnings = new Map<string, { word: string; posting: Posting }[]>();

  get size(): number {
    return this.#words.size;
  }

  /** `slot` is larger than every one before it. */
  add(word: string, slot: number, inTitle: boolean): void {
    const posting = this.#words.get(word) ?? this.#open(word);
    if (posting.length === posting.places.length) {
      const grown = new Uint32Array(posting.length * 2);
      grown.set(posting.places);
      posting.places = grown;
    }
    posting.places[posting.length++] = slot * 2 + (inTitle ? 1 : 0);
  }

  of(word: string): Posting | undefined {
    return this.#words.get(word);
  }

  /** Postings of all words that begin so. */
  startingWith(beginning: string): Posting[] {
    if (beginning.length < BEGINNING) return this.#startingShort(beginning);
    const near = this.#beginnings.get(beginning.slice(0, BEGINNING)) ?? [];
    return near.filter(({ word }) => word.startsWith(beginning)).map(({ posting }) => posting);
  }

  /** Without codes such as "h:850760", which are no words that somebody wrote. */
  #startingShort(beginning: string): Posting[] {
    const found: Posting[] = [];
    for (const [key, near] of this.#beginnings)
      if (key.startsWith(beginning) && !key.includes(':'))
        for (const { posting } of near) found.push(posting);
    return found;
  }

  /**
   * Gives every listing its new slot; those without one (-1) are forgotten, and so are words that none holds any more.
   * New slots keep the order.
   */
  renumber(slots: Int32Array): void {
    for (const [word, posting] of this.#words) {
      let kept = 0;
      for (let at = 0; at < posting.length; at += 1) {
        const place = posting.places[at] ?? 0;
        const slot = slots[place >> 1] ?? -1;
        if (slot >= 0) posting.places[kept++] = slot * 2 + (place & 1);
      }
      posting.length = kept;
      if (kept === 0) this.#words.delete(word);
    }
    for (const [beginning, near] of this.#beginnings) {
      const left = near.filter(({ posting }) => posting.length > 0);
      if (left.length === 0) this.#beginnings.delete(beginning);
      else this.#beginnings.set(beginning, left);
    }
  }

  #open(word: string): Posting {
    const posting = { places: new Uint32Array(2), length: 0 };
    this.#words.set(word, posting);
    const beginning = word.slice(0, BEGINNING);
    const near = this.#beginnings.get(beginning);
    if (near) near.push({ word, posting });
    else this.#beginnings.set(beginning, [{ word, posting }]);
    return posting;
  }
}
