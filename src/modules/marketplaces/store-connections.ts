import type { JsonObject } from '../../kernel/refusal.ts';
import { type Tx, takeTurn } from '../../platform/index.ts';
import type { MarketplaceKind } from './formats/index.ts';
import type { Fault } from './port.ts';

export interface ConnectionKey {
  org_id: string;
  connection_id: string;
}

export interface ConnectionRow {
  org_id: string;
  connection_id: string;
  kind: MarketplaceKind;
  shop: string;
  name: string;
  base_url: string;
  token_sealed: string;
  merchant_id: string;
  store_id: string;
  company: string;
  feed_key: string;
  place_to: string;
  buyer_org_id: string;
  buyer_name: string;
  buyer_agreed: boolean;
  state: 'paused' | 'active' | 'closed';
  attempts: number;
  next_sync_at: Date | null;
  last_sync_at: Date | null;
  last_ok_at: Date | null;
  last_fault: Fault | null;
  last_counts: SyncCounts | null;
  report_ticket: string | null;
  created_at: Date;
}

export interface SyncCounts {
  offers: number;
  pulled: number;
  repeated: number;
  opened: number;
  acknowledged: number;
}

export type NewConnection = Omit<
  ConnectionRow,
  | 'state'
  | 'attempts'
  | 'next_sync_at'
  | 'last_sync_at'
  | 'last_ok_at'
  | 'last_fault'
  | 'last_counts'
  | 'report_ticket'
>;

const columns = `org_id, connection_id, kind, shop, name, base_url, token_sealed, merchant_id, store_id, company, feed_key,
  place_to, buyer_org_id, buyer_name, buyer_agreed, state, attempts, next_sync_at, last_sync_at, last_ok_at, last_fault,
  last_counts, report_ticket, created_at`;

/** A new connection is paused, so that nothing is sent before the offers are chosen. */
export async function insertConnection(tx: Tx, row: NewConnection): Promise<void> {
  await tx.run(
    `insert into marketplaces.connection (org_id, connection_id, kind, shop, name, base_url, token_sealed, merchant_id,
       store_id, company, feed_key, place_to, buyer_org_id, buyer_name, buyer_agreed, created_at, state, attempts)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 'paused', 0)`,
    [
      row.org_id,
      row.connection_id,
      row.kind,
      row.shop,
      row.name,
      row.base_url,
      row.token_sealed,
      row.merchant_id,
      row.store_id,
      row.company,
      row.feed_key,
      row.place_to,
      row.buyer_org_id,
      row.buyer_name,
      row.buyer_agreed,
      row.created_at,
    ],
  );
}

/** Whoever connects a shop of the same merchant next waits until this transaction ends. */
export async function countOpenConnections(tx: Tx, org_id: string): Promise<number> {
  await takeTurn(tx, `marketplaces ${org_id}`);
  const { n } = await tx.one<{ n: number }>(
    `select count(*)::int as n from marketplaces.connection where org_id = $1 and state <> 'closed'`,
    [org_id],
  );
  return n;
}

/** Connections with the number of problems that are open, newest first, in one statement; or the one that is named. */
export function selectConnections(
  tx: Tx,
  org_id: string,
  connection_id: string | null = null,
): Promise<(ConnectionRow & { problems: number })[]> {
  return tx.rows(
    `select ${columns}, (select count(*)::int from marketplaces.problem p
        where p.org_id = c.org_id and p.connection_id = c.connection_id and p.cleared_at is null) as problems
     from marketplaces.connection c
     where org_id = $1 and ($2::uuid is null or connection_id = $2) order by created_at desc limit 200`,
    [org_id, connection_id],
  );
}

export function findConnection(
  tx: Tx,
  org_id: string,
  connection_id: string,
): Promise<ConnectionRow | undefined> {
  return tx.maybe(`select ${columns} from marketplaces.connection where org_id = $1 and connection_id = $2`, [
    org_id,
    connection_id,
  ]);
}

/** A connection whose offers nobody else changes until the transaction ends. */
export function lockConnection(
  tx: Tx,
  org_id: string,
  connection_id: string,
): Promise<ConnectionRow | undefined> {
  return tx.maybe(
    `select ${columns} from marketplaces.connection where org_id = $1 and connection_id = $2 for no key update`,
    [org_id, connection_id],
  );
}

/** False when it is closed or not there. `next_sync_at` null: it is not looked at by itself. */
export async function setConnectionState(
  tx: Tx,
  key: ConnectionKey,
  state: ConnectionRow['state'],
  next_sync_at: Date | null,
): Promise<boolean> {
  const changed = await tx.run(
    `update marketplaces.connection set state = $3, next_sync_at = $4, attempts = 0
     where org_id = $1 and connection_id = $2 and state <> 'closed'`,
    [key.org_id, key.connection_id, state, next_sync_at],
  );
  return changed === 1;
}

/**
 * Connections that are due, oldest first, moved on to the end of a lease in the same statement, so that a second look
 * does not queue them again.
 */
export function takeDue(tx: Tx, now: Date, lease_until: Date, limit: number): Promise<ConnectionKey[]> {
  return tx.rows(
    `update marketplaces.connection c set next_sync_at = $2
     from (select org_id, connection_id from marketplaces.connection
           where state = 'active' and next_sync_at <= $1 order by next_sync_at limit $3 for update skip locked) due
     where c.org_id = due.org_id and c.connection_id = due.connection_id
     returning c.org_id, c.connection_id`,
    [now, lease_until, limit],
  );
}

/** Takes the lease of a sync; undefined when another sync has it, or the connection is not active. */
export function takeLease(
  tx: Tx,
  key: ConnectionKey,
  now: Date,
  lease_until: Date,
): Promise<ConnectionRow | undefined> {
  return tx.maybe(
    `update marketplaces.connection set lease_until = $4
     where org_id = $1 and connection_id = $2 and state = 'active' and (lease_until is null or lease_until <= $3)
     returning ${columns}`,
    [key.org_id, key.connection_id, now, lease_until],
  );
}

/** Writes how a sync went and gives the lease back. */
export async function finishSync(
  tx: Tx,
  key: ConnectionKey,
  end: {
    at: Date;
    fault: Fault | null;
    counts: SyncCounts;
    next_sync_at: Date;
    report_ticket: string | null;
    buyer_agreed: boolean;
  },
): Promise<void> {
  await tx.run(
    `update marketplaces.connection set lease_until = null, last_sync_at = $3, last_fault = $4, last_counts = $5,
       last_ok_at = case when $4::jsonb is null then $3 else last_ok_at end,
       attempts = case when $4::jsonb is null then 0 else attempts + 1 end,
       next_sync_at = case when state = 'active' then $6::timestamptz end, report_ticket = $7, buyer_agreed = $8
     where org_id = $1 and connection_id = $2`,
    [
      key.org_id,
      key.connection_id,
      end.at,
      end.fault === null ? null : JSON.stringify(end.fault),
      JSON.stringify(end.counts),
      end.next_sync_at,
      end.report_ticket,
      end.buyer_agreed,
    ],
  );
}

/** Shows the merchant whether the buyer has agreed. The authority is the mandate. */
export async function markAgreed(
  tx: Tx,
  key: { org_id: string; buyer_org_id: string },
  agreed: boolean,
): Promise<void> {
  await tx.run(
    'update marketplaces.connection set buyer_agreed = $3 where org_id = $1 and buyer_org_id = $2',
    [key.org_id, key.buyer_org_id, agreed],
  );
}

export interface MandateRow {
  merchant_org_id: string;
  merchant_name: string;
  state: 'asked' | 'given' | 'declined';
  asked_at: Date;
  decided_at: Date | null;
}

/** Asks a buyer, in its own name; what it has decided before stays. */
export async function askMandate(
  tx: Tx,
  ask: { org_id: string; merchant_org_id: string; merchant_name: string; at: Date },
): Promise<void> {
  await tx.run(
    `insert into marketplaces.mandate (org_id, merchant_org_id, merchant_name, state, asked_at)
     values ($1, $2, $3, 'asked', $4) on conflict do nothing`,
    [ask.org_id, ask.merchant_org_id, ask.merchant_name, ask.at],
  );
}

export function selectMandates(tx: Tx, org_id: string): Promise<MandateRow[]> {
  return tx.rows(
    `select merchant_org_id, merchant_name, state, asked_at, decided_at from marketplaces.mandate
     where org_id = $1 order by asked_at desc limit 200`,
    [org_id],
  );
}

/** False when that merchant has not asked. */
export async function decideMandateRow(
  tx: Tx,
  mandate: {
    org_id: string;
    merchant_org_id: string;
    state: 'given' | 'declined';
    at: Date;
    by: string | null;
  },
): Promise<boolean> {
  const changed = await tx.run(
    `update marketplaces.mandate set state = $3, decided_at = $4, decided_by = $5
     where org_id = $1 and merchant_org_id = $2`,
    [mandate.org_id, mandate.merchant_org_id, mandate.state, mandate.at, mandate.by],
  );
  return changed === 1;
}

export async function hasMandate(tx: Tx, org_id: string, merchant_org_id: string): Promise<boolean> {
  const row = await tx.maybe(
    `select 1 from marketplaces.mandate where org_id = $1 and merchant_org_id = $2 and state = 'given'`,
    [org_id, merchant_org_id],
  );
  return row !== undefined;
}

/** The file that a marketplace fetches; undefined when nobody has such a key. */
export async function selectFeed(tx: Tx, feed_hash: string, file: string): Promise<string | undefined> {
  const row = await tx.maybe<{ xml: string }>(
    'select xml from marketplaces.feed where feed_hash = $1 and file = $2',
    [feed_hash, file],
  );
  return row?.xml;
}

export async function writeFeed(
  tx: Tx,
  feed_hash: string,
  file: string,
  xml: string,
  at: Date,
): Promise<void> {
  await tx.run(
    `insert into marketplaces.feed (feed_hash, file, xml, made_at) values ($1, $2, $3, $4)
     on conflict (feed_hash, file) do update set xml = excluded.xml, made_at = excluded.made_at`,
    [feed_hash, file, xml, at],
  );
}

export type SyncJob = JsonObject & ConnectionKey;
