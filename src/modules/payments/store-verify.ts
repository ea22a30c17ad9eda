import type { Tx } from '../../platform/index.ts';

/** One place where the ledger is not what its transfers add up to. */
export interface Difference {
  check:
    | 'posted_debit'
    | 'posted_credit'
    | 'pending_debit'
    | 'pending_credit'
    | 'numbers'
    | 'account_missing'
    | 'lower_limit'
    | 'upper_limit'
    | 'resolution'
    | 'book_balance'
    | 'clearing';
  book_id: string | null;
  account_id: string | null;
  currency: string;
  expected: string;
  found: string;
}

export async function countLedger(
  tx: Tx,
): Promise<{ books: number; accounts: number; transfers: number; entries: number }> {
  return tx.one(
    `select (select count(*) from payments.book)::int as books, (select count(*) from payments.account)::int as accounts,
       count(*)::int as transfers,
       (2 * count(*) filter (where kind in ('single', 'post', 'reversal')))::int as entries
     from payments.transfer`,
  );
}

/** Every way in which accounts and transfers can disagree, each computed over the whole ledger by one statement. */
export function findDifferences(tx: Tx, limit: number): Promise<Difference[]> {
  return tx.rows<Difference>(
    `with effect as (
       select t.book_id, t.debit_account_id, t.credit_account_id, t.debit_number, t.credit_number,
         case when t.kind in ('single', 'post', 'reversal') then t.amount else 0 end as posted,
         case when t.kind = 'pending' and not exists (
           select 1 from payments.transfer r where r.book_id = t.book_id and r.pending_id = t.transfer_id) then t.amount
           else 0 end as pending
       from payments.transfer t
     ), side as (
       select book_id, debit_account_id as account_id, debit_number as number, posted as posted_debit,
         0::bigint as posted_credit, pending as pending_debit, 0::bigint as pending_credit from effect
       union all
       select book_id, credit_account_id, credit_number, 0, posted, 0, pending from effect
     ), summed as (
       select book_id, account_id, sum(posted_debit) as posted_debit, sum(posted_credit) as posted_credit,
         sum(pending_debit) as pending_debit, sum(pending_credit) as pending_credit, max(number) as last_number,
         count(*) as numbers
       from side group by book_id, account_id
     ), compared as (
       select coalesce(a.book_id, s.book_id) as book_id, coalesce(a.account_id, s.account_id) as account_id, a.currency,
         a.normal_side, a.lower_limit, a.upper_limit, a.account_id is null as missing, v.*
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
       select 'lower_limit', book_id, account_id, currency, lower_limit,
         case normal_side when 'credit' then posted_credit - posted_debit - pending_debit
                          else posted_debit - posted_credit - pending_credit end
       from payments.account
       where case normal_side when 'credit' then posted_credit - posted_debit - pending_debit
                              else posted_debit - posted_credit - pending_credit end < lower_limit
       union all
       select 'upper_limit', book_id, account_id, currency, upper_limit,
         case normal_side when 'credit' then posted_credit + pending_credit - posted_debit
                          else posted_debit + pending_debit - posted_credit end
       from payments.account
       where case normal_side when 'credit' then posted_credit + pending_credit - posted_debit
                              else posted_debit + pending_debit - posted_credit end > upper_limit
       union all
       select 'resolution', p.book_id, p.debit_account_id, p.currency, p.amount, r.amount
       from payments.transfer r
       join payments.transfer p on p.book_id = r.book_id and p.transfer_id = r.pending_id
       where p.kind <> 'pending' or r.amount > p.amount or (r.kind <> 'post' and r.amount <> p.amount)
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
