import pg from 'pg';
import { assert } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/index.ts';
import { type Account, accountKinds, BATCH_LIMIT, type Place, placeOf } from '../model.ts';
import { type AccountState, type Known, keyOf, type Transfer } from './transfer.ts';

// Joins with lists of keys are lateral, and accounts are moved by `on conflict`: each row is then found by its
// key. The planner would read a table whole that is small when the statement is first prepared, and keep
// doing so while it grows.

const accountColumns = `a.book_id, a.account_id, a.kind, a.currency, a.normal_side, a.posted_debit, a.posted_credit,
  a.pending_debit, a.pending_credit, a.lower_limit, a.upper_limit, a.last_number, a.booked_at,
  a.closed_at is not null as closed, a.parties`;

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
  const locked = await tx.rows<AccountState>(
    `select a.*, b.closed_at is not null as book_closed, clock_timestamp() as locked_at
     from (select book_id, account_id from unnest($1::uuid[], $2::text[]) as k (book_id, account_id)
           order by book_id, account_id) k
     cross join lateral (
       select ${accountColumns} from payments.account a
       where a.book_id = k.book_id and a.account_id = k.account_id for no key update) a
     cross join lateral (select closed_at from payments.book b where b.book_id = k.book_id limit 1) b`,
    [wanted.map((p) => p.book_id), wanted.map((p) => p.account_id)],
  );
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

/**
 * `known`: one of the ids is in the ledger already, nothing was written. `raced`: another transaction wrote
 * one of the ids at this moment; this transaction is lost and ends in a rollback.
 */
export type Insertion = 'written' | 'known' | 'raced';

/** Writes transfers by one statement: all of them, or none. */
export async function insertTransfers(tx: Tx, transfers: readonly Transfer[]): Promise<Insertion> {
  try {
    return (await insertNew(tx, transfers)) > 0 ? 'written' : 'known';
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '23505' && error.constraint === 'transfer_pkey')
      return 'raced';
    throw error;
  }
}

/** Columns of a transfer as they are sent: name, type, and whether a text needs quoting. */
const sentColumns = [
  ['book_id', 'uuid'],
  ['transfer_id', 'uuid'],
  ['kind', 'text'],
  ['debit_account_id', 'text'],
  ['credit_account_id', 'text'],
  ['debit_number', 'int8'],
  ['credit_number', 'int8'],
  ['debit_balance', 'int8'],
  ['credit_balance', 'int8'],
  ['amount', 'int8'],
  ['at_most', 'int8'],
  ['balancing', 'text'],
  ['currency', 'text'],
  ['pending_id', 'uuid'],
  ['reverses_id', 'uuid'],
  ['link_id', 'uuid'],
  ['counter_book_id', 'uuid'],
  ['deal_id', 'uuid'],
  ['reason', 'text'],
  ['reference', 'text', 'quoted'],
  ['booked_at', 'timestamptz', 'quoted'],
  ['expires_at', 'timestamptz', 'quoted'],
] as const satisfies readonly (readonly [keyof Transfer, string, 'quoted'?])[];
const names = sentColumns.map(([name]) => name).join(', ');

const insertSql = `with new as (
    select * from unnest(${sentColumns.map(([, type], i) => `$${i + 1}::${type}[]`).join(', ')}, $23::text[])
      as n (${names}, parties)
  )
  insert into payments.transfer (${names}, parties, at, posted_by)
  select ${names}, parties::uuid[], $24::timestamptz, $25::uuid
  from new where not exists (
    select 1 from new n cross join lateral (
      select 1 from payments.transfer t where t.book_id = n.book_id and t.transfer_id = n.transfer_id limit 1) t)`;

function insertNew(tx: Tx, transfers: readonly Transfer[]): Promise<number> {
  return tx.run(insertSql, [
    ...sentColumns.map(([name, , quoted]) =>
      arrayText(
        transfers.map((t) => t[name]),
        quoted,
      ),
    ),
    `{${transfers.map((t) => `"${arrayText(t.parties)}"`).join(',')}}`,
    transfers[0]?.at,
    transfers[0]?.posted_by,
  ]);
}

/**
 * An array of PostgreSQL as text; `quoted` for what may hold any character. Written here because the driver
 * quotes and escapes every element, which for a large batch costs more than the statement itself.
 */
function arrayText(values: readonly unknown[], quoted?: 'quoted'): string {
  const texts = values.map((value) => {
    if (value === null || value === undefined) return 'NULL';
    const text = value instanceof Date ? value.toISOString() : String(value);
    return quoted ? `"${text.replace(/[\\"]/g, '\\$&')}"` : text;
  });
  return `{${texts.join(',')}}`;
}

/** Brings locked accounts to the state they were decided to have, by one statement. */
export async function moveAccounts(tx: Tx, accounts: readonly AccountState[]): Promise<void> {
  const column = (name: keyof AccountState, quoted?: 'quoted'): string =>
    arrayText(
      accounts.map((a) => a[name]),
      quoted,
    );
  const moved = await tx.run(
    `insert into payments.account as a (book_id, account_id, kind, currency, normal_side, lower_limit, upper_limit,
       posted_debit, posted_credit, pending_debit, pending_credit, last_number, booked_at, opened_at, parties)
     select book_id, account_id, kind, currency, normal_side, lower_limit, upper_limit, posted_debit, posted_credit,
       pending_debit, pending_credit, last_number, booked_at, booked_at, parties::uuid[]
     from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::int8[], $7::int8[], $8::int8[],
       $9::int8[], $10::int8[], $11::int8[], $12::int8[], $13::timestamptz[], $14::text[]) as n (book_id, account_id,
       kind, currency, normal_side, lower_limit, upper_limit, posted_debit, posted_credit, pending_debit,
       pending_credit, last_number, booked_at, parties)
     on conflict (book_id, account_id) do update set posted_debit = excluded.posted_debit,
       posted_credit = excluded.posted_credit, pending_debit = excluded.pending_debit,
       pending_credit = excluded.pending_credit, last_number = excluded.last_number, booked_at = excluded.booked_at
     where a.last_number < excluded.last_number`,
    [
      column('book_id'),
      column('account_id'),
      column('kind'),
      column('currency'),
      column('normal_side'),
      column('lower_limit'),
      column('upper_limit'),
      column('posted_debit'),
      column('posted_credit'),
      column('pending_debit'),
      column('pending_credit'),
      column('last_number'),
      column('booked_at', 'quoted'),
      `{${accounts.map((a) => `"${arrayText(a.parties)}"`).join(',')}}`,
    ],
  );
  assert(moved === accounts.length, `${accounts.length} accounts to move, ${moved} moved`);
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
