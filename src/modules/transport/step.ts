import { isRefusal, type JsonObject, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { advance, appendEvent, type Deal, getDeal } from '../deals/index.ts';
import { type Consignment, placesOf, stepFrom } from './model.ts';
import { findConsignment, moveConsignment } from './store.ts';

/** A consignment within its deal, as one use case works on it. */
export interface Carriage {
  deal: Deal;
  consignment: Consignment;
}

/**
 * Reads the consignment of a deal for its carrier (or the system). The deal is locked with it.
 * Refuses with deals.not_found, transport.consignment_not_found, transport.not_carrier,
 * transport.changed_meanwhile.
 */
export async function openCarriage(
  ctx: Ctx,
  key: { deal_id: string; version?: number },
): Promise<Outcome<Carriage>> {
  const deal = await getDeal(ctx, key.deal_id);
  if (isRefusal(deal)) return deal;
  const consignment = await findConsignment(ctx.tx, key.deal_id);
  if (!consignment) return refuse('transport.consignment_not_found');
  if (ctx.actor.kind !== 'system' && ctx.actor.org_id !== consignment.carrier_org_id)
    return refuse('transport.not_carrier');
  if (key.version !== undefined && key.version !== consignment.version)
    return refuse('transport.changed_meanwhile', { version: consignment.version });
  return { deal, consignment };
}

/** When something happened, as reported; now when not said. Refuses with transport.time_out_of_order. */
export function reportedAt(ctx: Ctx, c: Consignment, at: string | undefined): Outcome<Date> {
  const now = ctx.clock.now();
  if (at === undefined) return now;
  const instant = new Date(at);
  const earliest = c.last_moved_at ?? c.booked_at;
  if (Number.isNaN(instant.getTime()) || instant > now || instant < earliest)
    return refuse('transport.time_out_of_order', {
      at,
      earliest: earliest.toISOString(),
      latest: now.toISOString(),
    });
  return instant;
}

export interface Move {
  /** Step of the table; none for a report that changes no state. */
  step?: string;
  /** Kind of movement, and `consignment.<kind>` on the timeline. */
  kind: string;
  /** Whether the deal takes a step with it. */
  advances?: boolean;
  at: Date;
  change?: Partial<Consignment>;
  remark?: string | undefined;
  details?: JsonObject;
}

/**
 * Moves a consignment one step on: its row, the movement, and the event on the timeline.
 * Refuses with transport.not_now, transport.changed_meanwhile and what `advance` refuses.
 */
export async function move(
  ctx: Ctx,
  { deal, consignment: c }: Carriage,
  m: Move,
): Promise<Outcome<Carriage>> {
  const step = m.step === undefined ? undefined : stepFrom(c.state, m.step);
  if (m.step !== undefined && !step) return refuse('transport.not_now', { state: c.state, step: m.step });
  const after = { ...c, ...m.change, last_moved_at: m.at, state: step?.to ?? c.state };
  const place = placesOf(c.legs)[after.position] ?? '';
  const movement = {
    kind: m.kind,
    place,
    at: m.at,
    remark: m.remark ?? null,
    details: m.details ?? null,
    reported_by: ctx.actor.org_id,
    recorded_at: ctx.clock.now(),
  };
  if (!(await moveConsignment(ctx.tx, c, after, movement)))
    return refuse('transport.changed_meanwhile', { version: c.version });
  const body = {
    consignment_id: c.consignment_id,
    place,
    at: m.at.toISOString(),
    eta: after.eta?.toISOString() ?? null,
    remark: m.remark ?? null,
    ...m.details,
  };
  const told = m.advances
    ? await advance(ctx, deal, { event: `consignment.${m.kind}`, body })
    : await appendEvent(ctx, deal, { kind: `consignment.${m.kind}`, body });
  if (isRefusal(told)) return told;
  return { deal: told, consignment: { ...after, version: c.version + 1, movements: c.movements + 1 } };
}
