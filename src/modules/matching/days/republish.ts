import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { type DayFirm, MOST_EDITIONS, type Pair } from './model.ts';
import { makePlan } from './seat-firms.ts';
import { type DayRow, nextEdition } from './store-days.ts';
import { findPlan, insertMeetings, meetingsOfDay } from './store-plans.ts';

/**
 * Publishes the meetings of a changed day anew, as its next edition, and returns its number. The meetings stay as they
 * are where each still has its slot and its table; otherwise the day is planned again with the same draw and the pairs
 * decided before. Refuses with matching.too_many_editions, matching.nobody_to_seat.
 */
export async function republish(ctx: Ctx, day: DayRow, coming: readonly DayFirm[]): Promise<Outcome<number>> {
  if (day.edition >= MOST_EDITIONS) return refuse('matching.too_many_editions', { most: MOST_EDITIONS });
  const standing = (await meetingsOfDay(ctx.tx, day.day_id, day.edition)).filter(
    (meeting) => meeting.called_off_by === null,
  );
  const fit = standing.every(({ slot, table_no }) => slot <= day.slots && table_no <= day.tables);
  const meetings = fit ? standing : await planAgain(ctx, day, coming);
  if (isRefusal(meetings)) return meetings;
  const edition = await nextEdition(ctx.tx, day.day_id, day.org_id);
  await insertMeetings(ctx.tx, { ...day, edition }, meetings);
  return edition;
}

async function planAgain(ctx: Ctx, day: DayRow, coming: readonly DayFirm[]) {
  const before = await findPlan(ctx.tx, day.day_id);
  const known = new Set(coming.map((firm) => firm.firm_org_id));
  const present = (pairs: readonly Pair[] = []): Pair[] =>
    pairs.filter((pair) => known.has(pair.buyer_org_id) && known.has(pair.seller_org_id));
  const [pinned, forbidden] = [present(before?.pinned), present(before?.forbidden)];
  const plan_no = (before?.plan_no ?? 0) + 1;
  const plan = await makePlan(ctx, day, coming, { plan_no, seed: before?.seed ?? 0, pinned, forbidden });
  return isRefusal(plan) ? plan : plan.meetings;
}
