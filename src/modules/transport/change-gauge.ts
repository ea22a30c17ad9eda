import { Type } from 'typebox';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { pendingGaugeChange, placesOf } from './model.ts';
import { reportInput } from './report-input.ts';
import { move, openCarriage, reportedAt } from './step.ts';
import { unitKind } from './unit-numbers.ts';
import { ConsignmentState, showState } from './view.ts';

/**
 * The goods go over to the other gauge: containers are lifted onto other wagons (`units` names the new ones
 * when they changed). Refuses with transport.no_gauge_change_here, transport.unit_number_wrong,
 * transport.not_now, transport.time_out_of_order and what `openCarriage` refuses.
 */
export const changeGauge = defineUseCase({
  name: 'transport.change-gauge',
  kind: 'command',
  permission: 'consignment:report',
  input: Type.Object(
    {
      ...reportInput,
      units: Type.Optional(
        Type.Array(Type.String({ minLength: 4, maxLength: 15 }), {
          minItems: 1,
          maxItems: 60,
          uniqueItems: true,
        }),
      ),
    },
    { additionalProperties: false },
  ),
  output: ConsignmentState,
  async run(ctx, input) {
    const opened = await openCarriage(ctx, input);
    if (isRefusal(opened)) return opened;
    const c = opened.consignment;
    const here = placesOf(c.legs)[c.position] ?? null;
    if (pendingGaugeChange(c) !== c.position)
      return refuse('transport.no_gauge_change_here', { place: here });
    const wrong = input.units?.find((unit) => !unitKind(c.mode, unit));
    if (wrong !== undefined) return refuse('transport.unit_number_wrong', { number: wrong, mode: c.mode });
    const at = reportedAt(ctx, c, input.at);
    if (isRefusal(at)) return at;
    const units = input.units ?? c.units;
    const changed = await move(ctx, opened, {
      step: 'change_gauge',
      kind: 'gauge_changed',
      at,
      change: { gauges_changed: c.gauges_changed + 1, units },
      remark: input.remark,
      details: {
        from_mm: c.legs[c.position - 1]?.gauge_mm ?? null,
        to_mm: c.legs[c.position]?.gauge_mm ?? null,
        units,
      },
    });
    return isRefusal(changed) ? changed : showState(changed.consignment);
  },
});
