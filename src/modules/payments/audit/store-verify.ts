import type { Tx } from '../../../platform/index.ts';

/** One place where the ledger is not what its transfers add up to. */
export interface Difference {
  check:
    | 'posted_debit'
    | 'posted_credit'
    | 'pending_debit'
    | 'pending_credit'
    | 'numbers'
    | 'account_missing'
    | 'running_balance'
    | 'booked_at'
    | 'lower_limit'
    | 'upper_limit'
    | 'resolution'
    | 'book_balance'
    | 'clearing'
    | 'chain'
    | 'seal';
  book_id: string | null;
  account_id: string | null;
  currency: string;
  expected: string;
  found: string;
}

export async function countLedger(
  tx: Tx,
): Promise<{ books: number; accounts: number; transfers: number; entries: number; links: number }> {
  return tx.one(
    `select (select count(*) from payments.book)::int as books, (select count(*) from payments.account)::int as accounts,
       (select count(*) from payments.link)::int as links,
       count(*)::int as transfers,
       (2 * count(*) filter (where kind in ('single', 'post', 'reversal')))::int as entries
     from payments.transfer`,
  );
}

const isPosted = `kind in ('single', 'post', 'reversal')`;
const lowest = `case normal_side when 'credit' then posted_credit - posted_debit - pending_debit
  else posted_debit - posted_credit - pending_credit end`;
const highest = `case normal_side when 'credit' then posted_credit + pending_credit - posted_debit
  else posted_debit + pending_debit - posted_credit end`;

/** Every way in which accounts and transfers can disagree, each computed over the whole ledger by one statement. */
export function findDifferences(tx: Tx, limit: number): Promise<Difference[]> {
  return tx.rows<Difference>(
    `with open as (
       select p.book_id, p.debit_account_id, p.credit_account_id, p.amount from payments.transfer p
       left join payments.transfer r on r.book_id = p.book_id and r.pending_id = p.transfer_id
       where p.kind = 'pending' and r.transfer_id is null
     ), debits as (
       select book_id, debit_account_id as account_id, sum(amount) filter (where ${isPosted}) as posted,
         count(*) as numbers, max(debit_number) as last_number
       from payments.transfer group by 1, 2
     ), credits as (
       select book_id, credit_account_id as account_id, sum(amount) filter (where ${isPosted}) as posted,
         count(*) as numbers, max(credit_number) as last_number
       from payments.transfer group by 1, 2
     ), pending_debits as (
       select book_id, debit_account_id as account_id, sum(amount) as pending from open group by 1, 2
     ), pending_credits as (
       select book_id, credit_account_id as account_id, sum(amount) as pending from open group by 1, 2
     ), summed as (
       select book_id, account_id, coalesce(d.posted, 0) as posted_debit, coalesce(c.posted, 0) as posted_credit,
         coalesce(pd.pending, 0) as pending_debit, coalesce(pc.pending, 0) as pending_credit,
         coalesce(d.numbers, 0) + coalesce(c.numbers, 0) as numbers, greatest(d.last_number, c.last_number) as last_number
       from debits d full join credits c using (book_id, account_id)
       left join pending_debits pd using (book_id, account_id) left join pending_credits pc using (book_id, account_id)
     ), compared as (
       select coalesce(a.book_id, s.book_id) as book_id, coalesce(a.account_id, s.account_id) as account_id, a.currency,
         a.account_id is null as missing, v.*
       from payments.account a full join summed s on s.book_id = a.book_id and s.account_id = a.account_id
       cross join lateral (values
         ('posted_debit', coalesce(s.posted_debit, 0), a.posted_debit),
         ('posted_credit', coalesce(s.posted_credit, 0), a.posted_credit),
         ('pending_debit', coalesce(s.pending_debit, 0), a.pending_debit),
         ('pending_credit', coalesce(s.pending_credit, 0), a.pending_credit),
         ('numbers', coalesce(s.numbers, 0), a.last_number),
         ('numbers', coalesce(s.last_number, 0), a.last_number)
       ) as v (rule, expected, found)
     ), difference as (
       select rule, book_id, account_id, currency, expected, found::numeric from compared where expected <> found
       union all
       select distinct 'account_missing', book_id, account_id, currency, 1::numeric, 0::numeric from compared where missing
       union all
       select 'lower_limit', book_id, account_id, currency, lower_limit, ${lowest}
       from payments.account where ${lowest} < lower_limit
       union all
       select 'upper_limit', book_id, account_id, currency, upper_limit, ${highest}
       from payments.account where ${highest} > upper_limit
       union all
       select 'resolution', p.book_id, p.debit_account_id, p.currency, p.amount, r.amount
       from payments.transfer r
       join payments.transfer p on p.book_id = r.book_id and p.transfer_id = r.pending_id
       where r.pending_id is not null
         and (p.kind <> 'pending' or r.amount > p.amount or (r.kind <> 'post' and r.amount <> p.amount))
       union all
       select 'book_balance', book_id, null, currency, sum(posted_debit), sum(posted_credit)
       from payments.account group by book_id, currency having sum(posted_debit) <> sum(posted_credit)
       union all
       select 'clearing', null, null, currency, 0, sum(posted_credit) - sum(posted_debit)
       from payments.account where kind = 'clearing' group by currency having sum(posted_credit) <> sum(posted_debit)
     )
     select rule as check, book_id, account_id, coalesce(currency, '') as currency, expected::text, found::text
     from difference order by book_id nulls last, account_id nulls last, rule limit $1`,
    [limit],
  );
}

/**
 * Goes through the entries of every account in order: each balance is the one before and the amount, numbers
 * have no gap, and the time of booking never goes back. The rows come in order from the two indexes.
 */
export function findBrokenRuns(tx: Tx, limit: number): Promise<Difference[]> {
  return tx.rows<Difference>(
    `with side as (
       select book_id, debit_account_id as account_id, debit_number as number, currency, debit_balance as balance, booked_at,
         case when ${isPosted} then amount else 0 end as debit, 0::bigint as credit
       from payments.transfer
       union all
       select book_id, credit_account_id, credit_number, currency, credit_balance, booked_at,
         0, case when ${isPosted} then amount else 0 end
       from payments.transfer
     ), run as (
       select side.*, lag(balance, 1, 0::bigint) over w as balance_before, lag(number, 1, 0::bigint) over w as number_before,
         lag(booked_at) over w as booked_before
       from side window w as (partition by book_id, account_id order by number)
     ), fault as (
       select r.*, r.balance_before + case a.normal_side when 'credit' then r.credit - r.debit else r.debit - r.credit end as due
       from run r join payments.account a on a.book_id = r.book_id and a.account_id = r.account_id
     )
     select case when number <> number_before + 1 then 'numbers' when balance <> due then 'running_balance' else 'booked_at' end as check,
       book_id, account_id, currency,
       case when number <> number_before + 1 then (number_before + 1)::text when balance <> due then due::text || ' at ' || number
            else 'not before ' || booked_before end as expected,
       case when number <> number_before + 1 then number::text when balance <> due then balance::text else booked_at::text end as found
     from fault where number <> number_before + 1 or balance <> due or booked_at < booked_before
     order by book_id, account_id, number limit $1`,
    [limit],
  );
}
