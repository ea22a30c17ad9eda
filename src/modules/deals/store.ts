import { type JsonObject, refuse } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import type { Deal, DealState, Participant, Party } from './model.ts';
import type { Terms } from './terms.ts';

/** PostgreSQL's names of what its constraints refuse (documentation, appendix A). */
const NOT_NULL_VIOLATION = '23502';
const UNIQUE_VIOLATION = '23505';

interface DealRow {
  deal_id: string;
  number: string;
  state: DealState;
  version: number;
  terms: Terms | null;
  buyer: Party;
  seller: Party;
  participants: Participant[];
  parties: string[];
  demo: boolean;
  deadline: Date | null;
  last_event: number;
  last_hash: string;
}

const dealColumns = `d.deal_id, d.number, d.state, d.version, d.terms, d.buyer, d.seller, d.parties, d.demo, d.deadline, d.last_event, d.last_hash,
  (select jsonb_agg(jsonb_build_object('org_id', p.org_id, 'role', p.role) order by p.role)
     from deals.participant p where p.deal_id = d.deal_id) as participants`;

/** One deal; locked against others until the transaction ends when `lock` is set. */
export async function findDeal(tx: Tx, deal_id: string, lock: boolean): Promise<Deal | undefined> {
  const row = await tx.maybe<DealRow>(
    `select ${dealColumns} from deals.deal d where d.deal_id = $1${lock ? ' for update of d' : ''}`,
    [deal_id],
  );
  return (
    row && {
      ...row,
      participants: row.participants ?? [],
      buyer_org_id: row.buyer.org_id,
      seller_org_id: row.seller.org_id,
    }
  );
}

export interface NewDeal {
  deal_id: string;
  number: string;
  goods_title: string;
  hs_code: string;
  place_to: string;
  buyer: Party;
  seller: Party;
  demo: boolean;
  deadline: Date;
  at: Date;
  event: EventRow;
}

export interface EventRow {
  deal_id: string;
  number: number;
  kind: string;
  at: Date;
  actor_kind: string;
  actor_org_id: string;
  actor_user_id: string | null;
  state_after: string;
  body: JsonObject;
  previous_hash: string;
  hash: string;
  parties: string[];
}

/** The deal, its two first participants and its first event, in one statement that is answered with the commit. */
export function insertDeal(tx: Tx, deal: NewDeal): void {
  const parties = [deal.buyer.org_id, deal.seller.org_id];
  const e = deal.event;
  const inserted = tx.run(
    `with opened as (
       insert into deals.deal (deal_id, number, state, version, goods_title, hs_code, place_to, buyer_org_id, buyer, seller_org_id, seller,
         parties, demo, deadline, last_event, last_hash, opened_at, updated_at)
       values ($1, $2, 'requested', 1, $3, $4, $5, $6, $7, $8, $9, $10::uuid[], $11, $12, 1, $13, $14, $14)
     ), joined as (
       insert into deals.participant (deal_id, role, org_id, joined_at, parties)
       values ($1, 'buyer', $6, $14, $10::uuid[]), ($1, 'seller', $8, $14, $10::uuid[])
     )
     insert into deals.event (deal_id, number, kind, at, actor_kind, actor_org_id, actor_user_id, state_after, body, previous_hash, hash, parties)
     values ($1, 1, $15, $14, $16, $17, $18, 'requested', $19, $20, $13, $10::uuid[])`,
    [
      deal.deal_id,
      deal.number,
      deal.goods_title,
      deal.hs_code,
      deal.place_to,
      deal.buyer.org_id,
      deal.buyer,
      deal.seller.org_id,
      deal.seller,
      parties,
      deal.demo,
      deal.deadline,
      e.hash,
      deal.at,
      e.kind,
      e.actor_kind,
      e.actor_org_id,
      e.actor_user_id,
      e.body,
      e.previous_hash,
    ],
  );
  tx.later(inserted);
}

/**
 * Appends events and moves the deal on, in one statement that is answered with the commit. Events of a deal that was moved
 * on by somebody else have none to belong to, which their table refuses: platform.changed_meanwhile.
 */
export function appendEvents(tx: Tx, deal: Deal, events: readonly EventRow[], change: DealChange): void {
  const last = events.at(-1);
  if (!last) return;
  const t = change.terms;
  const appended = tx.run(
    `with moved as (
       update deals.deal set state = $3, version = version + 1, last_event = $4, last_hash = $5, updated_at = $6,
         deadline = $7,
         terms = coalesce($8::jsonb, terms), price_amount = coalesce($9, price_amount), price_currency = coalesce($10, price_currency),
         mode = coalesce($11, mode), place_from = coalesce($12, place_from), place_to = coalesce($13, place_to)
       where deal_id = $1 and version = $2 returning deal_id
     )
     insert into deals.event (deal_id, number, kind, at, actor_kind, actor_org_id, actor_user_id, state_after, body, previous_hash, hash, parties)
     select moved.deal_id, e.number, e.kind, e.at, e.actor_kind, e.actor_org_id, e.actor_user_id, e.state_after, e.body, e.previous_hash, e.hash, e.parties
     from jsonb_to_recordset($14::jsonb) as e (number int, kind text, at timestamptz, actor_kind text, actor_org_id uuid,
       actor_user_id text, state_after text, body jsonb, previous_hash text, hash text, parties uuid[]) left join moved on true`,
    [
      deal.deal_id,
      deal.version,
      last.state_after,
      last.number,
      last.hash,
      last.at,
      change.deadline,
      t ?? null,
      t?.price.amount ?? null,
      t?.price.currency ?? null,
      t?.mode ?? null,
      t?.place_from ?? null,
      t?.place_to ?? null,
      JSON.stringify(events),
    ],
  );
  tx.later(appended, ({ code, column }) =>
    code === NOT_NULL_VIOLATION && column === 'deal_id' ? refuse('platform.changed_meanwhile') : undefined,
  );
}

export interface DealChange {
  deadline: Date | null;
  terms?: Terms;
}

/** Adds participants; everybody in the deal sees who takes part. */
export async function insertParticipants(
  tx: Tx,
  deal: Deal,
  joining: readonly Participant[],
  parties: readonly string[],
  at: Date,
): Promise<void> {
  await tx.run(
    `with widened as (update deals.deal set parties = $2::uuid[] where deal_id = $1),
     shown as (update deals.participant set parties = $2::uuid[] where deal_id = $1)
     insert into deals.participant (deal_id, role, org_id, joined_at, parties)
     select $1, j.role, j.org_id, $4, $2::uuid[] from jsonb_to_recordset($3::jsonb) as j (role text, org_id uuid)`,
    [deal.deal_id, parties, JSON.stringify(joining), at],
  );
}

/** Answered with the commit; the second acceptance of a role is refused with deals.already_accepted. */
export function insertAcceptance(
  tx: Tx,
  a: {
    deal_id: string;
    terms_hash: string;
    role: string;
    org_id: string;
    user_id: string | null;
    approved_by: string | null;
    at: Date;
    parties: string[];
  },
): void {
  const inserted = tx.run(
    `insert into deals.acceptance (deal_id, terms_hash, role, org_id, user_id, accepted_at, parties, approved_by)
     values ($1, $2, $3, $4, $5, $6, $7::uuid[], $8)`,
    [a.deal_id, a.terms_hash, a.role, a.org_id, a.user_id, a.at, a.parties, a.approved_by],
  );
  tx.later(inserted, ({ code }) =>
    code === UNIQUE_VIOLATION ? refuse('deals.already_accepted') : undefined,
  );
}

/** Who has accepted which terms of a deal so far. */
export function acceptancesOf(tx: Tx, deal_id: string): Promise<{ role: string; terms_hash: string }[]> {
  return tx.rows('select role, terms_hash from deals.acceptance where deal_id = $1 order by role', [deal_id]);
}

export function listEvents(tx: Tx, deal_id: string, after: number, limit: number): Promise<EventRow[]> {
  return tx.rows<EventRow>(
    `select deal_id, number, kind, at, actor_kind, actor_org_id, actor_user_id, state_after, body, previous_hash, hash, parties
     from deals.event where deal_id = $1 and number > $2 order by number limit $3`,
    [deal_id, after, limit],
  );
}

/** An event with what its deal is, now: enough to tell its firms of it. */
export interface EventOfDeal {
  deal_id: string;
  event_number: number;
  kind: string;
  body: JsonObject;
  actor_org_id: string;
  deal_number: string;
  state: DealState;
  goods_title: string;
  buyer: Party;
  seller: Party;
}

/** One event and its deal, which is not locked. */
export function eventOfDeal(tx: Tx, deal_id: string, number: number): Promise<EventOfDeal | undefined> {
  return tx.maybe<EventOfDeal>(
    `select e.deal_id, e.number as event_number, e.kind, e.body, e.actor_org_id, d.number as deal_number, d.state,
       d.goods_title, d.buyer, d.seller
     from deals.event e join deals.deal d on d.deal_id = e.deal_id where e.deal_id = $1 and e.number = $2`,
    [deal_id, number],
  );
}

/** Events of some kinds, in the order in which they happened. */
export function eventsOfKinds(
  tx: Tx,
  deal_id: string,
  kinds: readonly string[],
): Promise<Pick<EventRow, 'number' | 'kind' | 'at' | 'body'>[]> {
  return tx.rows(
    `select number, kind, at, body from deals.event where deal_id = $1 and kind = any ($2::text[]) order by number`,
    [deal_id, kinds],
  );
}

/**
 * Deals of which an escrow or a refund is withheld: none of its money has moved since it was said, nor was a refund found
 * to lack money, which waits for the seller. By their ids.
 */
export function withheldDeals(tx: Tx, limit: number): Promise<{ deal_id: string }[]> {
  return tx.rows(
    `select distinct deal_id from (
       select deal_id from deals.event
       where deal_id in (select deal_id from deals.event where kind in ('escrow.withheld', 'refund.withheld'))
         and kind in ('escrow.withheld', 'escrow.part_released', 'escrow.released', 'escrow.refunded',
           'refund.withheld', 'refund.paid', 'refund.short')
       group by deal_id, split_part(kind, '.', 1)
       having max(number) filter (where kind like '%.withheld') = max(number)) open
     order by deal_id limit $1`,
    [limit],
  );
}

/** Deals whose deadline has passed, oldest first. */
export function dueDeals(tx: Tx, at: Date, limit: number): Promise<{ deal_id: string }[]> {
  return tx.rows(
    `select deal_id from deals.deal where deadline is not null and deadline <= $1 order by deadline, deal_id limit $2`,
    [at, limit],
  );
}
