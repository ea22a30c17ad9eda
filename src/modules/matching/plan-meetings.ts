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

/** What a plan has to keep to; slots and tables count from 1, buyers and sellers are places in the scores. */
export interface DayShape {
  slots: number;
  tables: number;
  /** A score below it is no meeting. */
  least: number;
  /** Slots in which a buyer or a seller cannot come. */
  buyer_away?: readonly ReadonlySet<number>[];
  seller_away?: readonly ReadonlySet<number>[];
  /** Pairs that are seated before all others, whatever their score. */
  pinned?: readonly (readonly [buyer: number, seller: number])[];
  /** Pairs that are never seated. */
  forbidden?: readonly (readonly [buyer: number, seller: number])[];
}

/** What a firm gains by the meetings it has had, none first: so that small firms are not left out, nor left behind. */
const fairness = [15, 7, 3, 1] as const;
const fairly = (meetings = 0): number => fairness[meetings] ?? 0;
/** Among pairs of one worth those come first that have met less often; two firms together stay below one point. */
const POINT = 64;
const waited = (meetings = 0): number => Math.max(0, POINT / 2 - 1 - meetings);
/** More than any score with its fairness, so that no pair outweighs a pinned one. */
const PINNED = 1000;
/** More than any pair is worth, so that just as many stay without a table as there are too few. */
const UNSEATED = 10_000 * POINT;

/**
 * Who meets whom at which table in each slot of a matchmaking day. Each slot is an assignment for the best total of
 * scores; two meet once, nobody sits at two tables, and no slot has more meetings than tables. The fewer meetings a
 * firm has had, the more its next one counts (fairness). `score` is buyers × sellers, 0 to 100. The same input gives the same plan.
 */
export function planMeetings(score: readonly (readonly number[])[], shape: DayShape): Plan {
  const buyers = score.length;
  const sellers = score[0]?.length ?? 0;
  assert(
    score.every((row) => row.length === sellers),
    'each buyer has a score with each seller',
  );
  const size = Math.max(buyers, sellers);
  // With fewer tables than pairs each slot also assigns who stays without one, so that those seated are the best.
  const spare = Math.max(0, size - shape.tables);
  const width = size + spare;
  const at = ([buyer, seller]: readonly [number, number]): number => buyer * sellers + seller;
  const pinned = new Set((shape.pinned ?? []).map(at));
  const over = new Set((shape.forbidden ?? []).map(at));
  const of_buyer = new Array<number>(buyers).fill(0);
  const of_seller = new Array<number>(sellers).fill(0);
  const meetings: Meeting[] = [];
  for (let slot = 1; slot <= shape.slots; slot += 1) {
    const benefit = new Float64Array(width * width);
    for (let one = 0; one < size; one += 1)
      for (let other = size; other < width; other += 1) {
        benefit[one * width + other] = UNSEATED;
        benefit[other * width + one] = UNSEATED;
      }
    for (let b = 0; b < buyers; b += 1) {
      if (shape.buyer_away?.[b]?.has(slot)) continue;
      for (let s = 0; s < sellers; s += 1) {
        if (over.has(b * sellers + s) || shape.seller_away?.[s]?.has(slot)) continue;
        const points = score[b]?.[s] ?? 0;
        const fair = fairly(of_buyer[b]) + fairly(of_seller[s]);
        const held = pinned.has(b * sellers + s);
        if (!held && points < shape.least) continue;
        const worth = (held ? PINNED : 0) + points + fair;
        benefit[b * width + s] = worth * POINT + waited(of_buyer[b]) + waited(of_seller[s]);
      }
    }
    const { column } = assign(benefit, width, width);
    const pairs = [...column.subarray(0, buyers).entries()]
      .filter(([b, s]) => s < sellers && (benefit[b * width + s] ?? 0) > 0)
      .sort(([b, s], [c, t]) => (benefit[c * width + t] ?? 0) - (benefit[b * width + s] ?? 0))
      .slice(0, shape.tables);
    for (const [table, [buyer, seller]] of pairs.entries()) {
      over.add(buyer * sellers + seller);
      of_buyer[buyer] = (of_buyer[buyer] ?? 0) + 1;
      of_seller[seller] = (of_seller[seller] ?? 0) + 1;
      meetings.push({ slot, table: table + 1, buyer, seller, score: score[buyer]?.[seller] ?? 0 });
    }
  }
  return { meetings, of_buyer };
}
