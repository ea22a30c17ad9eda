import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { reportInput } from './report-input.ts';
import { move, openCarriage, reportedAt } from './step.ts';
import { ConsignmentState, showState } from './view.ts';

/**
 * The carrier hands the goods over to the consignee. Only after customs released the import.
 * Refuses with transport.not_cleared, transport.not_now, transport.time_out_of_order and what `openCarriage`
 * refuses.
 */
export const deliverConsignment = defineUseCase({
  name: 'transport.deliver-consignment',
  kind: 'command',
  permission: 'consignment:report',
  input: Type.Object(reportInput, { additionalProperties: false }),
  output: ConsignmentState,
  async run(ctx, input) {
    const opened = await openCarriage(ctx, input);
    if (isRefusal(opened)) return opened;
    if (!opened.consignment.cleared_for_import)
      return refuse('transport.not_cleared', { direction: 'import' });
    const at = reportedAt(ctx, opened.consignment, input.at);
    if (isRefusal(at)) return at;
    const handed = await move(ctx, opened, { step: 'deliver', kind: 'delivered', at, remark: input.remark });
    return isRefusal(handed) ? handed : showState(handed.consignment);
  },
});
