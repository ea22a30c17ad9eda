import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { reportInput } from './report-input.ts';
import { move, openCarriage, reportedAt } from './step.ts';
import { unitKind } from './unit-numbers.ts';
import { ConsignmentState, showState } from './view.ts';

/**
 * The carrier has loaded the goods into containers, wagons or trucks of these numbers.
 * Refuses with transport.unit_number_wrong, transport.not_now, transport.time_out_of_order and what
 * `openCarriage` refuses.
 */
export const loadConsignment = defineUseCase({
  name: 'transport.load-consignment',
  kind: 'command',
  permission: 'consignment:report',
  input: Type.Object(
    {
      ...reportInput,
      units: Type.Array(Type.String({ minLength: 4, maxLength: 15 }), {
        minItems: 1,
        maxItems: 60,
        uniqueItems: true,
      }),
    },
    { additionalProperties: false },
  ),
  output: ConsignmentState,
  async run(ctx, input) {
    const opened = await openCarriage(ctx, input);
    if (isRefusal(opened)) return opened;
    const { mode } = opened.consignment;
    const wrong = input.units.find((unit) => !unitKind(mode, unit));
    if (wrong !== undefined) return refuse('transport.unit_number_wrong', { number: wrong, mode });
    const at = reportedAt(ctx, opened.consignment, input.at);
    if (isRefusal(at)) return at;
    const loaded = await move(ctx, opened, {
      step: 'load',
      kind: 'loaded',
      at,
      change: { units: input.units },
      remark: input.remark,
      details: { units: input.units },
    });
    return isRefusal(loaded) ? loaded : showState(loaded.consignment);
  },
});
