import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Instant, Uuid } from '../../platform/index.ts';
import { Project, Slug } from './model.ts';
import { findProject, linkedDeals } from './store.ts';

const DEALS_LIMIT = 100;

/**
 * One project, with those of its deals in which the reader takes part (at most 100, newest first).
 * Refuses with outcomes.project_not_found.
 */
export const getProject = defineUseCase({
  name: 'outcomes.get-project',
  kind: 'query',
  permission: 'public',
  input: Type.Object({ id: Slug }, { additionalProperties: false }),
  output: Type.Object({
    project: Project,
    deals: Type.Array(Type.Object({ deal_id: Uuid, linked_at: Instant })),
  }),
  async run(ctx, input) {
    const project = await findProject(ctx.tx, input.id);
    if (!project) return refuse('outcomes.project_not_found');
    const deals = ctx.actor.kind === 'public' ? [] : await linkedDeals(ctx.tx, input.id, DEALS_LIMIT);
    return {
      project,
      deals: deals.map((d) => ({ deal_id: d.deal_id, linked_at: d.linked_at.toISOString() })),
    };
  },
});
