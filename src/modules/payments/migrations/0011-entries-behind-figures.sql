-- A figure is a sum over entries of one account or of several; whoever reads it opens them. Reservations that nothing
-- has resolved are found through indexes of their own, which hold nothing else.
create index transfer_pending_debit on payments.transfer (book_id, debit_account_id, debit_number) where kind = 'pending';
create index transfer_pending_credit on payments.transfer (book_id, credit_account_id, credit_number) where kind = 'pending';

-- Entries of an account, newest first, below before_number and above after_number: what is posted, or with open_only
-- what is reserved and not resolved (among the newest 10,000 reservations of each side). An argument that is null asks
-- for nothing; without_kind leaves out what moved to or from accounts of a kind.
create function payments.account_entries(
  book uuid, account text, before_number int8, after_number int8, most int, only_side text, open_only boolean,
  without_kind text
) returns table (
  number int8, transfer_id uuid, at timestamptz, booked_at timestamptz, side text, amount int8, other_account_id text,
  reason text, reference text, counter_book_id uuid, deal_id uuid
)
language sql stable
set search_path = pg_catalog, pg_temp
set enable_seqscan = off
set enable_bitmapscan = off
set enable_sort = off
set enable_hashjoin = off
set enable_mergejoin = off
as $$
  select * from (
    (select t.debit_number as number, t.transfer_id, t.at, t.booked_at, 'debit' as side, t.amount,
       t.credit_account_id as other_account_id, t.reason, t.reference, t.counter_book_id, t.deal_id
     from payments.transfer t where not open_only and t.book_id = book and t.debit_account_id = account
       and t.debit_number < before_number and t.debit_number > after_number and t.kind in ('single', 'post', 'reversal')
       and coalesce(only_side, 'debit') = 'debit'
       and (without_kind is null or t.credit_account_id not like without_kind || ':%')
     order by t.debit_number desc limit most)
    union all
    (select t.credit_number, t.transfer_id, t.at, t.booked_at, 'credit', t.amount,
       t.debit_account_id, t.reason, t.reference, t.counter_book_id, t.deal_id
     from payments.transfer t where not open_only and t.book_id = book and t.credit_account_id = account
       and t.credit_number < before_number and t.credit_number > after_number and t.kind in ('single', 'post', 'reversal')
       and coalesce(only_side, 'credit') = 'credit'
       and (without_kind is null or t.debit_account_id not like without_kind || ':%')
     order by t.credit_number desc limit most)
    union all
    (select t.debit_number, t.transfer_id, t.at, t.booked_at, 'debit', t.amount,
       t.credit_account_id, t.reason, t.reference, t.counter_book_id, t.deal_id
     from (select * from payments.transfer p where open_only and p.book_id = book and p.debit_account_id = account
         and p.debit_number < before_number and p.debit_number > after_number and p.kind = 'pending'
         and coalesce(only_side, 'debit') = 'debit'
       order by p.debit_number desc limit 10000) t
     where not exists (select from payments.transfer r where r.book_id = book and r.pending_id = t.transfer_id)
       and (without_kind is null or t.credit_account_id not like without_kind || ':%')
     order by t.debit_number desc limit most)
    union all
    (select t.credit_number, t.transfer_id, t.at, t.booked_at, 'credit', t.amount,
       t.debit_account_id, t.reason, t.reference, t.counter_book_id, t.deal_id
     from (select * from payments.transfer p where open_only and p.book_id = book and p.credit_account_id = account
         and p.credit_number < before_number and p.credit_number > after_number and p.kind = 'pending'
         and coalesce(only_side, 'credit') = 'credit'
       order by p.credit_number desc limit 10000) t
     where not exists (select from payments.transfer r where r.book_id = book and r.pending_id = t.transfer_id)
       and (without_kind is null or t.debit_account_id not like without_kind || ':%')
     order by t.credit_number desc limit most)) e
  order by number desc limit most
$$;
