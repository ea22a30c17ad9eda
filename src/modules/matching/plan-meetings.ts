import { assert } from '../../kernel/refusal.ts';
import { assign } from './assign.ts';

export interface Meeting {
  slot: number;
  table: number;
  buyer: number;
  seller: number;
  score: number;
}

export interface Plan {
  meetings: Meeting[];
  /** Meetings of each buyer, so that nobody is left out unseen. */
  of_buyer: number[];
}

/** A firm that has had no meeting yet gains this many points, so that small firms are not left out. */
const FIRST_MEETING = 15;

/**
 * Who meets whom at which table in each slot of a matchmaking day. Each slot is an assignment for the best total of
 * scores; two meet once, nobody sits at two tables, and no slot has more meetings than tables. A firm's first meeting
 * counts more (fairness), a score below `least` is no meeting. `score` is buyers × sellers, 0 to 100.
 */
export function planMeetings(
  score: readonly (readonly number[])[],
  options: { slots: number; tables: number; least: number },
): Plan {
  const buyers = score.length;
  const sellers = score[0]?.length ?? 0;
  assert(
    score.every((row) => row.length === sellers),
    'each buyer has a score with each seller',
  );
  const size = Math.max(buyers, sellers);
  const met = new Set<number>();
  const of_buyer = new Array<number>(buyers).fill(0);
  const of_seller = new Array<number>(sellers).fill(0);
  const meetings: Meeting[] = [];
  for (let slot = 1; slot <= options.slots; slot += 1) {
    const benefit = new Float64Array(size * size);
    for (let b = 0; b < buyers; b += 1)
      for (let s = 0; s < sellers; s += 1) {
        const points = score[b]?.[s] ?? 0;
        if (points < options.least || met.has(b * sellers + s)) continue;
        const first = (of_buyer[b] === 0 ? FIRST_MEETING : 0) + (of_seller[s] === 0 ? FIRST_MEETING : 0);
        benefit[b * size + s] = points + first;
      }
    const { column } = assign(benefit, size, size);
    const pairs = [...column.subarray(0, buyers).entries()]
      .filter(([b, s]) => s < sellers && (benefit[b * size + s] ?? 0) > 0)
      .sort(([b, s], [c, t]) => (benefit[c * size + t] ?? 0) - (benefit[b * size + s] ?? 0))
      .slice(0, options.tables);
    for (const [at, [buyer, seller]] of pairs.entries()) {
      met.add(buyer * sellers + seller);
      of_buyer[buyer] = (of_buyer[buyer] ?? 0) + 1;
      of_seller[seller] = (of_seller[seller] ?? 0) + 1;
      meetings.push({ slot, table: at + 1, buyer, seller, score: score[buyer]?.[seller] ?? 0 });
    }
  }
  return { meetings, of_buyer };
}
