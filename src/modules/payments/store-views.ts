import type { Tx } from '../../platform/index.ts';
import type { Side } from './model.ts';

export interface WalletRow {
  account_id: string;
  kind: string;
  currency: string;
  balance: bigint;
  available: bigint;
  reserved: bigint;
  incoming: bigint;
  normal_side: Side;
  closed: boolean;
}

const standing = `a.account_id, a.kind, a.currency, a.normal_side, a.closed_at is not null as closed,
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
  side: Side;
  amount: bigint;
  balance_after: bigint;
  reason: string;
  reference: string;
  counter_book_id: string | null;
  deal_id: string | null;
}

/**
 * One page of an account's entries, newest first, below `before` (a running number). The running balance goes
 * back from `balance`, what the account had after the newest entry of the page, so a page costs the same
 * wherever it lies. The first page starts from the account's balance as it is when the page is read.
 */
export function readStatement(
  tx: Tx,
  q: { book_id: string; account_id: string; before: bigint | null; balance: bigint | null; limit: number },
): Promise<StatementRow[]> {
  return tx.rows<StatementRow>(
    `with page as (
       select e.* from payments.entry e
       where e.book_id = $1 and e.account_id = $2 and ($3::bigint is null or e.number < $3)
       order by e.number desc limit $5
     )
     select p.number, p.transfer_id, p.at, p.side, p.amount, p.reason, p.reference, p.counter_book_id, p.deal_id,
       (coalesce($4::bigint, case a.normal_side when 'credit' then a.posted_credit - a.posted_debit
                                                else a.posted_debit - a.posted_credit end)
         - coalesce(sum(case when p.side = a.normal_side then p.amount else -p.amount end)
             over (order by p.number desc rows between unbounded preceding and 1 preceding), 0))::bigint as balance_after
     from page p join payments.account a on a.book_id = $1 and a.account_id = $2
     order by p.number desc`,
    [q.book_id, q.account_id, q.before, q.balance, q.limit],
  );
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
