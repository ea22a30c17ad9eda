import { Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { findNeeds, findPublished, goodsAround, SellerSchema, wordingFor } from '../catalogue/index.ts';
import { routeList } from '../reference/index.ts';
import { ratesForAll } from './compare-in.ts';
import { type PairFacts, type Pairing, pairingOf } from './days/score-pairs.ts';
import { PartSchema } from './parts.ts';

/** Firms that fit less have too little to talk about. */
const LEAST_SCORE = 30;

const Goods = { title: Type.String(), hs_code: Type.String() };

/**
 * Firms that a firm could trade with, the best first: by the best pair of a need of one and an offer of the other, in
 * either direction. Score and parts are those of that pair. Three statements and one for each currency of a limit.
 */
export const findPartners = defineUseCase({
  name: 'matching.find-partners',
  kind: 'query',
  permission: 'match:find',
  input: Type.Object(
    { org_id: Uuid, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 20 })) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        firm: SellerSchema,
        /** What the firm that was found would be in the deal. */
        side: Type.Enum(['buyer', 'seller']),
        need: Type.Object({ need_id: Uuid, ...Goods }),
        listing: Type.Object({ listing_id: Uuid, ...Goods }),
        demo: Type.Boolean(),
        score: Type.Integer(),
        parts: Type.Array(PartSchema),
      }),
    ),
    /** Nothing to go by: the firm has neither open needs nor offers. */
    without_goods: Type.Boolean(),
  }),
  run: async (ctx, { org_id, limit = 20 }) => {
    const { own, others } = await goodsAround(ctx.tx, org_id);
    const [needs, listings] = await Promise.all([
      findNeeds(ctx, [...own.needs, ...others.needs]),
      findPublished(ctx, [...own.listings, ...others.listings]),
    ]);
    const facts: PairFacts = {
      routes: routeList(),
      rates: await ratesForAll(ctx, needs.values()),
      today: dayOf(ctx.clock.now()),
    };
    const ownNeeds = own.needs.flatMap((id) => needs.get(id) ?? []);
    const ownListings = own.listings.flatMap((id) => listings.get(id) ?? []);
    const sellers = Map.groupBy(
      others.listings.flatMap((id) => listings.get(id) ?? []),
      (listing) => listing.seller.org_id,
    );
    const buyers = Map.groupBy(
      others.needs.flatMap((id) => needs.get(id) ?? []),
      (need) => need.buyer.org_id,
    );
    const found = [
      ...[...sellers.values()].map((of) =>
        asPartner('seller', pairingOf({ needs: ownNeeds }, { listings: of }, facts)),
      ),
      ...[...buyers.values()].map((of) =>
        asPartner('buyer', pairingOf({ needs: of }, { listings: ownListings }, facts)),
      ),
    ].flatMap((one) => (one && one.score >= LEAST_SCORE ? [one] : []));
    const items = found
      .sort((a, b) => b.score - a.score || (a.firm.org_id < b.firm.org_id ? -1 : 1))
      .slice(0, limit)
      .map(({ need, listing, ...partner }) => ({
        ...partner,
        need: { need_id: need.need_id, title: wordingFor(ctx.locale, need).title, hs_code: need.hs_code },
        listing: {
          listing_id: listing.listing_id,
          title: wordingFor(ctx.locale, listing).title,
          hs_code: listing.hs_code,
        },
      }));
    return { items, without_goods: ownNeeds.length + ownListings.length === 0 };
  },
});

function asPartner(side: 'buyer' | 'seller', pairing: Pairing | undefined) {
  if (!pairing) return undefined;
  const { need, listing, score, parts } = pairing;
  const firm = side === 'seller' ? listing.seller : need.buyer;
  return { side, firm, need, listing, demo: need.demo || listing.demo, score, parts };
}
