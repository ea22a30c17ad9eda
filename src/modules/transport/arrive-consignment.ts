import { Type } from 'typebox';
import { isRefusal } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { reportInput } from './report-input.ts';
import { gaugeHolds } from './report-movement.ts';
import { move, openCarriage, reportedAt } from './step.ts';
import { movementsOf } from './store.ts';
import { ConsignmentState, showState } from './view.ts';

/**
 * The goods reach the end of the route; the deal is delivered. The event repeats the damage that was reported
 * on the way. Refuses with transport.gauge_not_changed, transport.not_now, transport.time_out_of_order,
 * deals.not_now and what `openCarriage` refuses.
 */
export const arriveConsignment = defineUseCase({
  name: 'transport.arrive-consignment',
  kind: 'command',
  permission: 'consignment:report',
  input: Type.Object(reportInput, { additionalProperties: false }),
  output: ConsignmentState,
  async run(ctx, input) {
    const opened = await openCarriage(ctx, input);
    if (isRefusal(opened)) return opened;
    const c = opened.consignment;
    const held = gaugeHolds(c, c.legs.length);
    if (held) return held;
    const at = reportedAt(ctx, c, input.at);
    if (isRefusal(at)) return at;
    const damaged = (await movementsOf(ctx.tx, c)).flatMap((m) =>
      m.kind === 'damaged' && m.details ? [m.details] : [],
    );
    const arrived = await move(ctx, opened, {
      step: 'arrive',
      kind: 'arrived',
      advances: true,
      at,
      change: { position: c.legs.length, arrived_at: at, eta: at },
      remark: input.remark,
      details: { damaged },
    });
    return isRefusal(arrived) ? arrived : showState(arrived.consignment);
  },
});
