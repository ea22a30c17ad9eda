import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { checkNeed, needInput } from './need-model.ts';
import { closeNeedRow, insertNeedRows } from './need-store.ts';
import { findPublisher } from './publish-listing.ts';

/**
 * Says what the actor's organisation wants to buy; everybody signed in can read it.
 * Refuses with catalogue.organisation_needed, catalogue.hs_unknown, catalogue.hs_ended, catalogue.need_wrong.
 */
export const publishNeed = defineUseCase({
  name: 'catalogue.publish-need',
  kind: 'command',
  permission: 'need:publish',
  input: Type.Object(needInput, { additionalProperties: false }),
  output: Type.Object({ need_id: Uuid }),
  run: async (ctx, input) => {
    const checked = checkNeed(input);
    if (isRefusal(checked)) return checked;
    const buyer = await findPublisher(ctx, input.hs_code);
    if (isRefusal(buyer)) return buyer;
    const need_id = ctx.id();
    await insertNeedRows(ctx.tx, [
      {
        ...input,
        need_id,
        org_id: buyer.org_id,
        buyer_name: buyer.name,
        buyer_country: buyer.country,
        buyer_trust: buyer.trust,
        demo: buyer.demo,
        created_at: ctx.clock.now(),
      },
    ]);
    return { need_id };
  },
});

/** Closes an own need. Refuses with catalogue.need_not_found. */
export const closeNeed = defineUseCase({
  name: 'catalogue.close-need',
  kind: 'command',
  permission: 'need:publish',
  input: Type.Object({ need_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ need_id: Uuid }),
  run: async (ctx, { need_id }) => {
    const done = await closeNeedRow(ctx.tx, ctx.actor.org_id, need_id, ctx.clock.now());
    return done ? { need_id } : refuse('catalogue.need_not_found', { need_id });
  },
});
