import type { Tx } from '../../../platform/index.ts';
import { type Account, accountKinds, BATCH_LIMIT, type Place, placeOf } from '../model.ts';
import { type AccountState, type Known, keyOf, type Transfer } from './transfer.ts';

// Joins with lists of keys are lateral: each row is then found by its key. The planner would read a table whole
// that is small when the statement is first prepared, and keep doing so while it grows.

const transferColumns = `t.book_id, t.transfer_id, t.kind, t.debit_account_id, t.credit_account_id, t.debit_number,
  t.credit_number, t.debit_balance, t.credit_balance, t.amount, t.at_most, t.balancing, t.currency, t.pending_id,
  t.reverses_id, t.link_id, t.counter_book_id, t.deal_id, t.reason, t.reference, t.at, t.booked_at, t.expires_at,
  t.posted_by, t.parties`;

/**
 * Locks accounts in the order of their keys, so that no two transactions wait for each other. All accounts of
 * a transaction must be locked by one call.
 */
export async function lockAccounts(tx: Tx, places: readonly Place[]): Promise<Map<string, AccountState>> {
  const wanted = [...new Map(places.map((p) => [keyOf(p.book_id, p.account_id), p])).values()];
  const locked = await tx.rows<AccountState>('select * from payments.lock_accounts($1::uuid[], $2::text[])', [
    wanted.map((p) => p.book_id),
    wanted.map((p) => p.account_id),
  ]);
  return new Map(locked.map((a) => [keyOf(a.book_id, a.account_id), a]));
}

/**
 * Opens books and accounts that do not exist yet, in one statement; the others stay as they are. Returns how
 * many accounts were opened. Without `at`, the database's time: loading has no clock.
 */
export function openAccounts(tx: Tx, openings: readonly Account[], at: Date | null): Promise<number> {
  const rows = openings.map((o) => ({
    book_id: o.book_id,
    book_kind: o.book_kind,
    parties: o.parties,
    account_id: placeOf(o).account_id,
    kind: o.kind,
    currency: o.currency,
    normal_side: accountKinds[o.kind].normal_side,
    lower_limit: accountKinds[o.kind].may_be_negative ? null : 0,
  }));
  return tx.run(
    `with wanted as (
       select * from jsonb_to_recordset($1::jsonb) as w (book_id uuid, book_kind text, parties uuid[], account_id text,
         kind text, currency text, normal_side text, lower_limit bigint)
     ), books as (
       insert into payments.book (book_id, kind, parties, opened_at)
       select distinct on (book_id) book_id, book_kind, parties, coalesce($2::timestamptz, now()) from wanted order by book_id
       on conflict do nothing
     )
     insert into payments.account (book_id, account_id, kind, currency, normal_side, lower_limit, opened_at, parties)
     select book_id, account_id, kind, currency, normal_side, lower_limit, coalesce($2::timestamptz, now()), parties
     from wanted order by book_id, account_id
     on conflict do nothing`,
    [JSON.stringify(rows), at],
  );
}

/** Transfers by id: those a batch resolves or reverses. They never change, so they need no lock. */
export function readTransfers(
  tx: Tx,
  ids: readonly { book_id: string; transfer_id: string }[],
): Promise<Transfer[]> {
  return tx.rows<Transfer>(
    `select ${transferColumns} from unnest($1::uuid[], $2::uuid[]) as k (book_id, transfer_id)
     cross join lateral (select * from payments.transfer t where t.book_id = k.book_id and t.transfer_id = k.transfer_id limit 1) t`,
    [ids.map((i) => i.book_id), ids.map((i) => i.transfer_id)],
  );
}

/**
 * What the ledger holds under these ids, and what resolved or reversed them. True only once the accounts are
 * locked: before that, another transaction may still be posting the same.
 */
export async function readKnown(
  tx: Tx,
  ids: readonly { book_id: string; transfer_id: string }[],
): Promise<Known> {
  const rows = await tx.rows<Transfer>(
    `select ${transferColumns} from unnest($1::uuid[], $2::uuid[]) as k (book_id, transfer_id)
     cross join lateral (select * from payments.transfer t where t.book_id = k.book_id and t.transfer_id = k.transfer_id limit 1) t
     union
     select ${transferColumns} from unnest($1::uuid[], $2::uuid[]) as k (book_id, transfer_id)
     cross join lateral (select * from payments.transfer t where t.book_id = k.book_id and t.pending_id = k.transfer_id limit 1) t
     union
     select ${transferColumns} from unnest($1::uuid[], $2::uuid[]) as k (book_id, transfer_id)
     cross join lateral (select * from payments.transfer t where t.book_id = k.book_id and t.reverses_id = k.transfer_id limit 1) t`,
    [ids.map((i) => i.book_id), ids.map((i) => i.transfer_id)],
  );
  const known: Known = { transfers: new Map(), resolved: new Map(), groups: new Map() };
  for (const row of rows) {
    known.transfers.set(keyOf(row.book_id, row.transfer_id), row);
    const target = row.pending_id ?? row.reverses_id;
    if (target) known.resolved.set(keyOf(row.book_id, target), row);
  }
  return known;
}

/** The pending transfers of these groups, wherever they lie. They never change, so they need no lock. */
export async function readGroups(
  tx: Tx,
  link_ids: readonly string[],
): Promise<{ link_id: string; book_id: string; transfer_id: string }[]> {
  if (link_ids.length === 0) return [];
  return tx.rows(
    `select link_id, book_id, transfer_id from payments.transfer where kind = 'pending' and link_id = any ($1::uuid[])
     order by link_id, book_id, transfer_id limit ${BATCH_LIMIT}`,
    [link_ids],
  );
}

export async function readAccountIds(tx: Tx, book_id: string): Promise<string[]> {
  const rows = await tx.rows<{ account_id: string }>(
    'select account_id from payments.account where book_id = $1 order by account_id',
    [book_id],
  );
  return rows.map((r) => r.account_id);
}

/** Closes locked accounts, and their book where it is whole. Returns how many were open. */
export async function markClosed(
  tx: Tx,
  book_id: string,
  account_ids: readonly string[],
  whole: boolean,
  at: Date,
): Promise<number> {
  if (whole)
    await tx.run('update payments.book set closed_at = $2 where book_id = $1 and closed_at is null', [
      book_id,
      at,
    ]);
  return tx.run(
    'update payments.account set closed_at = $3 where book_id = $1 and account_id = any ($2) and closed_at is null',
    [book_id, account_ids, at],
  );
}

/** Pending transfers whose time is over and that nothing has resolved yet. */
export function readExpired(tx: Tx, at: Date, limit: number): Promise<Transfer[]> {
  return tx.rows<Transfer>(
    `select ${transferColumns} from payments.transfer t
     where t.kind = 'pending' and t.expires_at <= $1 and not exists (
       select 1 from payments.transfer r where r.book_id = t.book_id and r.pending_id = t.transfer_id)
     order by t.expires_at, t.transfer_id limit $2`,
    [at, limit],
  );
}
