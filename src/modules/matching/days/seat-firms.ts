import { dayOf } from '../../../kernel/days.ts';
import { sha256Hex } from '../../../kernel/hash.ts';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { findNeeds, findPublished, wordingFor } from '../../catalogue/index.ts';
import { routeList } from '../../reference/index.ts';
import { ratesForAll } from '../compare-in.ts';
import { planMeetings } from '../plan-meetings.ts';
import type { DayFirm, Pair, PlannedMeeting } from './model.ts';
import { type Buyer, type Pairing, pairingOf, type Seller } from './score-pairs.ts';
import type { DayRow } from './store-days.ts';
import { declinedPairs, type PlanRow, writePlan } from './store-plans.ts';

/** A pair below it has too little to talk about. */
const LEAST_SCORE = 30;

/** Firms in an order that only the seed decides, so that equal firms are not told apart by their names. */
function inDrawnOrder(firms: readonly DayFirm[], seed: number): DayFirm[] {
  const drawn = new Map(firms.map((firm) => [firm, sha256Hex(`${seed} ${firm.firm_org_id}`)]));
  const place = (firm: DayFirm): string => drawn.get(firm) ?? '';
  return [...firms].sort((a, b) => (place(a) < place(b) ? -1 : 1));
}

/**
 * Seats the firms that come and writes the plan. Refuses with matching.nobody_to_seat, and with matching.not_attending
 * for a pinned pair that does not come.
 */
export async function makePlan(
  ctx: Ctx,
  day: DayRow,
  firms: readonly DayFirm[],
  wish: Omit<PlanRow, 'meetings' | 'planned_at'>,
): Promise<Outcome<PlanRow>> {
  const meetings = await seatFirms(ctx, day, firms, wish);
  if (isRefusal(meetings)) return meetings;
  const plan = { ...wish, meetings, planned_at: ctx.clock.now() };
  await writePlan(ctx.tx, day, plan);
  return plan;
}

/** Meetings for the best total of scores with fairness; the seed decides between equal ones. */
async function seatFirms(
  ctx: Ctx,
  day: DayRow,
  firms: readonly DayFirm[],
  wish: Pick<PlanRow, 'pinned' | 'forbidden' | 'seed'>,
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
  const rates = await ratesForAll(ctx, needs.values());
  const facts = { routes: routeList(), rates, today: dayOf(ctx.clock.now()) };
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
