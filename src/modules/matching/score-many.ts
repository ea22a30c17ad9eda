import { parseMilli } from '../../kernel/decimal.ts';
import type { Route } from '../reference/index.ts';
import { scoreMatch, trustPoints } from './model.ts';
import { type Offered, type Part, type Wanted, weights } from './parts.ts';
import { certificatesPart, incotermPart } from './terms.ts';

/** A listing among the best for a need; `scoreMatch` opens its parts. */
export interface Ranked {
  listing: number;
  score: number;
}

interface Lean {
  at: number;
  hs: string;
  chapter: string;
  unit: string;
  moq: number;
  price: number;
  currency: string;
  lead: number;
  origin: string;
  place: string;
  trust: number;
  /** In thousandths of the unit; undefined: not said. */
  capacity: number | undefined;
  /** Numbers of what it says of certificates and of Incoterms; many listings say the same. */
  certificates: number;
  incoterms: number;
}

/**
 * The best listings for each of many needs, with the same scores as `scoreMatch` (a test compares them). Only
 * listings of the need's chapter are looked at, as in the search for one need. Numbers are read once and routes once
 * for each pair of places, so a pair costs nanoseconds rather than microseconds. Amounts and quantities up to 2^49.
 */
export function scoreMany(
  needs: readonly Wanted[],
  listings: readonly Offered[],
  routes: readonly Route[],
  keep: number,
): Ranked[][] {
  const byChapter = new Map<string, Lean[]>();
  const certificates = new Sayings();
  const incoterms = new Sayings();
  for (const [at, listing] of listings.entries()) {
    const lean = {
      ...leanOf(at, listing),
      certificates: certificates.numberOf(at, [listing.certificates, listing.lapsed_certificates]),
      incoterms: incoterms.numberOf(at, [listing.incoterm, listing.other_incoterms]),
    };
    const known = byChapter.get(lean.chapter);
    if (known) known.push(lean);
    else byChapter.set(lean.chapter, [lean]);
  }
  const ways = new Map<string, { points: number; days: number | undefined }>();
  return needs.map((need) => {
    const shelf = byChapter.get(need.hs_code.slice(0, 2)) ?? [];
    const answers = {
      certificates: certificates.answers((at) => certificatesPart(need, listings[at] as Offered)),
      incoterms: incoterms.answers((at) => incotermPart(need, listings[at] as Offered)),
    };
    return bestOf(need, shelf, keep, answers, (lean) => {
      const key = `${lean.place} ${lean.origin} ${need.to_country} ${need.place_to}`;
      const known = ways.get(key);
      if (known) return known;
      const way = wayOf(need, listings[lean.at] as Offered, routes);
      ways.set(key, way);
      return way;
    });
  });
}

const UNKNOWN = -1;
const UNJUDGED = -2;

/** Different things that listings say, numbered; each is judged once for a need, by the one scorer. */
class Sayings {
  readonly #numbers = new Map<string, number>();
  /** A listing that says it, by number. */
  readonly #sayers: number[] = [];

  numberOf(at: number, says: unknown): number {
    const key = JSON.stringify(says);
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#sayers.length);
    return this.#sayers.push(at) - 1;
  }

  /** Points by number, judged when first asked for; below zero: not known. */
  answers(judge: (at: number) => Part): (number: number) => number {
    const judged = new Int8Array(this.#sayers.length).fill(UNJUDGED);
    return (number) => {
      const before = judged[number] as number;
      if (before !== UNJUDGED) return before;
      const { known, points } = judge(this.#sayers[number] as number);
      judged[number] = known ? points : UNKNOWN;
      return judged[number] as number;
    };
  }
}

function leanOf(at: number, listing: Offered): Omit<Lean, 'certificates' | 'incoterms'> {
  return {
    at,
    hs: listing.hs_code,
    chapter: listing.hs_code.slice(0, 2),
    unit: listing.unit,
    moq: Number(parseMilli(listing.moq)),
    price: Number(listing.price.amount),
    currency: listing.price.currency,
    lead: listing.lead_time_days,
    origin: listing.origin_country,
    place: listing.place,
    trust: trustPoints[listing.seller.trust] ?? 0,
    capacity:
      listing.capacity_per_month === null ? undefined : Number(parseMilli(listing.capacity_per_month)),
  };
}

/** Points of the route, and days on it, from the one scorer: those of a listing without lead time. */
function wayOf(
  need: Wanted,
  listing: Offered,
  routes: readonly Route[],
): { points: number; days: number | undefined } {
  const { parts } = scoreMatch({ ...need, within_days: 730 }, { ...listing, lead_time_days: 0 }, routes);
  const route = parts.find((part) => part.part === 'route');
  const time = parts.find((part) => part.part === 'time');
  return { points: route?.points ?? 0, days: time?.known ? Number(time.facts.days) : undefined };
}

function bestOf(
  need: Wanted,
  shelf: readonly Lean[],
  keep: number,
  answers: Record<'certificates' | 'incoterms', (number: number) => number>,
  wayFor: (lean: Lean) => { points: number; days: number | undefined },
): Ranked[] {
  const quantity = Number(parseMilli(need.quantity));
  const limit = need.max_price ? Number(need.max_price.amount) : undefined;
  const monthly = need.quantity_per_month === null ? undefined : Number(parseMilli(need.quantity_per_month));
  const { certificates: named, incoterm: term } = need;
  const heading = need.hs_code.slice(0, 4);
  const best: Ranked[] = [];
  let worst = -1;
  // The way depends on two fields of the listing only, and neighbours on the shelf often share them.
  let [place, origin, way] = ['', '', wayForNothing];
  for (const lean of shelf) {
    let points = lean.hs === need.hs_code ? weights.goods : lean.hs.startsWith(heading) ? 19 : 6;
    let outOf = ALWAYS_KNOWN;
    if (lean.place !== place || lean.origin !== origin) {
      [place, origin, way] = [lean.place, lean.origin, wayFor(lean)];
    }
    points += way.points + lean.trust;
    if (lean.unit === need.unit) {
      outOf += weights.quantity;
      points += share(weights.quantity, quantity, lean.moq);
      if (limit !== undefined && need.max_price?.currency === lean.currency) {
        outOf += weights.price;
        points += pricePoints(Math.floor((lean.price * 100) / limit));
      }
      if (monthly !== undefined && lean.capacity !== undefined) {
        outOf += weights.capacity;
        points += share(weights.capacity, lean.capacity, monthly);
      }
    }
    if (need.within_days !== null && way.days !== undefined) {
      outOf += weights.time;
      if (lean.lead + way.days <= need.within_days) points += weights.time;
    }
    if (named.length > 0) {
      const of = answers.certificates(lean.certificates);
      if (of >= 0) {
        outOf += weights.certificates;
        points += of;
      }
    }
    if (term !== null) {
      const of = answers.incoterms(lean.incoterms);
      if (of >= 0) {
        outOf += weights.incoterm;
        points += of;
      }
    }
    const score = Math.floor((points * 200 + outOf) / (2 * outOf));
    if (score <= worst && best.length >= keep) continue;
    insert(best, { listing: lean.at, score }, keep);
    worst = best.at(-1)?.score ?? -1;
  }
  return best;
}

/** Goods, route and trust. */
const ALWAYS_KNOWN = weights.goods + weights.route + weights.trust;

/** Full from the whole on, below it in proportion. */
function share(full: number, part: number, whole: number): number {
  return part >= whole ? full : Math.floor((full * part) / whole);
}

const wayForNothing: { points: number; days: number | undefined } = { points: 0, days: undefined };

function pricePoints(percent: number): number {
  if (percent <= 80) return 20;
  if (percent <= 100) return 12 + Math.floor(((100 - percent) * 8) / 20);
  return percent < 120 ? Math.floor(((120 - percent) * 12) / 20) : 0;
}

function insert(best: Ranked[], one: Ranked, keep: number): void {
  let at = best.length;
  while (at > 0 && (best[at - 1]?.score ?? 0) < one.score) at -= 1;
  best.splice(at, 0, one);
  if (best.length > keep) best.pop();
}
