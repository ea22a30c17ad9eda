import { type Conditions, filterBy } from './filter.ts';
import { firstHits, type Place } from './first-hits.ts';
import type { Shelf } from './shelf.ts';

/** What a page of the shelf asks of the index. */
export interface AskedWords {
  /** Each by its keys, all to occur, each at least as a beginning. */
  words: readonly (readonly string[])[];
  conditions: Pick<Conditions, 'hs' | 'origin_country' | 'seller_org_id'>;
  /** Highest price, of offers in this currency alone. */
  price_to: { amount: string; currency: string } | undefined;
  after: { updated_ms: number; listing_id: string } | undefined;
  limit: number;
}

const ITSELF = { numerator: 1n, denominator: 1n };

/** Listings that hold all the words and meet every condition, the newest first. Without words none. Pure. */
export function newestWith(shelf: Shelf, asked: AskedWords): (Place & { org_id: string })[] {
  const slots = slotsWithAll(shelf, asked.words);
  const { price_to } = asked;
  const meets = filterBy(
    shelf,
    { ...asked.conditions, price_to: price_to?.amount },
    { rates: new Map(price_to ? [[price_to.currency, ITSELF]] : []), today: '' },
  );
  // Backwards, because later slots are mostly newer: the first that are found stay the first.
  const found = slots
    .filter((slot) => shelf.live[slot] === 1 && meets(slot))
    .sort()
    .reverse();
  const hits = { slots: found, scores: new Int32Array(found.length) };
  const { org_id } = shelf.columns;
  return firstHits(shelf, hits, asked.after && { score: 0, ...asked.after }, asked.limit).map((hit) => ({
    ...hit,
    org_id: org_id.values[org_id.of[hit.slot] ?? 0] ?? '',
  }));
}

function slotsWithAll(shelf: Shelf, words: readonly (readonly string[])[]): Uint32Array {
  // By slot, how many of the words so far are found there one after another.
  const reached = new Uint8Array(shelf.slots);
  let slots: number[] = [];
  for (const [at, keys] of words.entries()) {
    slots = [];
    for (const key of keys)
      for (const { places, length } of shelf.words.startingWith(key))
        for (let i = 0; i < length; i += 1) {
          const slot = (places[i] ?? 0) >> 1;
          if (reached[slot] !== at) continue;
          reached[slot] = at + 1;
          slots.push(slot);
        }
  }
  return Uint32Array.from(slots);
}
