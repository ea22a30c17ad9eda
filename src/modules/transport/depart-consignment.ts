import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { etaFrom } from './model.ts';
import { reportInput } from './report-input.ts';
import { move, openCarriage, reportedAt } from './step.ts';
import { ConsignmentState, showState } from './view.ts';

/**
 * The train or truck leaves; the deal is shipped. Only after customs released the export.
 * Refuses with transport.not_cleared, transport.not_now, transport.time_out_of_order, deals.not_now and what
 * `openCarriage` refuses.
 */
export const departConsignment = defineUseCase({
  name: 'transport.depart-consignment',
  kind: 'command',
  permission: 'consignment:report',
  input: Type.Object(reportInput, { additionalProperties: false }),
  output: ConsignmentState,
  async run(ctx, input) {
    const opened = await openCarriage(ctx, input);
    if (isRefusal(opened)) return opened;
    const c = opened.consignment;
    if (!c.cleared_for_export) return refuse('transport.not_cleared', { direction: 'export' });
    const at = reportedAt(ctx, c, input.at);
    if (isRefusal(at)) return at;
    const departed = await move(ctx, opened, {
      step: 'depart',
      kind: 'departed',
      advances: true,
      at,
      change: { departed_at: at, eta: etaFrom(c.legs, 0, at) },
      remark: input.remark,
      details: { note_kind: c.note_kind, note_number: c.note_number, units: c.units },
    });
    return isRefusal(departed) ? departed : showState(departed.consignment);
  },
});
