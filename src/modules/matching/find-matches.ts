import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase, Nullable, Uuid } from '../../platform/index.ts';
import { type Candidate, findCandidates, findNeed, SellerSchema } from '../catalogue/index.ts';
import { routeList } from '../reference/index.ts';
import { comparedIn, ratesFor } from './compare-in.ts';
import { withLookedUp } from './looked-up.ts';
import { scoreMatch } from './model.ts';
import { type Offered, PartSchema } from './parts.ts';

const CANDIDATES = 200;
const SHOWN = 100;

/**
 * Listings that answer a need, the best first, each with its score and the reasons; prices are compared in
 * the currency of the need's limit. Of those that are best by what they say themselves, the landed cost and the seller's
 * record are looked up. Seven statements, whatever the number of listings. Refuses with catalogue.need_not_found.
 */
export const findMatches = defineUseCase({
  name: 'matching.find-matches',
  kind: 'query',
  permission: 'match:find',
  input: Type.Object(
    { need_id: Uuid, limit: Type.Optional(Type.Integer({ minimum: 1, maximum: SHOWN, default: 20 })) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    items: Type.Array(
      Type.Object({
        listing_id: Uuid,
        title: Type.String(),
        hs_code: Type.String(),
        seller: SellerSchema,
        price: Type.Object({ amount: Type.String(), currency: Type.String() }),
        incoterm: Type.String(),
        place: Type.String(),
        unit: Type.String(),
        moq: Type.String(),
        lead_time_days: Type.Integer(),
        origin_country: Type.String(),
        certificates: Type.Array(Type.String()),
        /** Those of them whose last day is over. */
        lapsed_certificates: Type.Array(Type.String()),
        /** Incoterms of its further prices. */
        other_incoterms: Type.Array(Type.String()),
        capacity_per_month: Nullable(Type.String()),
        demo: Type.Boolean(),
        score: Type.Integer(),
        parts: Type.Array(PartSchema),
      }),
    ),
  }),
  run: async (ctx, { need_id, limit }) => {
    const need = await findNeed(ctx, need_id);
    if (isRefusal(need)) return need;
    const [candidates, rates] = await Promise.all([
      findCandidates(ctx, need, { limit: CANDIDATES }),
      ratesFor(ctx, need),
    ]);
    const routes = routeList();
    const ranked = <C extends Candidate & Partial<Offered>>(all: readonly C[]) =>
      all
        .map((one) => ({ ...one, ...scoreMatch(need, comparedIn(one, need, rates), routes) }))
        // Equal scores stay in the order of the query, so a page is the same each time.
        .sort((a, b) => b.score - a.score);
    const best = ranked(candidates).slice(0, SHOWN);
    return { items: ranked(await withLookedUp(ctx, need, best)).slice(0, limit ?? 20) };
  },
});
