import { Type } from 'typebox';
import { defineUseCase } from '../../platform/index.ts';
import { nextActions } from './model.ts';
import { listAwaiting as selectAwaiting } from './store-lists.ts';
import { DealSummary, summarise } from './views.ts';

const START_PAGE_ITEMS = 50;

/** What waits for the actor's organisation, oldest deadline first. */
export const listAwaiting = defineUseCase({
  name: 'deals.list-awaiting',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(Type.Object({ action: Type.String(), deal: DealSummary })) }),
  async run(ctx) {
    const awaited = nextActions.filter((a) => a.awaited);
    const pairs = awaited.flatMap((a) => a.state.map((state) => ({ state, role: a.role })));
    const rows = await selectAwaiting(ctx.tx, ctx.actor.org_id, pairs, START_PAGE_ITEMS);
    return {
      items: rows.map((row) => ({
        action:
          awaited.find((a) => a.state.includes(row.state) && row.roles.includes(a.role))?.action ?? 'look',
        deal: summarise(row),
      })),
    };
  },
});
