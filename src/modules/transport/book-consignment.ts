import { Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { appendEvent, getDeal, rolesIn } from '../deals/index.ts';
import { findPlace, findRoute } from '../reference/index.ts';
import type { Consignment, Leg } from './model.ts';
import { findConsignment, insertConsignment } from './store.ts';
import { ConsignmentState, showState } from './view.ts';

/**
 * The carrier of the contract books the goods on its route; `note_number` is that of the consignment note when
 * it was made out already. A second booking is refused, but the system is answered with the one there is.
 * Refuses with deals.not_found, transport.no_terms, transport.not_carrier, transport.already_booked,
 * transport.route_unknown.
 */
export const bookConsignment = defineUseCase({
  name: 'transport.book-consignment',
  kind: 'command',
  permission: 'consignment:book',
  input: Type.Object(
    { deal_id: Uuid, note_number: Type.Optional(Type.String({ minLength: 1, maxLength: 60 })) },
    { additionalProperties: false },
  ),
  output: ConsignmentState,
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const { terms } = deal;
    if (!terms || !['contracted', 'funded'].includes(deal.state))
      return refuse('transport.no_terms', { state: deal.state });
    const system = ctx.actor.kind === 'system';
    if (!system && !rolesIn(deal, ctx.actor.org_id).includes('carrier'))
      return refuse('transport.not_carrier');
    const earlier = await findConsignment(ctx.tx, deal.deal_id);
    if (earlier && earlier.state !== 'cancelled')
      return system ? showState(earlier) : refuse('transport.already_booked');
    const legs = await legsOf(ctx, terms.route_id);
    if (isRefusal(legs)) return legs;
    const note_kind = terms.mode === 'rail' ? 'smgs' : 'cmr';
    const now = ctx.clock.now();
    const consignment: Consignment = {
      deal_id: deal.deal_id,
      consignment_id: ctx.id(),
      parties: deal.parties,
      carrier_org_id: terms.carrier_org_id,
      mode: terms.mode,
      route_id: terms.route_id,
      legs,
      note_kind,
      note_number: input.note_number ?? `${note_kind.toUpperCase()}-${deal.number}-1`,
      units: [],
      cleared_for_export: false,
      cleared_for_import: false,
      state: 'booked',
      version: 1,
      position: 0,
      gauges_changed: 0,
      movements: 1,
      booked_at: now,
      departed_at: null,
      last_moved_at: null,
      eta: null,
      arrived_at: null,
    };
    await insertConsignment(ctx.tx, consignment, {
      kind: 'booked',
      place: terms.place_from,
      at: now,
      remark: null,
      details: null,
      reported_by: ctx.actor.org_id,
      recorded_at: now,
    });
    const { consignment_id, route_id, note_number } = consignment;
    const told = await appendEvent(ctx, deal, {
      kind: 'consignment.booked',
      body: { consignment_id, route_id, mode: terms.mode, note_kind, note_number },
    });
    return isRefusal(told) ? told : showState(consignment);
  },
});

/** The legs of a named route as they stand today. Refuses with transport.route_unknown. */
export async function legsOf(ctx: Ctx, route_id: string): Promise<Outcome<Leg[]>> {
  const route = await findRoute(ctx, route_id);
  if (!route) return refuse('transport.route_unknown', { route_id });
  const countryOf = (code: string): string => findPlace(code)?.country ?? '';
  return route.legs.map((leg) => ({
    from: leg.from,
    to: leg.to,
    from_country: countryOf(leg.from),
    to_country: countryOf(leg.to),
    km: leg.km,
    hours: leg.hours,
    gauge_mm: leg.gauge_mm,
  }));
}
