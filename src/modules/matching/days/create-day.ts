import { Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../../platform/index.ts';
import { getOrganisationProfile } from '../../parties/index.ts';
import { DayInputSchema } from './model.ts';
import { fitsDay, instantAt, isTimeZone, minutesOf } from './slots.ts';
import { insertDay } from './store-days.ts';

/**
 * An institution announces a matchmaking day: where and when, how many slots and tables. Refuses with
 * matching.unknown_time_zone, matching.day_too_long, matching.day_over.
 */
export const createDay = defineUseCase({
  name: 'matching.create-day',
  kind: 'command',
  permission: 'day:hold',
  input: DayInputSchema,
  output: Type.Object({ day_id: Uuid }),
  run: async (ctx, input) => {
    const { starts, ...facts } = input;
    const times = { ...facts, first_at: minutesOf(starts) };
    if (!isTimeZone(input.time_zone))
      return refuse('matching.unknown_time_zone', { time_zone: input.time_zone });
    if (!fitsDay(times)) return refuse('matching.day_too_long');
    if (instantAt(input.held_on, times.first_at, input.time_zone) <= ctx.clock.now())
      return refuse('matching.day_over', { held_on: input.held_on });
    const holder = await getOrganisationProfile(ctx, ctx.actor.org_id);
    if (isRefusal(holder)) return holder;
    const day_id = ctx.id();
    await insertDay(ctx.tx, {
      ...times,
      day_id,
      org_id: holder.org_id,
      org_name: holder.name,
      edition: 0,
      demo: holder.demo,
      created_at: ctx.clock.now(),
    });
    return { day_id };
  },
});
