import { parseMilli } from '../../kernel/decimal.ts';
import type { Route } from '../reference/index.ts';
import { type Offered, scoreMatch, type Wanted } from './model.ts';

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
}

const trustPoints = [0, 4, 8, 10];

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
  for (const [at, listing] of listings.entries()) {
    const lean = leanOf(at, listing);
    const known = byChapter.get(lean.chapter);
    if (known) known.push(lean);
    else byChapter.set(lean.chapter, [lean]);
  }
  const ways = new Map<string, { points: number; days: number | undefined }>();
  return needs.map((need) => {
    const shelf = byChapter.get(need.hs_code.slice(0, 2)) ?? [];
    return bestOf(need, shelf, keep, (lean) => {
      const key = `${lean.place} ${lean.origin} ${need.to_country} ${need.place_to}`;
      const known = ways.get(key);
      if (known) return known;
      const way = wayOf(need, listings[lean.at] as Offered, routes);
      ways.set(key, way);
      return way;
    });
  });
}

function leanOf(at: number, listing: Offered): Lean {
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
  wayFor: (lean: Lean) => { points: number; days: number | undefined },
): Ranked[] {
  const quantity = Number(parseMilli(need.quantity));
  const limit = need.max_price ? Number(need.max_price.amount) : undefined;
  const heading = need.hs_code.slice(0, 4);
  const best: Ranked[] = [];
  let worst = -1;
  // The way depends on two fields of the listing only, and neighbours on the shelf often share them.
  let [place, origin, way] = ['', '', wayForNothing];
  for (const lean of shelf) {
    let points = lean.hs === need.hs_code ? 35 : lean.hs.startsWith(heading) ? 21 : 7;
    let outOf = 60;
    if (lean.place !== place || lean.origin !== origin) {
      [place, origin, way] = [lean.place, lean.origin, wayFor(lean)];
    }
    points += way.points + lean.trust;
    if (lean.unit === need.unit) {
      outOf += 15;
      points += quantity >= lean.moq ? 15 : Math.floor((15 * quantity) / lean.moq);
      if (limit !== undefined && need.max_price?.currency === lean.currency) {
        outOf += 20;
        points += pricePoints(Math.floor((lean.price * 100) / limit));
      }
    }
    if (need.within_days !== null && way.days !== undefined) {
      outOf += 5;
      if (lean.lead + way.days <= need.within_days) points += 5;
    }
    const score = Math.floor((points * 200 + outOf) / (2 * outOf));
    if (score <= worst && best.length >= keep) continue;
    insert(best, { listing: lean.at, score }, keep);
    worst = best.at(-1)?.score ?? -1;
  }
  return best;
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
