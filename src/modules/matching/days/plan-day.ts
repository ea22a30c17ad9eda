import { Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../../platform/index.ts';
import { standing } from './day-times.ts';
import { type Pair, PairSchema, PlanSchema } from './model.ts';
import { makePlan } from './seat-firms.ts';
import { lockDay } from './store-days.ts';
import { firmsOfDay } from './store-firms.ts';
import { findPlan } from './store-plans.ts';

const MOST_PLANS = 1_000_000;

/**
 * Plans the meetings of a day anew: who meets whom at which table in which slot, for the best total of scores with
 * fairness to firms without a meeting. `plan_no` is the plan that was looked at (0: none), so that two who plan at
 * once do not overwrite each other unseen. The seed decides between equal plans, is kept, and gives the same plan
 * again. Pairs of which one has declined an introduction are not seated unless pinned. Refuses with
 * matching.day_not_found, matching.plan_outdated, matching.pinned_and_forbidden, matching.not_attending,
 * matching.nobody_to_seat, matching.day_called_off.
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
    const day = standing(await lockDay(ctx.tx, day_id, ctx.actor.org_id), day_id);
    if (isRefusal(day)) return day;
    const before = await findPlan(ctx.tx, day_id);
    if ((before?.plan_no ?? 0) !== plan_no || plan_no === MOST_PLANS)
      return refuse('matching.plan_outdated', { plan_no: before?.plan_no ?? 0 });
    const over = new Set(forbidden.map(keyOf));
    if (pinned.some((pair) => over.has(keyOf(pair)))) return refuse('matching.pinned_and_forbidden');
    const chosen = seed ?? Math.floor(ctx.random() * 2_147_483_647);
    const firms = (await firmsOfDay(ctx.tx, day_id)).filter((firm) => firm.state === 'confirmed');
    const plan = await makePlan(ctx, day, firms, { plan_no: plan_no + 1, seed: chosen, pinned, forbidden });
    if (isRefusal(plan)) return plan;
    return { plan: { ...plan, planned_at: plan.planned_at.toISOString() } };
  },
});

const keyOf = (pair: Pair): string => `${pair.buyer_org_id} ${pair.seller_org_id}`;
