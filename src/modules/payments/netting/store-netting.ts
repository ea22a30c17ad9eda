import type { Tx } from '../../../platform/index.ts';
import { TREASURY_ORG_ID } from '../model.ts';
import type { NetPosition, Owed } from './net.ts';

export interface ObligationRow extends Owed {
  corridor: string;
  day: string;
  reference: string;
  registered_at: Date;
  registered_by: string | null;
  run_id: string | null;
  carried: number;
  carried_code: string | null;
  parties: string[];
}

export function insertObligation(tx: Tx, o: ObligationRow): Promise<number> {
  return tx.run(
    `insert into payments.obligation (org_id, obligation_id, to_org_id, corridor, day, amount, currency, reference,
       registered_at, registered_by, parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      o.org_id,
      o.obligation_id,
      o.to_org_id,
      o.corridor,
      o.day,
      o.amount,
      o.currency,
      o.reference,
      o.registered_at,
      o.registered_by,
      o.parties,
    ],
  );
}

/** What is visible to the reader, newest first: their ids grow with time. */
export function listObligationRows(
  tx: Tx,
  q: { org_id: string | null; run_id: string | null; open: boolean; before: string | null; limit: number },
): Promise<ObligationRow[]> {
  return tx.rows<ObligationRow>(
    `select * from payments.obligation
     where ($1::uuid is null or org_id = $1 or to_org_id = $1) and ($2::uuid is null or run_id = $2)
       and (not $3 or run_id is null) and ($4::uuid is null or obligation_id < $4)
     order by obligation_id desc limit $5`,
    [q.org_id, q.run_id, q.open, q.before, q.limit],
  );
}

/** Corridors with something to settle up to a day. */
export function corridorsToClose(
  tx: Tx,
  day: string,
): Promise<{ corridor: string; items: bigint; first_day: string }[]> {
  return tx.rows(
    `select corridor, count(*) as items, min(day) as first_day from payments.obligation
     where run_id is null and day <= $1 group by corridor order by corridor`,
    [day],
  );
}

export async function runExists(tx: Tx, corridor: string, day: string): Promise<boolean> {
  const found = await tx.maybe(
    'select 1 from payments.netting_run where org_id = $1 and corridor = $2 and day = $3',
    [TREASURY_ORG_ID, corridor, day],
  );
  return found !== undefined;
}

/** False when the corridor's day was closed before, or is being closed at this moment. */
export async function insertRun(
  tx: Tx,
  r: { run_id: string; corridor: string; day: string; closed_at: Date; closed_by: string | null },
): Promise<boolean> {
  const inserted = await tx.run(
    `insert into payments.netting_run (org_id, run_id, corridor, day, closed_at, closed_by)
     values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [TREASURY_ORG_ID, r.run_id, r.corridor, r.day, r.closed_at, r.closed_by],
  );
  return inserted === 1;
}

/**
 * Open obligations of a corridor up to a day, in the order of their registration, locked. Where there are more than
 * `limit`, those that were carried over least come in, so that what nobody can pay keeps nothing else out.
 */
export async function lockOpenObligations(
  tx: Tx,
  corridor: string,
  day: string,
  limit: number,
): Promise<Owed[]> {
  const open = await tx.rows<Owed & { registered_at: Date }>(
    `select obligation_id, org_id, to_org_id, amount, currency, registered_at from payments.obligation
     where corridor = $1 and day <= $2 and run_id is null
     order by carried, registered_at, obligation_id limit $3 for update`,
    [corridor, day, limit],
  );
  return open.sort(
    (a, b) =>
      a.registered_at.getTime() - b.registered_at.getTime() || (a.obligation_id < b.obligation_id ? -1 : 1),
  );
}

/** What wallets of these organisations have available. */
export function readFunds(
  tx: Tx,
  org_ids: readonly string[],
): Promise<{ org_id: string; currency: string; available: bigint }[]> {
  return tx.rows(
    `select book_id as org_id, currency, posted_credit - posted_debit - pending_debit - coalesce(lower_limit, 0) as available
     from payments.account
     where book_id = any ($1::uuid[]) and kind = 'wallet' and account_id = 'wallet:' || currency and closed_at is null`,
    [org_ids],
  );
}

export function markSettled(tx: Tx, obligations: readonly Owed[], run_id: string): Promise<number> {
  return tx.run(
    `update payments.obligation o set run_id = $3 from unnest($1::uuid[], $2::uuid[]) as k (org_id, obligation_id)
     where o.org_id = k.org_id and o.obligation_id = k.obligation_id`,
    [obligations.map((o) => o.org_id), obligations.map((o) => o.obligation_id), run_id],
  );
}

export function markCarried(tx: Tx, obligations: readonly Owed[], code: string): Promise<number> {
  return tx.run(
    `update payments.obligation o set carried = carried + 1, carried_code = $3
     from unnest($1::uuid[], $2::uuid[]) as k (org_id, obligation_id)
     where o.org_id = k.org_id and o.obligation_id = k.obligation_id`,
    [obligations.map((o) => o.org_id), obligations.map((o) => o.obligation_id), code],
  );
}

export interface PositionRow extends NetPosition {
  run_id: string;
  corridor: string;
  day: string;
  closed_at: Date;
  transfer_id: string | null;
}

export function insertPositions(tx: Tx, rows: readonly PositionRow[]): Promise<number> {
  return tx.run(
    `insert into payments.netting_position (org_id, run_id, currency, corridor, day, closed_at, owed, due, items,
       transfer_id, parties)
     select org_id, run_id, currency, corridor, day, closed_at, owed, due, items, transfer_id, array[org_id, $2::uuid]
     from jsonb_to_recordset($1::jsonb) as p (org_id uuid, run_id uuid, currency text, corridor text, day date,
       closed_at timestamptz, owed numeric, due numeric, items int, transfer_id uuid)`,
    [
      JSON.stringify(rows, (_key, value) => (typeof value === 'bigint' ? value.toString() : value)),
      TREASURY_ORG_ID,
    ],
  );
}

export interface RunRow {
  run_id: string;
  corridor: string;
  day: string;
  closed_at: Date;
  currency: string;
  participants: bigint;
  /** Sides of obligations: each obligation has two. */
  sides: bigint;
  /** Sums may be beyond 64 bits: decimal text. */
  owed: string;
  due: string;
  transfers: bigint;
  received: string;
}

/** Runs with their currencies, newest day first, out of the positions that the reader may see. */
export function listRunRows(
  tx: Tx,
  q: { day: string | null; run_id: string | null; limit: number },
): Promise<RunRow[]> {
  return tx.rows<RunRow>(
    `with runs as (
       select distinct day, run_id from payments.netting_position
       where $1::date is null or (day, run_id) < ($1, $2::uuid)
       order by day desc, run_id desc limit $3)
     select p.run_id, p.corridor, p.day, p.closed_at, p.currency, count(*) as participants, sum(p.items) as sides,
       sum(p.owed)::text as owed, sum(p.due)::text as due, count(p.transfer_id) as transfers,
       sum(greatest(p.due - p.owed, 0))::text as received
     from runs r join payments.netting_position p on p.run_id = r.run_id
     group by p.run_id, p.corridor, p.day, p.closed_at, p.currency
     order by p.day desc, p.run_id desc, p.currency`,
    [q.day, q.run_id, q.limit],
  );
}

export async function readPositions(tx: Tx, run_id: string): Promise<PositionRow[]> {
  const rows = await tx.rows<PositionRow & { owed: string; due: string }>(
    `select org_id, run_id, currency, corridor, day, closed_at, owed, due, items, transfer_id
     from payments.netting_position where run_id = $1 order by currency, due - owed desc, org_id`,
    [run_id],
  );
  return rows.map((r) => ({ ...r, owed: BigInt(r.owed), due: BigInt(r.due) }));
}
