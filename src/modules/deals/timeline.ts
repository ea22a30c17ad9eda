import { canonicalJson, sha256Hex } from '../../kernel/hash.ts';
import { type JsonObject, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { type Deal, finalStates, type ParticipantRole, transitionFor } from './model.ts';
import { deadlineAfter } from './payment-terms.ts';
import {
  appendEvents,
  type DealChange,
  type EventOfDeal,
  type EventRow,
  eventOfDeal,
  eventsOfKinds,
  findDeal,
  listEvents,
} from './store.ts';
import type { Terms } from './terms.ts';

/** What the first event of a deal holds instead of a predecessor's hash. */
export const GENESIS = '0'.repeat(64);

/** The hash of an event covers all that anyone can see of it, and the hash of the one before. */
export function eventHash(event: Omit<EventRow, 'hash' | 'parties'>): string {
  const {
    deal_id,
    number,
    kind,
    at,
    actor_kind,
    actor_org_id,
    actor_user_id,
    state_after,
    body,
    previous_hash,
  } = event;
  return sha256Hex(
    canonicalJson({
      deal_id,
      number,
      kind,
      at: at.toISOString(),
      actor_kind,
      actor_org_id,
      actor_user_id,
      state_after,
      body,
      previous_hash,
    }),
  );
}

/**
 * The deal, if the actor's organisation takes part in it. In commands it is locked until the transaction ends,
 * so that what follows cannot be overtaken. Refuses with deals.not_found.
 */
export async function getDeal(ctx: Ctx, deal_id: string): Promise<Outcome<Deal>> {
  return (await findDeal(ctx.tx, deal_id, ctx.writable)) ?? refuse('deals.not_found');
}

/** What one event of the timeline says, as far as the actor may see it. */
export async function findEvent(ctx: Ctx, deal_id: string, number: number): Promise<JsonObject> {
  return (await listEvents(ctx.tx, deal_id, number - 1, 1)).at(0)?.body ?? {};
}

/** An event of the timeline and what its deal is, as far as the actor may see them; the deal is not locked. */
export function findEventOfDeal(ctx: Ctx, deal_id: string, number: number): Promise<EventOfDeal | undefined> {
  return eventOfDeal(ctx.tx, deal_id, number);
}

/** Which of these kinds of events are on the timeline, and when; as far as the actor may see them. */
export function happenedOf(
  ctx: Ctx,
  deal_id: string,
  kinds: readonly string[],
): Promise<Pick<EventRow, 'number' | 'kind' | 'at' | 'body'>[]> {
  return eventsOfKinds(ctx.tx, deal_id, kinds);
}

/** The roles that the actor's organisation has in this deal. */
export function rolesIn(deal: Deal, org_id: string): ParticipantRole[] {
  return deal.participants.filter((p) => p.org_id === org_id).map((p) => p.role);
}

export interface NewEvent {
  kind: string;
  body: JsonObject;
  /** Who may see it; all participants unless said otherwise. */
  parties?: string[];
}

/**
 * Appends to the timeline without changing the deal's state. The handover of the goods starts the days in which they
 * can be disputed. Refuses with platform.changed_meanwhile.
 */
export function appendEvent(ctx: Ctx, deal: Deal, event: NewEvent): Promise<Outcome<Deal>> {
  const starts = deal.state === 'delivered' ? deadlineAfter(event.kind, deal.terms, ctx.clock.now()) : null;
  return record(ctx, deal, [event], deal.state, { deadline: starts ?? deal.deadline });
}

/**
 * Takes one step of the deal's life and appends its event (after `before`, events that led to it).
 * Refuses with deals.not_now when the table has no such step, deals.not_your_part when the step is another
 * participant's, platform.changed_meanwhile.
 */
export async function advance(
  ctx: Ctx,
  deal: Deal,
  step: {
    event: string;
    body: JsonObject;
    before?: NewEvent[];
    deadline?: Date;
    terms?: Terms;
    parties?: string[];
  },
): Promise<Outcome<Deal>> {
  const transition = transitionFor(deal.state, step.event);
  if (!transition) return refuse('deals.not_now', { state: deal.state, event: step.event });
  const mine = ctx.actor.kind === 'system' ? ['system'] : rolesIn(deal, ctx.actor.org_id);
  if (!transition.by.some((role) => mine.includes(role)))
    return refuse('deals.not_your_part', { event: step.event, by: [...transition.by] });
  const event = { kind: step.event, body: step.body, ...(step.parties ? { parties: step.parties } : {}) };
  const deadline = finalStates.includes(transition.to)
    ? null
    : (step.deadline ?? deadlineAfter(step.event, deal.terms, ctx.clock.now()));
  return record(ctx, deal, [...(step.before ?? []), event], transition.to, {
    deadline,
    ...(step.terms ? { terms: step.terms } : {}),
  });
}

async function record(
  ctx: Ctx,
  deal: Deal,
  events: NewEvent[],
  state: Deal['state'],
  change: DealChange,
): Promise<Outcome<Deal>> {
  let { last_event: number, last_hash } = deal;
  const rows = events.map((event, i) => {
    number += 1;
    const row = newEventRow(
      ctx,
      deal.deal_id,
      number,
      event,
      i === events.length - 1 ? state : deal.state,
      last_hash,
      event.parties ?? deal.parties,
    );
    last_hash = row.hash;
    return row;
  });
  appendEvents(ctx.tx, deal, rows, change);
  for (const row of rows)
    if (ctx.services.subscribed.has(row.kind))
      await ctx.enqueue('deals.event', { deal_id: deal.deal_id, number: row.number, kind: row.kind });
  return {
    ...deal,
    state,
    version: deal.version + 1,
    last_event: number,
    last_hash,
    deadline: change.deadline,
    terms: change.terms ?? deal.terms,
  };
}

export function newEventRow(
  ctx: Ctx,
  deal_id: string,
  number: number,
  event: NewEvent,
  state_after: string,
  previous_hash: string,
  parties: string[],
): EventRow {
  const { actor } = ctx;
  const row = {
    deal_id,
    number,
    kind: event.kind,
    at: ctx.clock.now(),
    actor_kind: actor.kind,
    actor_org_id: actor.org_id,
    actor_user_id: actor.user_id,
    state_after,
    body: event.body,
    previous_hash,
  };
  return { ...row, hash: eventHash(row), parties };
}
