import { parseMilli } from '../../kernel/decimal.ts';
import { divideHalfUp } from '../../kernel/money.ts';
import { findPlace, type Route } from '../reference/index.ts';
import { landedPart, recordPart } from './looked-up.ts';
import { type Offered, type Part, part, unknown, type Wanted, weights } from './parts.ts';
import { capacityPart, certificatesPart, incotermPart } from './terms.ts';

/** How well a listing answers a need: 0 to 100, and why. */
export interface Score {
  score: number;
  parts: Part[];
}

/**
 * Compares a need with a listing. Pure: the same facts give the same score. Parts with a missing fact do not
 * count, and the score is the share of the points that could be had.
 */
export function scoreMatch(need: Wanted, listing: Offered, routes: readonly Route[]): Score {
  const route = bestRoute(need, listing, routes);
  const parts = [
    goodsPart(need, listing),
    quantityPart(need, listing),
    pricePart(need, listing),
    routePart(need, listing, route),
    timePart(need, listing, route),
    trustPart(listing),
    certificatesPart(need, listing),
    incotermPart(need, listing),
    capacityPart(need, listing),
    landedPart(need, listing),
    recordPart(listing),
  ];
  const counted = parts.filter((part) => part.known);
  const points = counted.reduce((total, part) => total + part.points, 0);
  const out_of = counted.reduce((total, part) => total + part.out_of, 0);
  return { score: out_of === 0 ? 0 : Number(divideHalfUp(BigInt(points) * 100n, BigInt(out_of))), parts };
}

/** Distance in the nomenclature: the same subheading, heading, chapter, or none. */
function goodsPart(need: Wanted, listing: Offered): Part {
  const facts = { wanted: need.hs_code, offered: listing.hs_code };
  const shared = (digits: number): boolean =>
    need.hs_code.slice(0, digits) === listing.hs_code.slice(0, digits);
  if (shared(6)) return part('goods', weights.goods, 'same_subheading', facts);
  if (shared(4)) return part('goods', 19, 'same_heading', facts);
  if (shared(2)) return part('goods', 6, 'same_chapter', facts);
  return part('goods', 0, 'other_goods', facts);
}

/** Full from the minimum order on, below it in proportion. */
function quantityPart(need: Wanted, listing: Offered): Part {
  const facts = { wanted: need.quantity, moq: listing.moq, unit: listing.unit };
  if (need.unit !== listing.unit) return unknown('quantity', 'units_differ', facts);
  const [wanted, moq] = [parseMilli(need.quantity), parseMilli(listing.moq)];
  if (wanted >= moq) return part('quantity', weights.quantity, 'minimum_reached', facts);
  return part('quantity', Number((BigInt(weights.quantity) * wanted) / moq), 'below_minimum', facts);
}

/** Full at four fifths of the limit or less, 12 at the limit, none a fifth above it. */
function pricePart(need: Wanted, listing: Offered): Part {
  const { price, incoterm, place } = listing;
  const facts = { price: price.amount, currency: price.currency, incoterm, place };
  const limit = need.max_price;
  if (!limit) return unknown('price', 'no_limit_named', facts);
  if (need.unit !== listing.unit) return unknown('price', 'units_differ', facts);
  if (limit.currency !== price.currency)
    return unknown('price', 'currencies_differ', { ...facts, limit_currency: limit.currency });
  const percent = (BigInt(price.amount) * 100n) / BigInt(limit.amount);
  const withLimit = { ...facts, limit: limit.amount, percent: percent.toString() };
  if (percent <= 80n) return part('price', weights.price, 'well_below_limit', withLimit);
  if (percent <= 100n) {
    const better = Number(((100n - percent) * 8n) / 20n);
    return part('price', 12 + better, 'within_limit', withLimit);
  }
  if (percent < 120n) {
    const left = Number(((120n - percent) * 12n) / 20n);
    return part('price', left, 'above_limit', withLimit);
  }
  return part('price', 0, 'far_above_limit', withLimit);
}

interface BestRoute {
  route: Route;
  reaches: 'place' | 'country';
}

/** Where the goods start: at the place of the price or, where that lies at the destination (DAP), at their origin. */
function startCountry(need: Wanted, listing: Offered): string {
  const country = findPlace(listing.place)?.country;
  return country === undefined || country === need.to_country ? listing.origin_country : country;
}

/** The quickest named route from where the goods start to the wanted place, or else to its country. */
function bestRoute(need: Wanted, listing: Offered, routes: readonly Route[]): BestRoute | undefined {
  const from = startCountry(need, listing);
  const fitting = routes
    .filter(
      (route) => findPlace(route.from)?.country === from && findPlace(route.to)?.country === need.to_country,
    )
    .sort((a, b) => a.hours - b.hours || (a.route_id < b.route_id ? -1 : 1));
  const toPlace = fitting.find((route) => route.to === need.place_to);
  if (toPlace) return { route: toPlace, reaches: 'place' };
  const [quickest] = fitting;
  return quickest && { route: quickest, reaches: 'country' };
}

function routePart(need: Wanted, listing: Offered, best: BestRoute | undefined): Part {
  if (startCountry(need, listing) === need.to_country)
    return part('route', weights.route, 'no_border', { to_country: need.to_country });
  if (!best) return part('route', 0, 'no_route', { to_country: need.to_country });
  const facts = { route_id: best.route.route_id, km: best.route.km };
  if (need.place_to !== null && best.reaches === 'country')
    return part('route', 8, 'route_to_country', facts);
  return part('route', weights.route, 'route_to_place', facts);
}

/** Lead time and days on the way against the days that are left. */
function timePart(need: Wanted, listing: Offered, best: BestRoute | undefined): Part {
  if (need.within_days === null) return unknown('time', 'no_date_named');
  if (!best) return unknown('time', 'no_route');
  const days = listing.lead_time_days + Math.ceil(best.route.hours / 24);
  const facts = { days, within_days: need.within_days };
  return days <= need.within_days
    ? part('time', weights.time, 'in_time', facts)
    : part('time', 0, 'too_late', facts);
}

/** By the level of trust. */
export const trustPoints = [0, 3, 6, weights.trust];

function trustPart(listing: Offered): Part {
  const { trust } = listing.seller;
  return part('trust', trustPoints[trust] ?? 0, `trust_${trust}`, { trust });
}
