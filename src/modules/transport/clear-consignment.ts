import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { openCarriage } from './step.ts';
import { markCleared } from './store.ts';
import { ConsignmentState, showState } from './view.ts';

/**
 * The system passes on that customs of one side has released the goods, so that the carrier may depart
 * (export) or hand over (import). Bears repetition; the release itself is the event on the timeline.
 * Refuses with what `openCarriage` refuses.
 */
export const clearConsignment = defineUseCase({
  name: 'transport.clear-consignment',
  kind: 'command',
  permission: 'consignment:clear',
  input: Type.Object(
    { deal_id: Uuid, direction: Type.Union([Type.Literal('export'), Type.Literal('import')]) },
    { additionalProperties: false },
  ),
  output: ConsignmentState,
  async run(ctx, input) {
    const opened = await openCarriage(ctx, { deal_id: input.deal_id });
    if (isRefusal(opened)) return opened;
    // The carrier must not clear itself, whatever roles it was granted.
    if (ctx.actor.kind !== 'system') return refuse('transport.not_carrier');
    const c = opened.consignment;
    const flag = input.direction === 'export' ? 'cleared_for_export' : 'cleared_for_import';
    if (c[flag]) return showState(c);
    await markCleared(ctx.tx, c, input.direction);
    return showState({ ...c, [flag]: true, version: c.version + 1 });
  },
});
