import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { DEFAULT_LIMIT, defineUseCase, pageInput, pageOf, timePlace, toPage } from '../../platform/index.ts';
import { dealStates, participantRoles } from './model.ts';
import { listDeals as selectDeals } from './store-lists.ts';
import { DealSummary, summarise } from './views.ts';

/** The deals of the actor's organisation, newest change first. */
export const listDeals = defineUseCase({
  name: 'deals.list-deals',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object(
    {
      ...pageInput,
      state: Type.Optional(Type.Enum([...dealStates])),
      role: Type.Optional(Type.Enum([...participantRoles])),
      q: Type.Optional(Type.String({ maxLength: 80 })),
    },
    { additionalProperties: false },
  ),
  output: pageOf(DealSummary),
  async run(ctx, input) {
    const limit = input.limit ?? DEFAULT_LIMIT;
    const place = timePlace(input.cursor);
    if (place === undefined) return refuse('platform.bad_cursor');
    const rows = await selectDeals(ctx.tx, {
      org_id: ctx.actor.org_id,
      state: input.state ?? null,
      role: input.role ?? null,
      q: input.q?.replace(/[%_\\]/g, '\\$&') || null,
      after: place && [place.at, place.id],
      limit,
    });
    return toPage(rows, limit, (r) => [r.updated_at.toISOString(), r.deal_id], summarise);
  },
});
