-- A page of a statement and the place of an instant are found through the index of the account's entries, whatever is
-- known of the table: a ledger that is young, or was filled since it was last analysed, would else have all entries of
-- an account read and sorted for one page.

-- Entries of an account, newest first, below before_number and above after_number, that fit what is asked for; an
-- argument that is null asks for nothing.
create function payments.statement_page(
  book uuid, account text, before_number int8, after_number int8, most int, only_side text, words text,
  counter_book uuid, other_account text, least_amount int8, most_amount int8, only_reason text
) returns table (
  number int8, transfer_id uuid, at timestamptz, booked_at timestamptz, side text, amount int8, balance_after int8,
  reason text, reference text, counter_book_id uuid, deal_id uuid
)
language sql stable
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set enable_bitmapscan = off
set enable_sort = off
as $$
  select * from (
    (select t.debit_number as number, t.transfer_id, t.at, t.booked_at, 'debit' as side, t.amount,
       t.debit_balance as balance_after, t.reason, t.reference, t.counter_book_id, t.deal_id
     from payments.transfer t where t.book_id = book and t.debit_account_id = account
       and t.debit_number < before_number and t.debit_number > after_number and t.kind in ('single', 'post', 'reversal')
       and coalesce(only_side, 'debit') = 'debit'
       and (words is null or position(lower(words collate "und-x-icu") in lower(t.reference collate "und-x-icu")) > 0)
       and (counter_book is null or t.counter_book_id = counter_book)
       and (other_account is null or t.credit_account_id = other_account)
       and (least_amount is null or t.amount >= least_amount) and (most_amount is null or t.amount <= most_amount)
       and (only_reason is null or t.reason = only_reason)
     order by t.debit_number desc limit most)
    union all
    (select t.credit_number, t.transfer_id, t.at, t.booked_at, 'credit', t.amount,
       t.credit_balance, t.reason, t.reference, t.counter_book_id, t.deal_id
     from payments.transfer t where t.book_id = book and t.credit_account_id = account
       and t.credit_number < before_number and t.credit_number > after_number and t.kind in ('single', 'post', 'reversal')
       and coalesce(only_side, 'credit') = 'credit'
       and (words is null or position(lower(words collate "und-x-icu") in lower(t.reference collate "und-x-icu")) > 0)
       and (counter_book is null or t.counter_book_id = counter_book)
       and (other_account is null or t.debit_account_id = other_account)
       and (least_amount is null or t.amount >= least_amount) and (most_amount is null or t.amount <= most_amount)
       and (only_reason is null or t.reason = only_reason)
     order by t.credit_number desc limit most)) e
  order by number desc limit most
$$;

-- The number of the last transfer of an account that was booked before an instant, 0 when there is none, and what the
-- account had after it. Times of booking follow the numbers, so the place is found by halving: two look-ups for each
-- of at most 63 steps, however long the account.
create function payments.statement_place(book uuid, account text, instant timestamptz)
returns table (number int8, balance int8)
language sql stable
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set enable_bitmapscan = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
  with recursive halving (low, high) as (
    select 0::int8, a.last_number from payments.account a where a.book_id = book and a.account_id = account
    union all
    select case when m.booked_at < instant then m.number else h.low end,
           case when m.booked_at < instant then h.high else m.number - 1 end
    from halving h cross join lateral (
      select t.debit_number as number, t.booked_at from payments.transfer t
      where t.book_id = book and t.debit_account_id = account and t.debit_number = (h.low + h.high + 1) / 2
      union all
      select t.credit_number, t.booked_at from payments.transfer t
      where t.book_id = book and t.credit_account_id = account and t.credit_number = (h.low + h.high + 1) / 2) m
    where h.low < h.high
  )
  select h.low as number, coalesce(e.balance, 0)::int8 as balance
  from (select low from halving where low = high) h left join lateral (
    select t.debit_balance as balance from payments.transfer t
    where t.book_id = book and t.debit_account_id = account and t.debit_number = h.low
    union all
    select t.credit_balance from payments.transfer t
    where t.book_id = book and t.credit_account_id = account and t.credit_number = h.low) e on true
$$;
