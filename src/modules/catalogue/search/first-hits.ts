import type { Hits } from './rank.ts';
import type { Shelf } from './shelf.ts';

/** Where a hit stands in the order: by score, the newest first, by id. */
export interface Place {
  score: number;
  updated_ms: number;
  listing_id: string;
}

/** A hit with its slot. */
export interface Placed extends Place {
  slot: number;
}

/** The first hits after a place, in order. */
export function firstHits(
  shelf: Shelf,
  hits: Pick<Hits, 'slots' | 'scores'>,
  after: Place | undefined,
  limit: number,
): Placed[] {
  const { slots, scores } = hits;
  const first: Placed[] = [];
  if (limit === 0) return first;
  for (let at = 0; at < slots.length; at += 1) {
    const [slot, score] = [slots[at] ?? 0, scores[at] ?? 0];
    const last = first.length === limit ? first[limit - 1] : undefined;
    // Most are behind all that are kept, by score or time alone.
    if (
      last &&
      (score < last.score || (score === last.score && (shelf.updated_ms[slot] ?? 0) < last.updated_ms))
    )
      continue;
    const one = {
      slot,
      score,
      updated_ms: shelf.updated_ms[slot] ?? 0,
      listing_id: shelf.listing_ids[slot] ?? '',
    };
    if (after && !isBefore(after, one)) continue;
    let [low, high] = [0, first.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      const other = first[middle];
      if (other && isBefore(one, other)) high = middle;
      else low = middle + 1;
    }
    first.splice(low, 0, one);
    if (first.length > limit) first.pop();
  }
  return first;
}

function isBefore(a: Place, b: Place): boolean {
  if (a.score !== b.score) return a.score > b.score;
  if (a.updated_ms !== b.updated_ms) return a.updated_ms > b.updated_ms;
  return a.listing_id > b.listing_id;
}
