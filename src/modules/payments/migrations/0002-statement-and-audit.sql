-- What an account had after each entry stands in the transfer, so that a page of a statement and a balance of any
-- past instant cost the same wherever they lie. booked_at never goes back within an account, whatever the clocks of
-- several servers say; `at` is when the transfer was made.
alter table payments.account add column booked_at timestamptz;
grant update (booked_at) on payments.account to sauda_app, sauda_system;
alter table payments.account add unique (book_id, account_id, currency, parties);

alter table payments.transfer
  add column booked_at timestamptz,
  add column debit_balance bigint,
  add column credit_balance bigint,
  -- A balancing transfer moves as much as is there, at most this; which side bounds it.
  add column at_most bigint check (at_most >= amount),
  add column balancing text check (balancing in ('debit', 'credit', 'both')),
  add check ((at_most is null) = (balancing is null)),
  add check (balancing is null or kind in ('single', 'pending'));

-- Rows of before this migration, worked out from their amounts. The owner is subject to the policies as well.
alter table payments.transfer no force row level security;
alter table payments.account no force row level security;
with side as (
  select book_id, transfer_id, debit_account_id as account_id, debit_number as number, 'debit' as side, at,
    case when kind in ('single', 'post', 'reversal') then amount else 0 end as posted from payments.transfer
  union all
  select book_id, transfer_id, credit_account_id, credit_number, 'credit', at,
    case when kind in ('single', 'post', 'reversal') then amount else 0 end from payments.transfer
), running as (
  select s.book_id, s.transfer_id, s.side,
    sum(case when s.side = a.normal_side then s.posted else -s.posted end) over w as balance, max(s.at) over w as booked_at
  from side s join payments.account a using (book_id, account_id)
  window w as (partition by s.book_id, s.account_id order by s.number)
)
update payments.transfer t set debit_balance = d.balance, credit_balance = c.balance, booked_at = greatest(d.booked_at, c.booked_at)
from running d join running c using (book_id, transfer_id)
where d.side = 'debit' and c.side = 'credit' and t.book_id = d.book_id and t.transfer_id = d.transfer_id;
update payments.account a set booked_at = (
  select max(t.booked_at) from payments.transfer t
  where t.book_id = a.book_id and a.account_id in (t.debit_account_id, t.credit_account_id));
alter table payments.transfer force row level security;
alter table payments.account force row level security;
alter table payments.transfer
  alter column booked_at set not null, alter column debit_balance set not null, alter column credit_balance set not null;

-- Both accounts repeat the parties of their book, so one key answers for account, currency and parties.
alter table payments.transfer
  drop constraint transfer_book_id_parties_fkey,
  drop constraint transfer_book_id_debit_account_id_currency_fkey,
  drop constraint transfer_book_id_credit_account_id_currency_fkey,
  add foreign key (book_id, debit_account_id, currency, parties)
    references payments.account (book_id, account_id, currency, parties),
  add foreign key (book_id, credit_account_id, currency, parties)
    references payments.account (book_id, account_id, currency, parties);
alter table payments.account drop constraint account_book_id_account_id_currency_key;

create index transfer_by_reference on payments.transfer (book_id, reference text_pattern_ops);
create index transfer_pending_group on payments.transfer (link_id) where kind = 'pending' and link_id is not null;

drop view payments.entry;
create view payments.entry with (security_invoker = true) as
  select book_id, debit_account_id as account_id, debit_number as number, transfer_id, 'debit' as side, amount, currency,
    debit_balance as balance_after, credit_account_id as other_account_id, kind, reason, reference, counter_book_id,
    deal_id, link_id, at, booked_at, posted_by
  from payments.transfer where kind in ('single', 'post', 'reversal')
  union all
  select book_id, credit_account_id, credit_number, transfer_id, 'credit', amount, currency,
    credit_balance, debit_account_id, kind, reason, reference, counter_book_id, deal_id, link_id, at, booked_at, posted_by
  from payments.transfer where kind in ('single', 'post', 'reversal');
grant select on payments.entry to sauda_app, sauda_system;

-- The chain of a book: each link holds the hash of the one before and of the transfers that it covers, so a row that
-- is changed, left out or slipped in later breaks it. Written by a job, away from posting.
create table payments.chain (
  book_id uuid not null primary key,
  number int not null check (number >= 0),
  hash bytea not null check (length(hash) = 32),
  sealed_number int not null default 0 check (sealed_number <= number)
);
create index chain_unsealed on payments.chain (book_id) where sealed_number < number;
select platform.close_table('payments.chain', 'select');
grant insert, update on payments.chain to sauda_system;

create table payments.link (
  book_id uuid not null,
  number int not null check (number >= 1),
  transfers int not null check (transfers >= 0),
  previous_hash bytea not null check (length(previous_hash) = 32),
  hash bytea not null check (length(hash) = 32),
  at timestamptz not null,
  primary key (book_id, number)
);
select platform.close_table('payments.link', 'select');
grant insert on payments.link to sauda_system;

-- What a link covers: of each account the transfers that debit it, with numbers above after_number up to upto_number.
create table payments.link_range (
  book_id uuid not null,
  number int not null,
  account_id text not null,
  after_number bigint not null check (after_number >= 0),
  upto_number bigint not null check (upto_number > after_number),
  primary key (book_id, account_id, upto_number)
);
select platform.close_table('payments.link_range', 'select');
grant insert on payments.link_range to sauda_system;

-- Signed Merkle roots over the heads of the chains that grew.
create table payments.seal (
  seal_id uuid not null primary key,
  sealed_at timestamptz not null,
  leaves int not null check (leaves > 0),
  root text not null check (root ~ '^[0-9a-f]{64}$'),
  jws text not null
);
select platform.guard_reference('payments.seal');
create table payments.seal_leaf (
  book_id uuid not null,
  seal_id uuid not null,
  position int not null check (position >= 0),
  number int not null,
  hash text not null,
  primary key (book_id, seal_id)
);
create index seal_leaf_order on payments.seal_leaf (seal_id, position);
select platform.close_table('payments.seal_leaf', 'select');
grant insert on payments.seal_leaf to sauda_system;
