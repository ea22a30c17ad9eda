import type { Listing, Need } from '../../catalogue/index.ts';
import { tierFor } from '../../catalogue/index.ts';
import type { Route } from '../../reference/index.ts';
import { comparedIn, type LimitRates } from '../compare-in.ts';
import { type Score, scoreMatch } from '../model.ts';

/** A firm at the day, with what is still open of what it brings. */
export interface Buyer {
  needs: readonly Need[];
}
export interface Seller {
  listings: readonly Listing[];
}

/** Rates into each currency in which a need names its limit. */
export type RatesByLimit = ReadonlyMap<string, LimitRates>;

/** What is the same for all pairs of a day. */
export interface PairFacts {
  routes: readonly Route[];
  rates: RatesByLimit;
  /** The day of the comparison, 'YYYY-MM-DD': certificates that ended before it do not count. */
  today: string;
}

/** What two firms have to talk about: the need and the listing that fit best. */
export interface Pairing extends Score {
  need: Need;
  listing: Listing;
}

/**
 * The best of a buyer's needs with a seller's listings, by the same score as everywhere; undefined when one of them
 * brings nothing. A pair without a common chapter of the nomenclature, or from an origin that is not wanted, scores 0.
 */
export function pairingOf(buyer: Buyer, seller: Seller, facts: PairFacts): Pairing | undefined {
  let best: Pairing | undefined;
  for (const need of buyer.needs)
    for (const listing of seller.listings) {
      const fits =
        need.hs_code.slice(0, 2) === listing.hs_code.slice(0, 2) &&
        (need.origin_countries.length === 0 || need.origin_countries.includes(listing.origin_country));
      if (!fits && best) continue;
      const pairing = { need, listing, ...scored(need, listing, facts) };
      const score = fits ? pairing.score : 0;
      if (!best || score > best.score) best = { ...pairing, score };
    }
  return best;
}

function scored(need: Need, listing: Listing, { routes, rates, today }: PairFacts): Score {
  const [smallest] = listing.tiers;
  const tier = tierFor(listing.tiers, need.quantity) ?? smallest;
  if (!tier) return { score: 0, parts: [] };
  const { price, incoterm, place } = tier;
  const into = (need.max_price && rates.get(need.max_price.currency)) ?? new Map();
  const offered = { ...listing, price, incoterm, place, ...termsOf(listing, incoterm, today) };
  return scoreMatch(need, comparedIn(offered, need, into), routes);
}

/** What the query for one need tells of a listing beside its own facts. */
function termsOf(listing: Listing, incoterm: string, today: string) {
  const terms = [...listing.tiers, ...(listing.price_lists ?? [])].map((one) => one.incoterm);
  return {
    other_incoterms: terms.filter((one) => one !== incoterm),
    lapsed_certificates: (listing.certificate_validity ?? [])
      .filter(({ valid_until }) => valid_until < today)
      .map(({ certificate }) => certificate),
    capacity_per_month: listing.capacity_per_month ?? null,
  };
}
