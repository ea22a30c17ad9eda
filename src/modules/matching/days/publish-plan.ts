import { Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../../platform/index.ts';
import { standing } from './day-times.ts';
import { MOST_EDITIONS } from './model.ts';
import { lockDay, nextEdition } from './store-days.ts';
import { firmsOfDay } from './store-firms.ts';
import { anyOutcome, findPlan, insertMeetings } from './store-plans.ts';
import { tellFirms } from './tell-firms.ts';

/**
 * The institution publishes the plan it has seen: each firm then sees its own meetings. May be repeated with a later
 * plan until the outcome of a first meeting is known. Refuses with matching.day_not_found, matching.nothing_planned,
 * matching.plan_outdated, matching.day_under_way, matching.too_many_editions, matching.day_called_off.
 */
export const publishPlan = defineUseCase({
  name: 'matching.publish-plan',
  kind: 'command',
  permission: 'day:hold',
  input: Type.Object(
    { day_id: Uuid, plan_no: Type.Integer({ minimum: 1, maximum: 1_000_000 }) },
    { additionalProperties: false },
  ),
  output: Type.Object({ edition: Type.Integer(), meetings: Type.Integer() }),
  run: async (ctx, { day_id, plan_no }) => {
    const day = standing(await lockDay(ctx.tx, day_id, ctx.actor.org_id), day_id);
    if (isRefusal(day)) return day;
    const plan = await findPlan(ctx.tx, day_id);
    if (!plan || plan.meetings.length === 0) return refuse('matching.nothing_planned');
    const firms = await firmsOfDay(ctx.tx, day_id);
    const coming = new Set(
      firms.filter((firm) => firm.state === 'confirmed').map((firm) => firm.firm_org_id),
    );
    const gone = plan.meetings.some((m) => !coming.has(m.buyer_org_id) || !coming.has(m.seller_org_id));
    const outgrown = plan.meetings.some((m) => m.slot > day.slots || m.table_no > day.tables);
    if (plan.plan_no !== plan_no || gone || outgrown)
      return refuse('matching.plan_outdated', { plan_no: plan.plan_no });
    if (await anyOutcome(ctx.tx, day_id, day.edition)) return refuse('matching.day_under_way');
    if (day.edition >= MOST_EDITIONS) return refuse('matching.too_many_editions', { most: MOST_EDITIONS });
    const edition = await nextEdition(ctx.tx, day_id, day.org_id);
    const meetings = await insertMeetings(ctx.tx, { ...day, edition }, plan.meetings);
    await tellFirms(ctx, day, [...coming], { what: 'day.published', once: `edition ${edition}` });
    return { edition, meetings };
  },
});
