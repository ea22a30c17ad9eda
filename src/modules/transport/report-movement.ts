import { Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { type Consignment, etaFrom, isBorderPlace, pendingGaugeChange, placesOf } from './model.ts';
import { reportInput } from './report-input.ts';
import { move, openCarriage, reportedAt } from './step.ts';
import { ConsignmentState, showState } from './view.ts';

/**
 * The carrier reports a place on the way. Places come in the order of the route; one may be left out, but not
 * a change of gauge. Refuses with transport.place_not_on_route, transport.gauge_not_changed,
 * transport.not_now, transport.time_out_of_order and what `openCarriage` refuses.
 */
export const reportMovement = defineUseCase({
  name: 'transport.report-movement',
  kind: 'command',
  permission: 'consignment:report',
  input: Type.Object(
    { ...reportInput, place: Type.String({ minLength: 1, maxLength: 40 }) },
    { additionalProperties: false },
  ),
  output: ConsignmentState,
  async run(ctx, input) {
    const opened = await openCarriage(ctx, input);
    if (isRefusal(opened)) return opened;
    const c = opened.consignment;
    const position = placeAhead(c, input.place);
    if (isRefusal(position)) return position;
    const at = reportedAt(ctx, c, input.at);
    if (isRefusal(at)) return at;
    const moved = await move(ctx, opened, {
      step: isBorderPlace(c.legs, position) ? 'reach_border' : 'pass',
      kind: 'passed',
      at,
      change: { position, eta: etaFrom(c.legs, position, at) },
      remark: input.remark,
    });
    return isRefusal(moved) ? moved : showState(moved.consignment);
  },
});

/** Index of a place that lies ahead, short of the end. */
function placeAhead(c: Consignment, place: string): Outcome<number> {
  const places = placesOf(c.legs);
  const position = places.indexOf(place, c.position + 1);
  if (position === -1 || position === places.length - 1)
    return refuse('transport.place_not_on_route', { place, next: places[c.position + 1] ?? null });
  return gaugeHolds(c, position) ?? position;
}

/** A place behind a change of gauge is out of reach until the gauge was changed. */
export function gaugeHolds(c: Consignment, target: number): Outcome<undefined> {
  const pending = pendingGaugeChange(c);
  if (pending === undefined || pending >= target) return undefined;
  return refuse('transport.gauge_not_changed', { place: placesOf(c.legs)[pending] ?? null });
}
