import { Type } from 'typebox';
import { sha256Hex } from '../../../kernel/hash.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../../platform/index.ts';
import { findNeeds, findPublished, wordingFor } from '../../catalogue/index.ts';
import { routeList } from '../../reference/index.ts';
import { type LimitRates, ratesFor } from '../compare-in.ts';
import { planMeetings } from '../plan-meetings.ts';
import { type DayFirm, type Pair, PairSchema, type PlannedMeeting, PlanSchema } from './model.ts';
import { type Buyer, type Pairing, pairingOf, type Seller } from './score-pairs.ts';
import { type DayRow, lockDay } from './store-days.ts';
import { firmsOfDay } from './store-firms.ts';
import { declinedPairs, findPlan, writePlan } from './store-plans.ts';

/** A pair below it has too little to talk about. */
const LEAST_SCORE = 30;
const MOST_PLANS = 1_000_000;

/**
 * Plans the meetings of a day anew: who meets whom at which table in which slot, for the best total of scores with
 * fairness to firms without a meeting. `plan_no` is the plan that was looked at (0: none), so that two who plan at
 * once do not overwrite each other unseen. The seed decides between equal plans, is kept, and gives the same plan
 * again. Pairs of which one has declined an introduction are not seated unless pinned. Refuses with
 * matching.day_not_found, matching.plan_outdated, matching.pinned_and_forbidden, matching.not_attending,
 * matching.nobody_to_seat.
 */
export const planDay = defineUseCase({
  name: 'matching.plan-day',
  kind: 'command',
  permission: 'day:hold',
  input: Type.Object(
    {
      day_id: Uuid,
      plan_no: Type.Integer({ minimum: 0, maximum: MOST_PLANS }),
      pinned: Type.Optional(Type.Array(PairSchema, { maxItems: 100 })),
      forbidden: Type.Optional(Type.Array(PairSchema, { maxItems: 300 })),
      seed: Type.Optional(Type.Integer({ minimum: 0, maximum: 2_147_483_647 })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ plan: PlanSchema }),
  run: async (ctx, { day_id, plan_no, pinned = [], forbidden = [], seed }) => {
    const day = await lockDay(ctx.tx, day_id, ctx.actor.org_id);
    if (!day) return refuse('matching.day_not_found', { day_id });
    const before = await findPlan(ctx.tx, day_id);
    if ((before?.plan_no ?? 0) !== plan_no || plan_no === MOST_PLANS)
      return refuse('matching.plan_outdated', { plan_no: before?.plan_no ?? 0 });
    const over = new Set(forbidden.map(keyOf));
    if (pinned.some((pair) => over.has(keyOf(pair)))) return refuse('matching.pinned_and_forbidden');
    const chosen = seed ?? Math.floor(ctx.random() * 2_147_483_647);
    const firms = (await firmsOfDay(ctx.tx, day_id)).filter((firm) => firm.state === 'confirmed');
    const meetings = await seat(ctx, day, firms, { pinned, forbidden, seed: chosen });
    if ('refusal' in meetings) return meetings;
    const plan = {
      plan_no: plan_no + 1,
      seed: chosen,
      pinned,
      forbidden,
      meetings,
      planned_at: ctx.clock.now(),
    };
    await writePlan(ctx.tx, day, plan);
    return { plan: { ...plan, planned_at: plan.planned_at.toISOString() } };
  },
});

const keyOf = (pair: Pair): string => `${pair.buyer_org_id} ${pair.seller_org_id}`;

/** Firms in an order that only the seed decides, so that equal firms are not told apart by their names. */
function inDrawnOrder(firms: readonly DayFirm[], seed: number): DayFirm[] {
  const drawn = new Map(firms.map((firm) => [firm, sha256Hex(`${seed} ${firm.firm_org_id}`)]));
  const place = (firm: DayFirm): string => drawn.get(firm) ?? '';
  return [...firms].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

async function seat(
  ctx: Ctx,
  day: DayRow,
  firms: readonly DayFirm[],
  wish: { pinned: readonly Pair[]; forbidden: readonly Pair[]; seed: number },
): Promise<Outcome<PlannedMeeting[]>> {
  const drawn = inDrawnOrder(firms, wish.seed);
  const [buyers, sellers] = [
    drawn.filter((firm) => firm.side === 'buyer'),
    drawn.filter((firm) => firm.side === 'seller'),
  ];
  if (buyers.length === 0 || sellers.length === 0) return refuse('matching.nobody_to_seat');
  const placeOf = (pair: Pair): readonly [number, number] => [
    buyers.findIndex((firm) => firm.firm_org_id === pair.buyer_org_id),
    sellers.findIndex((firm) => firm.firm_org_id === pair.seller_org_id),
  ];
  const pinned = wish.pinned.map(placeOf);
  const forbidden = wish.forbidden.map(placeOf).filter((place) => !place.includes(-1));
  const stranger = wish.pinned[pinned.findIndex((place) => place.includes(-1))];
  if (stranger) return refuse('matching.not_attending', { ...stranger });
  const pairings = await scoreAll(ctx, buyers, sellers);
  const held = new Set(pinned.map(String));
  const declined = (
    await declinedPairs(
      ctx.tx,
      day.org_id,
      firms.map((firm) => firm.firm_org_id),
    )
  )
    .map(placeOf)
    .filter((place) => !place.includes(-1) && !held.has(String(place)));
  const away = (side: readonly DayFirm[]): Set<number>[] => side.map((firm) => new Set(firm.unavailable));
  const { meetings } = planMeetings(
    pairings.map((row) => row.map((pairing) => pairing?.score ?? 0)),
    {
      slots: day.slots,
      tables: day.tables,
      least: LEAST_SCORE,
      buyer_away: away(buyers),
      seller_away: away(sellers),
      pinned: pinned.filter(([b, s]) => pairings[b]?.[s] !== undefined),
      forbidden: [...forbidden, ...declined],
    },
  );
  return meetings.flatMap(({ slot, table, buyer: b, seller: s }) => {
    const [buyer, seller, pairing] = [buyers[b], sellers[s], pairings[b]?.[s]];
    return buyer && seller && pairing ? [meetingOf(ctx, slot, table, buyer, seller, pairing)] : [];
  });
}

/**
 * What each buyer could talk about with each seller: two statements and one for each currency in which a need names
 * its limit, whatever the number of firms.
 */
async function scoreAll(
  ctx: Ctx,
  buyers: readonly DayFirm[],
  sellers: readonly DayFirm[],
): Promise<(Pairing | undefined)[][]> {
  const needs = await findNeeds(
    ctx,
    buyers.flatMap((firm) => firm.goods_ids),
  );
  const listings = await findPublished(
    ctx,
    sellers.flatMap((firm) => firm.goods_ids),
  );
  const rates = new Map<string, LimitRates>();
  for (const need of needs.values())
    if (need.max_price && !rates.has(need.max_price.currency))
      rates.set(need.max_price.currency, await ratesFor(ctx, need));
  const facts = { routes: routeList(), rates, today: ctx.clock.now().toISOString().slice(0, 10) };
  const offering = sellers.map(
    ({ goods_ids }): Seller => ({
      listings: goods_ids.flatMap((id) => listings.get(id) ?? []),
    }),
  );
  return buyers.map(({ goods_ids }) => {
    const buyer: Buyer = { needs: goods_ids.flatMap((id) => needs.get(id) ?? []) };
    return offering.map((seller) => pairingOf(buyer, seller, facts));
  });
}

function meetingOf(
  ctx: Ctx,
  slot: number,
  table_no: number,
  buyer: DayFirm,
  seller: DayFirm,
  { need, listing, score, parts }: Pairing,
): PlannedMeeting {
  return {
    slot,
    table_no,
    buyer_org_id: buyer.firm_org_id,
    seller_org_id: seller.firm_org_id,
    buyer_name: buyer.name,
    seller_name: seller.name,
    need_id: need.need_id,
    listing_id: listing.listing_id,
    need_title: wordingFor(ctx.locale, need).title,
    listing_title: wordingFor(ctx.locale, listing).title,
    score,
    parts,
  };
}
