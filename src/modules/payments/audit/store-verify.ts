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

export function countLedger(tx: Tx): Promise<{ books: number; accounts: number; links: number }> {
  return tx.one(
    `select (select count(*) from payments.book)::int as books, (select count(*) from payments.account)::int as accounts,
       (select count(*) from payments.link)::int as links`,
  );
}

const lowest = `case normal_side when 'credit' then posted_credit - posted_debit - pending_debit
  else posted_debit - posted_credit - pending_credit end`;
const highest = `case normal_side when 'credit' then posted_credit + pending_credit - posted_debit
  else posted_debit + pending_debit - posted_credit end`;

/** A prime below 2^31: products of two remainders stay within 64 bits. */
const PRIME = 2_147_483_647;
/** Entries of an account whose times are looked at together. */
const STRETCH_BITS = 10;

/**
 * The entries of an account form one run when each balance is the one before and the amount. That can be told from
 * sums in any order: give each number n a weight w(n) by lot; over a whole run, the sum of balance × w(n) less
 * (balance − amount) × w(n − 1) is the last balance × w(last). A break makes it another number, but for one chance in
 * two thousand million, and the weights are new each time. So the table is read once, by several processes.
 */
const weight = (number: string): string => `(hashint8extended(${number}, $1) & ${PRIME})`;
const sideSums = (side: 'debit' | 'credit'): string => `
  select t.book_id, t.${side}_account_id as account_id, t.${side}_number >> ${STRETCH_BITS} as stretch, '${side}' as side,
    count(*) as numbers, max(t.${side}_number) as last_number,
    count(*) filter (where t.kind in ('single', 'post', 'reversal')) as entries,
    sum(t.amount) filter (where t.kind in ('single', 'post', 'reversal')) as posted,
    sum(t.amount) filter (where t.kind = 'pending') as reserved,
    sum((t.${side}_balance % ${PRIME}) * (${weight(`t.${side}_number`)} - ${weight(`t.${side}_number - 1`)})) as run,
    sum((t.amount % ${PRIME}) * ${weight(`t.${side}_number - 1`)})
      filter (where t.kind in ('single', 'post', 'reversal')) as moved,
    min(t.booked_at) as first_booked_at, max(t.booked_at) as last_booked_at
  from payments.transfer t group by 1, 2, 3`;

export interface Sums {
  transfers: number;
  entries: number;
  differences: Difference[];
  /** Accounts whose entries, one after the other, do not add up; to be gone through in order. */
  broken: { book_id: string; account_id: string }[];
}

/** Every way in which accounts and transfers can disagree, computed over the whole ledger by one statement. */
export async function findDifferences(tx: Tx, seed: bigint, limit: number): Promise<Sums> {
  await tx.run(`set local max_parallel_workers_per_gather = 4; set local parallel_setup_cost = 0;
    set local min_parallel_table_scan_size = 0; set local work_mem = '64MB'`);
  const rows = await tx.rows<
    Omit<Difference, 'check'> & { check: Difference['check'] | 'totals' | 'broken' }
  >(
    `with stretch as materialized (${sideSums('debit')} union all ${sideSums('credit')}
     ), freed as (
       select p.book_id, p.debit_account_id, p.credit_account_id, p.amount from payments.transfer r
       join payments.transfer p on p.book_id = r.book_id and p.transfer_id = r.pending_id
       where r.pending_id is not null
     ), freed_side as (
       select book_id, account_id, side, sum(amount) as freed from (
         select book_id, debit_account_id as account_id, 'debit' as side, amount from freed
         union all select book_id, credit_account_id, 'credit', amount from freed) f
       group by 1, 2, 3
     ), summed as (
       select s.book_id, s.account_id, sum(numbers) as numbers, max(last_number) as last_number,
         coalesce(sum(posted) filter (where side = 'debit'), 0) as posted_debit,
         coalesce(sum(posted) filter (where side = 'credit'), 0) as posted_credit,
         coalesce(sum(reserved) filter (where side = 'debit'), 0) as reserved_debit,
         coalesce(sum(reserved) filter (where side = 'credit'), 0) as reserved_credit,
         sum(run) as run, coalesce(sum(moved) filter (where side = 'debit'), 0) as moved_debit,
         coalesce(sum(moved) filter (where side = 'credit'), 0) as moved_credit
       from stretch s group by 1, 2
     ), compared as (
       select coalesce(a.book_id, s.book_id) as book_id, coalesce(a.account_id, s.account_id) as account_id, a.currency,
         a.account_id is null as missing, v.*
       from payments.account a full join summed s on s.book_id = a.book_id and s.account_id = a.account_id
       left join freed_side fd on fd.book_id = s.book_id and fd.account_id = s.account_id and fd.side = 'debit'
       left join freed_side fc on fc.book_id = s.book_id and fc.account_id = s.account_id and fc.side = 'credit'
       cross join lateral (values
         ('posted_debit', coalesce(s.posted_debit, 0), a.posted_debit),
         ('posted_credit', coalesce(s.posted_credit, 0), a.posted_credit),
         ('pending_debit', coalesce(s.reserved_debit, 0) - coalesce(fd.freed, 0), a.pending_debit),
         ('pending_credit', coalesce(s.reserved_credit, 0) - coalesce(fc.freed, 0), a.pending_credit),
         ('numbers', coalesce(s.numbers, 0), a.last_number),
         ('numbers', coalesce(s.last_number, 0), a.last_number)
       ) as v (rule, expected, found)
     ), gone_back as (
       select distinct book_id, account_id from (
         select book_id, account_id, first_booked_at,
           max(last_booked_at) over (partition by book_id, account_id order by stretch
             groups between unbounded preceding and 1 preceding) as before from stretch) s
       where first_booked_at < before
     ), broken as (
       select a.book_id, a.account_id from summed s join payments.account a using (book_id, account_id)
       cross join lateral (select case a.normal_side when 'credit' then a.posted_credit - a.posted_debit
           else a.posted_debit - a.posted_credit end as balance,
         case a.normal_side when 'credit' then s.moved_credit - s.moved_debit else s.moved_debit - s.moved_credit end as moved) c
       where (s.run + c.moved - (c.balance % ${PRIME})::numeric * ${weight('a.last_number')}) % ${PRIME} <> 0
       union select book_id, account_id from gone_back
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
       select 'resolution', r.book_id, r.debit_account_id, r.currency, coalesce(p.amount, 0), r.amount
       from payments.transfer r
       left join payments.transfer p on p.book_id = r.book_id and p.transfer_id = r.pending_id
       where r.pending_id is not null and (p.kind is distinct from 'pending' or r.amount > p.amount
         or (r.kind <> 'post' and r.amount <> p.amount)
         or (r.debit_account_id, r.credit_account_id) <> (p.debit_account_id, p.credit_account_id))
       union all
       select 'resolution', r.book_id, r.debit_account_id, r.currency, coalesce(p.amount, 0), r.amount
       from payments.transfer r
       left join payments.transfer p on p.book_id = r.book_id and p.transfer_id = r.reverses_id
       where r.reverses_id is not null and (p.amount is distinct from r.amount
         or (r.debit_account_id, r.credit_account_id) <> (p.credit_account_id, p.debit_account_id))
       union all
       select 'book_balance', book_id, null, currency, sum(posted_debit), sum(posted_credit)
       from payments.account group by book_id, currency having sum(posted_debit) <> sum(posted_credit)
       union all
       select 'clearing', null, null, currency, 0, sum(posted_credit) - sum(posted_debit)
       from payments.account where kind = 'clearing' group by currency having sum(posted_credit) <> sum(posted_debit)
     )
     select 'totals' as check, null::uuid as book_id, null as account_id, '' as currency,
       coalesce(sum(numbers), 0)::text as expected, coalesce(sum(entries), 0)::text as found from stretch
     union all
     (select 'broken', book_id, account_id, '', '', '' from broken order by book_id, account_id limit $2)
     union all
     (select rule, book_id, account_id, coalesce(currency, ''), expected::text, found::text
      from difference order by book_id nulls last, account_id nulls last, rule limit $2)`,
    [seed, limit],
  );
  const totals = rows.find((r) => r.check === 'totals');
  return {
    transfers: Number(totals?.expected ?? 0) / 2,
    entries: Number(totals?.found ?? 0),
    differences: rows.filter((r): r is Difference => r.check !== 'totals' && r.check !== 'broken'),
    broken: rows.flatMap((r) =>
      r.check === 'broken' && r.book_id && r.account_id
        ? [{ book_id: r.book_id, account_id: r.account_id }]
        : [],
    ),
  };
}

/**
 * Goes through the entries of some accounts in order: each balance is the one before and the amount, numbers
 * have no gap, and the time of booking never goes back.
 */
export function findBrokenRuns(
  tx: Tx,
  accounts: readonly { book_id: string; account_id: string }[],
  limit: number,
): Promise<Difference[]> {
  if (accounts.length === 0) return Promise.resolve([]);
  return tx.rows<Difference>(
    `with wanted as (select * from unnest($1::uuid[], $2::text[]) as w (book_id, account_id)
     ), side as (
       select a.*, s.* from wanted w join payments.account a using (book_id, account_id)
       cross join lateral (
         select debit_number as number, debit_balance as balance, t.booked_at as booked, kind as transfer_kind, amount,
           'debit' as side from payments.transfer t
         where t.book_id = w.book_id and t.debit_account_id = w.account_id
         union all
         select credit_number, credit_balance, t.booked_at, kind, amount, 'credit' from payments.transfer t
         where t.book_id = w.book_id and t.credit_account_id = w.account_id) s
     ), run as (
       select side.*, lag(balance, 1, 0::bigint) over w as balance_before, lag(number, 1, 0::bigint) over w as number_before,
         lag(booked) over w as booked_before
       from side window w as (partition by book_id, account_id order by number)
     ), fault as (
       select r.*, r.balance_before + case when transfer_kind not in ('single', 'post', 'reversal') then 0
         when side = normal_side then amount else -amount end as due
       from run r
     )
     select case when number <> number_before + 1 then 'numbers' when balance <> due then 'running_balance' else 'booked_at' end as check,
       book_id, account_id, currency,
       case when number <> number_before + 1 then (number_before + 1)::text when balance <> due then due::text || ' at ' || number
            else 'not before ' || booked_before || ' at ' || number end as expected,
       case when number <> number_before + 1 then number::text when balance <> due then balance::text else booked::text end as found
     from fault where number <> number_before + 1 or balance <> due or booked < booked_before
     order by book_id, account_id, number limit $3`,
    [accounts.map((a) => a.book_id), accounts.map((a) => a.account_id), limit],
  );
}
