import type { Tx } from '../../../platform/index.ts';
import type { Side } from '../model.ts';

/** An account as a figure is summed over it. */
export interface FigureAccount {
  account_id: string;
  kind: string;
  currency: string;
  normal_side: Side;
  posted_debit: bigint;
  posted_credit: bigint;
  pending_debit: bigint;
  pending_credit: bigint;
}

/** Accounts of a book by name, or by kind and currency; none where the book is not the reader's to see. */
export function readFigureAccounts(
  tx: Tx,
  q: { book_id: string; account_id: string | null; kinds: readonly string[] | null; currency: string | null },
): Promise<FigureAccount[]> {
  return tx.rows<FigureAccount>(
    `select account_id, kind, currency, normal_side, posted_debit, posted_credit, pending_debit, pending_credit
     from payments.account
     where book_id = $1 and ($2::text is null or account_id = $2) and ($3::text[] is null or kind = any ($3))
       and ($4::text is null or currency = $4)
     order by account_id`,
    [q.book_id, q.account_id, q.kinds, q.currency],
  );
}

/** Which entries of those accounts; null asks for nothing. */
export interface EntryChoice {
  book_id: string;
  account_ids: readonly string[];
  side: Side | null;
  /** What is reserved and not resolved, instead of what is posted. */
  open: boolean;
  from: string | null;
  before: string | null;
  /** Leaves out what moved to or from accounts of this kind. */
  except: string | null;
}

export interface EntryRow {
  account_id: string;
  normal_side: Side;
  number: bigint;
  transfer_id: string;
  at: Date;
  booked_at: Date;
  side: Side;
  amount: bigint;
  other_account_id: string;
  reason: string;
  reference: string;
  counter_book_id: string | null;
  deal_id: string | null;
}

/** Of each account the entries from the place of `$4` (or its newest) down to that of `$3`. */
const chosen = `payments.account a cross join lateral payments.account_entries(a.book_id, a.account_id,
    case when a.account_id = $8 then $9::int8
         when $4::timestamptz is null then 9223372036854775807
         else (select p.number + 1 from payments.statement_place(a.book_id, a.account_id, $4) p) end,
    case when $3::timestamptz is null then 0
         else (select p.number from payments.statement_place(a.book_id, a.account_id, $3) p) end,
    $10, $5, $6, $7) e
  where a.book_id = $1 and a.account_id = any ($2::text[]) and ($8::text is null or a.account_id >= $8)`;

const argumentsOf = (q: EntryChoice, after: { account_id: string; number: string } | null, most: number) => [
  q.book_id,
  q.account_ids,
  q.from,
  q.before,
  q.side,
  q.open,
  q.except,
  after?.account_id ?? null,
  after?.number ?? null,
  most,
];

/** A page of entries: account by account, in each the newest first. Reads as many rows of each account as are shown. */
export function readEntries(
  tx: Tx,
  q: EntryChoice,
  after: { account_id: string; number: string } | null,
  limit: number,
): Promise<EntryRow[]> {
  return tx.rows<EntryRow>(
    `select a.account_id, a.normal_side, e.* from ${chosen} order by a.account_id, e.number desc limit $10`,
    argumentsOf(q, after, limit),
  );
}

/** Entries of one account that a batch of transfers made. */
export function readEntriesOf(
  tx: Tx,
  q: { book_id: string; account_ids: readonly string[]; side: Side | null; transfer_ids: readonly string[] },
): Promise<EntryRow[]> {
  return tx.rows<EntryRow>(
    `select e.account_id, a.normal_side, e.number, e.transfer_id, e.at, e.booked_at, e.side, e.amount, e.other_account_id,
       e.reason, e.reference, e.counter_book_id, e.deal_id
     from payments.entry e join payments.account a using (book_id, account_id)
     where e.book_id = $1 and e.account_id = any ($2::text[]) and e.transfer_id = any ($4::uuid[])
       and ($3::text is null or e.side = $3)
     order by e.account_id, e.number desc`,
    [q.book_id, q.account_ids, q.side, q.transfer_ids],
  );
}

/** Entries added up at most, of one account. */
export const SUM_LIMIT = 100_000;

/** What chosen entries come to, as decimal text; `most` is the count of the account that has most of them. */
export async function sumEntries(
  tx: Tx,
  q: EntryChoice,
): Promise<{ debit: string; credit: string; change: string; entries: number; most: number }> {
  return tx.one(
    `with one as (
       select a.account_id, count(*) as entries, sum(e.amount) filter (where e.side = 'debit') as debit,
         sum(e.amount) filter (where e.side = 'credit') as credit,
         sum(case when e.side = a.normal_side then e.amount else -e.amount end) as change
       from ${chosen} group by a.account_id)
     select coalesce(sum(debit), 0)::text as debit, coalesce(sum(credit), 0)::text as credit,
       coalesce(sum(change), 0)::text as change, coalesce(sum(entries), 0)::int as entries,
       coalesce(max(entries), 0)::int as most from one`,
    argumentsOf(q, null, SUM_LIMIT + 1),
  );
}
