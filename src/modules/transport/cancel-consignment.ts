import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { move, openCarriage } from './step.ts';
import { ConsignmentState, showState } from './view.ts';

/**
 * The booking falls away because the deal was cancelled before departure. Bears repetition.
 * Refuses with transport.not_now and what `openCarriage` refuses.
 */
export const cancelConsignment = defineUseCase({
  name: 'transport.cancel-consignment',
  kind: 'command',
  permission: 'consignment:cancel',
  input: Type.Object(
    { deal_id: Uuid, reason: Type.String({ minLength: 3, maxLength: 500 }) },
    { additionalProperties: false },
  ),
  output: ConsignmentState,
  async run(ctx, input) {
    const opened = await openCarriage(ctx, { deal_id: input.deal_id });
    if (isRefusal(opened)) return opened;
    if (opened.consignment.state === 'cancelled') return showState(opened.consignment);
    const cancelled = await move(ctx, opened, {
      step: 'cancel',
      kind: 'cancelled',
      at: ctx.clock.now(),
      remark: input.reason,
    });
    return isRefusal(cancelled) ? cancelled : showState(cancelled.consignment);
  },
});
