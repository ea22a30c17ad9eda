import { Type } from 'typebox';
import { isRefusal } from '../../../kernel/refusal.ts';
import { defineUseCase, Instant, Line, Uuid } from '../../../platform/index.ts';
import { ahead } from './day-times.ts';
import { lockDay, writeCalledOff } from './store-days.ts';
import { firmsOfDay } from './store-firms.ts';
import { tellFirms } from './tell-firms.ts';

/**
 * The institution calls its day off before it begins, and says why; firms that were invited and have not withdrawn
 * are told, and their calendars cancel the meetings. It stays so. Refuses with matching.day_not_found,
 * matching.day_called_off, matching.day_over.
 */
export const callOffDay = defineUseCase({
  name: 'matching.call-off-day',
  kind: 'command',
  permission: 'day:hold',
  input: Type.Object(
    {
      day_id: Uuid,
      reason: Line(500, 3),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ called_off_at: Instant }),
  run: async (ctx, { day_id, reason }) => {
    const at = ctx.clock.now();
    const day = ahead(await lockDay(ctx.tx, day_id, ctx.actor.org_id), day_id, at);
    if (isRefusal(day)) return day;
    await writeCalledOff(ctx.tx, day, { at, reason });
    const firms = (await firmsOfDay(ctx.tx, day_id)).filter((firm) => firm.state !== 'withdrawn');
    await tellFirms(
      ctx,
      { ...day, called_off_because: reason },
      firms.map((firm) => firm.firm_org_id),
      { what: 'day.called_off', once: 'called off' },
    );
    return { called_off_at: at.toISOString() };
  },
});
