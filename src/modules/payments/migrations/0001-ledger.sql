-- The ledger. A book is the unit that balances and the ledger's shard: its id is that of the deal or of the
-- organisation it belongs to. parties names who may see and post in it, and every row of the book repeats exactly
-- these parties: the foreign keys see to it, so nobody can slip a row into a book that is not theirs.
create table payments.book (
  book_id uuid not null primary key,
  kind text not null check (kind in ('deal', 'organisation', 'treasury')),
  parties uuid[] not null,
  opened_at timestamptz not null,
  closed_at timestamptz,
  unique (book_id, parties)
);
select platform.guard_by_parties('payments.book', 'select, insert');
grant update (closed_at) on payments.book to sauda_system;

-- available = what the account has on its normal side, less what is reserved by pending transfers.
create table payments.account (
  book_id uuid not null,
  account_id text not null check (account_id ~ '^[a-z]+(:[A-Z0-9]+)*:[A-Z]{3}$' and length(account_id) <= 60),
  kind text not null check (kind in ('wallet', 'escrow', 'clearing', 'nostro', 'liquidity', 'capital', 'revenue',
    'spread', 'rounding')),
  currency text not null check (length(currency) = 3),
  normal_side text not null check (normal_side in ('debit', 'credit')),
  posted_debit bigint not null default 0 check (posted_debit between 0 and 4611686018427387904),
  posted_credit bigint not null default 0 check (posted_credit between 0 and 4611686018427387904),
  pending_debit bigint not null default 0 check (pending_debit between 0 and 4611686018427387904),
  pending_credit bigint not null default 0 check (pending_credit between 0 and 4611686018427387904),
  -- Null: no limit on that side. Limits count what is pending.
  lower_limit bigint,
  upper_limit bigint,
  -- Transfers that touched the account; each carries its number, so they have one order without gaps.
  last_number bigint not null default 0 check (last_number >= 0),
  opened_at timestamptz not null,
  closed_at timestamptz,
  parties uuid[] not null,
  primary key (book_id, account_id),
  unique (book_id, account_id, currency),
  foreign key (book_id, parties) references payments.book (book_id, parties),
  check (right(account_id, 3) = currency and account_id like kind || ':%'),
  check (kind not in ('wallet', 'escrow') or coalesce(lower_limit >= 0, false)),
  constraint account_not_overdrawn check (
    case normal_side when 'credit' then posted_credit - posted_debit - pending_debit
                     else posted_debit - posted_credit - pending_credit end >= lower_limit),
  constraint account_not_above check (
    case normal_side when 'credit' then posted_credit + pending_credit - posted_debit
                     else posted_debit + pending_debit - posted_credit end <= upper_limit)
) with (fillfactor = 50);
select platform.guard_by_parties('payments.account', 'select, insert');
grant update (posted_debit, posted_credit, pending_debit, pending_credit, last_number) on payments.account
  to sauda_app, sauda_system;
grant update (lower_limit, upper_limit, closed_at) on payments.account to sauda_system;

-- One row carries both sides, one currency and one amount, so it cannot be unbalanced. Append-only: a mistake is
-- mended by a reversal. A pending transfer is resolved once, whichever way.
create table payments.transfer (
  book_id uuid not null,
  transfer_id uuid not null,
  kind text not null check (kind in ('single', 'pending', 'post', 'void', 'expire', 'reversal')),
  debit_account_id text not null,
  credit_account_id text not null,
  debit_number bigint not null check (debit_number > 0),
  credit_number bigint not null check (credit_number > 0),
  amount bigint not null check (amount > 0 and amount < 4611686018427387904),
  currency text not null check (length(currency) = 3),
  pending_id uuid,
  reverses_id uuid,
  -- Transfers that stand or fall together share it, across books.
  link_id uuid,
  -- The book on the other side of a clearing account.
  counter_book_id uuid,
  deal_id uuid,
  reason text not null check (reason ~ '^[a-z_.]{3,40}$'),
  reference text not null check (length(reference) <= 200),
  at timestamptz not null,
  expires_at timestamptz,
  posted_by uuid not null,
  parties uuid[] not null,
  primary key (book_id, transfer_id),
  unique (book_id, debit_account_id, debit_number),
  unique (book_id, credit_account_id, credit_number),
  foreign key (book_id, parties) references payments.book (book_id, parties),
  foreign key (book_id, debit_account_id, currency) references payments.account (book_id, account_id, currency),
  foreign key (book_id, credit_account_id, currency) references payments.account (book_id, account_id, currency),
  foreign key (book_id, pending_id) references payments.transfer (book_id, transfer_id),
  foreign key (book_id, reverses_id) references payments.transfer (book_id, transfer_id),
  check (debit_account_id <> credit_account_id),
  check ((kind in ('post', 'void', 'expire')) = (pending_id is not null)),
  check ((kind = 'reversal') = (reverses_id is not null)),
  check (expires_at is null or kind = 'pending')
);
create unique index transfer_resolved_once on payments.transfer (book_id, pending_id) where pending_id is not null;
create unique index transfer_reversed_once on payments.transfer (book_id, reverses_id) where reverses_id is not null;
create index transfer_expiring on payments.transfer (expires_at) where expires_at is not null;
create index transfer_of_deal on payments.transfer (book_id, deal_id) where deal_id is not null;
select platform.guard_by_parties('payments.transfer', 'select, insert');

-- Both sides of what is posted, as bookkeepers read it. Pending, void and expire move no posted money.
create view payments.entry with (security_invoker = true) as
  select book_id, debit_account_id as account_id, debit_number as number, transfer_id, 'debit' as side, amount, currency,
    credit_account_id as other_account_id, kind, reason, reference, counter_book_id, deal_id, link_id, at, posted_by
  from payments.transfer where kind in ('single', 'post', 'reversal')
  union all
  select book_id, credit_account_id, credit_number, transfer_id, 'credit', amount, currency,
    debit_account_id, kind, reason, reference, counter_book_id, deal_id, link_id, at, posted_by
  from payments.transfer where kind in ('single', 'post', 'reversal');
grant select on payments.entry to sauda_app, sauda_system;
