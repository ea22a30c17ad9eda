-- Bank accounts of organisations that may be paid out to. A row never changes: another account is another row. Seen by
-- the organisation, the bank that pays out and verifies, and the treasury.
create table banking.payout_account (
  org_id uuid not null,
  account_id uuid not null,
  bank_org_id uuid not null,
  holder text not null check (length(holder) between 1 and 140),
  scheme text not null check (scheme in ('iban', 'cnaps', 'bic')),
  account text not null check (length(account) between 5 and 34),
  bic text check (length(bic) in (8, 11)),
  cnaps text check (cnaps ~ '^\d{12}$'),
  country text not null check (length(country) = 2),
  town text not null check (length(town) <= 35),
  street text check (length(street) <= 70),
  registered_by uuid,
  registered_at timestamptz not null,
  parties uuid[] not null,
  primary key (org_id, account_id),
  check ((scheme = 'cnaps') = (cnaps is not null)),
  check (scheme <> 'bic' or bic is not null)
);
create index payout_account_by_time on banking.payout_account (org_id, registered_at desc, account_id);
select platform.guard_by_parties('banking.payout_account', 'select, insert');

-- What became of an account, each at most once: who looked at it, when, and what the word rests on.
create table banking.payout_account_step (
  org_id uuid not null,
  account_id uuid not null,
  kind text not null check (kind in ('verified', 'refused', 'closed')),
  evidence_kind text check (evidence_kind in ('bank_letter', 'statement', 'test_payment', 'in_person')),
  evidence text check (length(evidence) between 3 and 200),
  by_org_id uuid not null,
  by_user_id uuid,
  at timestamptz not null,
  parties uuid[] not null,
  primary key (org_id, account_id, kind),
  foreign key (org_id, account_id) references banking.payout_account (org_id, account_id),
  -- Nobody verifies an account of their own organisation, and none is verified without evidence.
  check (kind = 'closed' or by_org_id <> org_id),
  check (kind <> 'verified' or (evidence_kind is not null and evidence is not null and by_user_id is not null))
);
-- Verified or refused, not both.
create unique index payout_account_decided on banking.payout_account_step (org_id, account_id) where kind <> 'closed';
select platform.guard_by_parties('banking.payout_account_step', 'select, insert');

-- Orders of before this migration name no account; none of them is sent any more.
alter table banking.payment_order add column account_id uuid;
alter table banking.order_step drop constraint order_step_kind_check;
alter table banking.order_step add check (kind in ('ordered', 'awaiting_approval', 'approved', 'declined', 'sent', 'failed',
  'accepted', 'settled', 'booked', 'rejected', 'returned', 'recall_requested', 'recall_accepted', 'recall_refused'));
create index order_step_awaiting on banking.order_step (at) where kind = 'awaiting_approval';

-- The second person's word on a payout, once. Who ordered it does not approve it.
create table banking.payout_decision (
  org_id uuid not null,
  order_id uuid not null,
  decision text not null check (decision in ('approved', 'declined')),
  reason text check (length(reason) <= 200),
  maker uuid,
  checker uuid not null,
  checker_org_id uuid not null,
  decided_at timestamptz not null,
  parties uuid[] not null,
  primary key (org_id, order_id),
  foreign key (org_id, order_id) references banking.payment_order (org_id, order_id),
  constraint payout_four_eyes check (decision = 'declined' or coalesce(maker <> checker, false))
);
select platform.guard_by_parties('banking.payout_decision', 'select, insert');
