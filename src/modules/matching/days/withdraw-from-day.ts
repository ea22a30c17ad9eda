import { Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../../platform/index.ts';
import { onBehalfOf } from '../../parties/index.ts';
import { standing } from './day-times.ts';
import { type DayRow, findDay, lockDay } from './store-days.ts';
import { findDayFirm, withdrawFirm } from './store-firms.ts';
import { callOff } from './store-plans.ts';
import { invitationAnswered } from './tell-firms.ts';

/**
 * A firm does not come after all. Its published meetings are called off, which the others see; the institution may
 * plan and publish anew. Refuses with matching.day_not_found, matching.not_attending,
 * matching.day_called_off.
 */
export const withdrawFromDay = defineUseCase({
  name: 'matching.withdraw-from-day',
  kind: 'command',
  permission: 'day:attend',
  input: Type.Object({ day_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ called_off: Type.Integer() }),
  run: async (ctx, { day_id }) => {
    const seen = standing(await findDay(ctx.tx, day_id), day_id);
    if (isRefusal(seen)) return seen;
    const day = await locked(ctx, seen);
    if (isRefusal(day)) return day;
    const own = await findDayFirm(ctx.tx, day_id, ctx.actor.org_id);
    if (!own || own.state === 'withdrawn') return refuse('matching.not_attending', { day_id });
    await withdrawFirm(ctx.tx, day_id, ctx.actor.org_id, ctx.clock.now());
    await invitationAnswered(ctx, day_id);
    return { called_off: await callOff(ctx.tx, day_id, day.edition, ctx.actor.org_id) };
  },
});

/** In the institution's name, so that nothing is published in the same moment. */
function locked(ctx: Ctx, { day_id, org_id }: DayRow): Promise<Outcome<DayRow>> {
  return onBehalfOf(
    ctx,
    org_id,
    async () => (await lockDay(ctx.tx, day_id, org_id)) ?? refuse('matching.day_not_found', { day_id }),
  );
}
