import { Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../../platform/index.ts';
import { findNeeds, findPublished } from '../../catalogue/index.ts';
import { getOrganisationProfile, onBehalfOf } from '../../parties/index.ts';
import { ahead } from './day-times.ts';
import { type Side, SideSchema, Slot } from './model.ts';
import { type DayRow, findDay, letSee, lockDay } from './store-days.ts';
import { confirmedBeside, confirmFirm, findDayFirm } from './store-firms.ts';
import { invitationAnswered } from './tell-firms.ts';

/**
 * A firm says that it comes: to buy, with needs of its own, or to sell, with offers of its own, and in which slots it
 * cannot. Once its meetings are published it changes nothing any more, it can only withdraw. Refuses with
 * matching.day_not_found, matching.day_over, matching.not_your_goods, matching.no_such_slot, matching.day_full,
 * matching.day_published, matching.day_called_off.
 */
export const attendDay = defineUseCase({
  name: 'matching.attend-day',
  kind: 'command',
  permission: 'day:attend',
  input: Type.Object(
    {
      day_id: Uuid,
      side: SideSchema,
      /** Needs of a buyer, listings of a seller. */
      goods_ids: Type.Array(Uuid, { minItems: 1, maxItems: 4, uniqueItems: true }),
      unavailable: Type.Optional(Type.Array(Slot, { maxItems: 24, uniqueItems: true })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ day_id: Uuid, state: Type.String() }),
  run: async (ctx, { day_id, side, goods_ids, unavailable = [] }) => {
    const seen = ahead(await findDay(ctx.tx, day_id), day_id, ctx.clock.now());
    if (isRefusal(seen)) return seen;
    const beyond = unavailable.find((slot) => slot > seen.slots);
    if (beyond !== undefined) return refuse('matching.no_such_slot', { slot: beyond, slots: seen.slots });
    const strange = await notOwn(ctx, side, goods_ids);
    if (strange !== undefined) return refuse('matching.not_your_goods', { goods_id: strange });
    const firm = await getOrganisationProfile(ctx, ctx.actor.org_id);
    if (isRefusal(firm)) return firm;
    const before = await findDayFirm(ctx.tx, day_id, firm.org_id);
    const seat = await takeSeat(ctx, seen, before?.state === 'confirmed');
    if (isRefusal(seat)) return seat;
    await confirmFirm(ctx.tx, {
      day_id,
      institution: seen.org_id,
      firm_org_id: firm.org_id,
      name: firm.name,
      country: firm.country,
      side,
      goods_ids,
      unavailable: [...unavailable].sort((a, b) => a - b),
      at: ctx.clock.now(),
    });
    await invitationAnswered(ctx, day_id);
    return { day_id, state: 'confirmed' };
  },
});

/** The first of the goods that is not the actor's own, or is not published any more. */
async function notOwn(ctx: Ctx, side: Side, goods_ids: readonly string[]): Promise<string | undefined> {
  const { org_id } = ctx.actor;
  if (side === 'buyer') {
    const needs = await findNeeds(ctx, goods_ids);
    return goods_ids.find((id) => needs.get(id)?.buyer.org_id !== org_id);
  }
  const listings = await findPublished(ctx, goods_ids);
  return goods_ids.find((id) => listings.get(id)?.seller.org_id !== org_id);
}

/** Seats are counted in the institution's name and under its lock, because a firm does not see who else comes. */
function takeSeat(ctx: Ctx, seen: DayRow, confirmed: boolean): Promise<Outcome<{ seated: true }>> {
  const firm_org_id = ctx.actor.org_id;
  return onBehalfOf(ctx, seen.org_id, async () => {
    const day = await lockDay(ctx.tx, seen.day_id, seen.org_id);
    if (!day) return refuse('matching.day_not_found', { day_id: seen.day_id });
    if (confirmed && day.edition > 0) return refuse('matching.day_published');
    if ((await confirmedBeside(ctx.tx, day.day_id, firm_org_id)) >= day.max_firms)
      return refuse('matching.day_full', { seats: day.max_firms });
    await letSee(ctx.tx, day.day_id, day.org_id, [firm_org_id]);
    return { seated: true as const };
  });
}
