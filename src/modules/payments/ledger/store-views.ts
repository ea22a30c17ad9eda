import type { Tx } from '../../../platform/index.ts';
import type { Side } from '../model.ts';
import { filterArguments, type StatementFilter } from './statement-filter.ts';

export interface WalletRow {
  account_id: string;
  kind: string;
  currency: string;
  balance: bigint;
  available: bigint;
  reserved: bigint;
  incoming: bigint;
  last_number: bigint;
  normal_side: Side;
  closed: boolean;
}

const standing = `a.account_id, a.kind, a.currency, a.normal_side, a.last_number, a.closed_at is not null as closed,
  case a.normal_side when 'credit' then a.posted_credit - a.posted_debit else a.posted_debit - a.posted_credit end as balance,
  case a.normal_side when 'credit' then a.posted_credit - a.posted_debit - a.pending_debit
                     else a.posted_debit - a.posted_credit - a.pending_credit end as available,
  case a.normal_side when 'credit' then a.pending_debit else a.pending_credit end as reserved,
  case a.normal_side when 'credit' then a.pending_credit else a.pending_debit end as incoming`;

/** The accounts of an organisation that hold money; a bank has nostros besides wallets. */
export function readWallet(tx: Tx, org_id: string): Promise<WalletRow[]> {
  return tx.rows<WalletRow>(
    `select ${standing} from payments.account a where a.book_id = $1 and a.kind <> 'clearing' order by a.kind desc, a.currency`,
    [org_id],
  );
}

export function readAccount(tx: Tx, org_id: string, account_id: string): Promise<WalletRow | undefined> {
  return tx.maybe<WalletRow>(
    `select ${standing} from payments.account a where a.book_id = $1 and a.account_id = $2`,
    [org_id, account_id],
  );
}

export interface StatementRow {
  number: bigint;
  transfer_id: string;
  at: Date;
  booked_at: Date;
  side: Side;
  amount: bigint;
  balance_after: bigint;
  reason: string;
  reference: string;
  counter_book_id: string | null;
  deal_id: string | null;
}

/**
 * One page of an account's entries, newest first: numbers below `before` and above `after`, those that fit the
 * filter. Each carries the balance after it, so a page costs the same wherever it lies.
 */
export function readStatement(
  tx: Tx,
  q: {
    book_id: string;
    account_id: string;
    normal_side: Side;
    before: bigint;
    after: bigint;
    limit: number;
    filter?: StatementFilter;
  },
): Promise<StatementRow[]> {
  return tx.rows<StatementRow>(
    'select * from payments.statement_page($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)',
    [q.book_id, q.account_id, q.before, q.after, q.limit, ...filterArguments(q.filter ?? {}, q.normal_side)],
  );
}

/**
 * The number of the last transfer of an account that was booked before an instant, 0 when there is none, and
 * what the account had after it.
 */
export async function readAsOf(
  tx: Tx,
  q: { book_id: string; account_id: string; before: Date },
): Promise<{ number: bigint; balance: bigint }> {
  const row = await tx.maybe<{ number: bigint; balance: bigint }>(
    'select * from payments.statement_place($1, $2, $3)',
    [q.book_id, q.account_id, q.before],
  );
  return row ?? { number: 0n, balance: 0n };
}

export interface DealMoneyRow {
  book_id: string;
  transfer_id: string;
  at: Date;
  kind: string;
  debit_account_id: string;
  credit_account_id: string;
  amount: bigint;
  currency: string;
  reason: string;
  reference: string;
  counter_book_id: string | null;
}

/**
 * Transfers of a deal that the reader may see: those of the deal's book and of their own, oldest first; what is
 * posted, and what is reserved and not resolved yet.
 */
export function readDealMoney(
  tx: Tx,
  deal_id: string,
  org_id: string,
  limit: number,
): Promise<DealMoneyRow[]> {
  return tx.rows<DealMoneyRow>(
    `select book_id, transfer_id, at, kind, debit_account_id, credit_account_id, amount, currency, reason, reference,
       counter_book_id
     from payments.transfer t where deal_id = $1 and book_id = any ($2::uuid[])
       and (kind in ('single', 'post', 'reversal') or kind = 'pending' and not exists (
         select 1 from payments.transfer r where r.book_id = t.book_id and r.pending_id = t.transfer_id))
     order by at, book_id = $1 desc, debit_number, credit_number, transfer_id limit $3`,
    [deal_id, [deal_id, org_id], limit],
  );
}

/** What is posted in the books of these deals. */
export function readMoneyOfDeals(tx: Tx, deal_ids: readonly string[]): Promise<DealMoneyRow[]> {
  return tx.rows<DealMoneyRow>(
    `select book_id, transfer_id, at, kind, debit_account_id, credit_account_id, amount, currency, reason, reference,
       counter_book_id
     from payments.transfer where book_id = any ($1::uuid[]) and kind in ('single', 'post', 'reversal')`,
    [deal_ids],
  );
}
