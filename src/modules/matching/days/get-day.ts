import { Type } from 'typebox';
import { refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Nullable, Uuid } from '../../../platform/index.ts';
import { DaySchema, FirmSchema, MeetingSchema, PlanSchema, SlotSchema } from './model.ts';
import { slotsOf } from './slots.ts';
import { findDay, toDay } from './store-days.ts';
import { firmsOfDay } from './store-firms.ts';
import { findPlan, meetingsOfDay } from './store-plans.ts';

/**
 * A matchmaking day. The institution sees every firm, its plan and all published meetings; a firm sees itself and,
 * once they are published, its own meetings. Four statements. Refuses with matching.day_not_found.
 */
export const getDay = defineUseCase({
  name: 'matching.get-day',
  kind: 'query',
  permission: 'day:see',
  input: Type.Object({ day_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({
    ...DaySchema.properties,
    slot_times: Type.Array(SlotSchema),
    firms: Type.Array(FirmSchema),
    /** Only for the institution; null: nothing was planned yet. */
    plan: Nullable(PlanSchema),
    meetings: Type.Array(MeetingSchema),
  }),
  run: async (ctx, { day_id }) => {
    const day = await findDay(ctx.tx, day_id);
    if (!day) return refuse('matching.day_not_found', { day_id });
    const firms = await firmsOfDay(ctx.tx, day_id);
    const plan = await findPlan(ctx.tx, day_id);
    const meetings = await meetingsOfDay(ctx.tx, day_id, day.edition);
    return {
      ...toDay(day),
      slot_times: slotsOf(day),
      firms,
      plan: plan ? { ...plan, planned_at: plan.planned_at.toISOString() } : null,
      meetings,
    };
  },
});
