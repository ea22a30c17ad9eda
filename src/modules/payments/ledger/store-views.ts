import type { Tx } from '../../../platform/index.ts';
import type { Side } from '../model.ts';

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
 * One page of an account's entries, newest first: numbers below `before` and above `after`. Each carries the
 * balance after it, so a page costs the same wherever it lies.
 */
export function readStatement(
  tx: Tx,
  q: { book_id: string; account_id: string; before: bigint | null; after: bigint; limit: number },
): Promise<StatementRow[]> {
  // Each side by itself, in the order of its index: the planner would sort all entries of a view over both.
  const side = (name: 'debit' | 'credit'): string =>
    `(select ${name}_number as number, transfer_id, at, booked_at, '${name}' as side, amount,
       ${name}_balance as balance_after, reason, reference, counter_book_id, deal_id
     from payments.transfer where book_id = $1 and ${name}_account_id = $2
       and ${name}_number < coalesce($3::bigint, 9223372036854775807) and ${name}_number > $4
       and kind in ('single', 'post', 'reversal') order by ${name}_number desc limit $5)`;
  return tx.rows<StatementRow>(
    `select * from (${side('debit')} union all ${side('credit')}) e order by number desc limit $5`,
    [q.book_id, q.account_id, q.before, q.after, q.limit],
  );
}

/**
 * The number of the last transfer of an account that was booked before an instant, 0 when there is none, and
 * what the account had after it. Times of booking follow the numbers, so the place is found by halving: two
 * look-ups for each of at most 63 steps, however long the account.
 */
export async function readAsOf(
  tx: Tx,
  q: { book_id: string; account_id: string; before: Date },
): Promise<{ number: bigint; balance: bigint }> {
  const row = await tx.maybe<{ number: bigint; balance: bigint }>(
    `with recursive halving (low, high) as (
       select 0::bigint, last_number from payments.account where book_id = $1 and account_id = $2
       union all
       select case when m.booked_at < $3 then m.number else h.low end,
              case when m.booked_at < $3 then h.high else m.number - 1 end
       from halving h cross join lateral (
         select debit_number as number, booked_at from payments.transfer
         where book_id = $1 and debit_account_id = $2 and debit_number = (h.low + h.high + 1) / 2
         union all
         select credit_number, booked_at from payments.transfer
         where book_id = $1 and credit_account_id = $2 and credit_number = (h.low + h.high + 1) / 2) m
       where h.low < h.high
     )
     select h.low as number, coalesce(e.balance, 0)::bigint as balance
     from (select low from halving where low = high) h left join lateral (
       select debit_balance as balance from payments.transfer
       where book_id = $1 and debit_account_id = $2 and debit_number = h.low
       union all
       select credit_balance from payments.transfer
       where book_id = $1 and credit_account_id = $2 and credit_number = h.low) e on true`,
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
