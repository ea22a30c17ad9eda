import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { appendEvent, getDeal, rolesIn } from '../deals/index.ts';
import { Slug } from './model.ts';
import { findProject, insertLink } from './store.ts';

/**
 * Notes that a deal is trade caused by a project. For buyer and seller.
 * Refuses with deals.not_found, outcomes.project_not_found, not_a_party, linked_already.
 */
export const linkDeal = defineUseCase({
  name: 'outcomes.link-deal',
  kind: 'command',
  permission: 'deal:link-project',
  input: Type.Object({ deal_id: Uuid, project_id: Slug }, { additionalProperties: false }),
  output: Type.Object({ deal_id: Uuid, project_id: Slug }),
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const mine = rolesIn(deal, ctx.actor.org_id);
    if (ctx.actor.kind !== 'system' && !mine.includes('buyer') && !mine.includes('seller'))
      return refuse('outcomes.not_a_party');
    const project = await findProject(ctx.tx, input.project_id);
    if (!project) return refuse('outcomes.project_not_found');
    const linked = await insertLink(ctx.tx, {
      ...input,
      parties: deal.parties,
      linked_by: ctx.actor.org_id,
      at: ctx.clock.now(),
    });
    if (!linked) return refuse('outcomes.linked_already');
    const event = await appendEvent(ctx, deal, {
      kind: 'project.linked',
      body: { project_id: project.project_id, title: project.title.en },
    });
    return isRefusal(event) ? event : input;
  },
});
