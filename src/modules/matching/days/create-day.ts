import { Type } from 'typebox';
import { isRefusal } from '../../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../../platform/index.ts';
import { getOrganisationProfile } from '../../parties/index.ts';
import { dayFacts } from './day-times.ts';
import { DayInputSchema } from './model.ts';
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
    const facts = dayFacts(input, ctx.clock.now());
    if (isRefusal(facts)) return facts;
    const holder = await getOrganisationProfile(ctx, ctx.actor.org_id);
    if (isRefusal(holder)) return holder;
    const day_id = ctx.id();
    await insertDay(ctx.tx, {
      ...facts,
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
