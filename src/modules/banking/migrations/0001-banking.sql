-- Where a bank keeps the platform's money: the account that its statements report on. org_id is the bank.
create table banking.nostro (
  org_id uuid not null,
  currency text not null check (length(currency) = 3),
  account text not null check (length(account) between 1 and 34),
  bic text not null check (length(bic) in (8, 11)),
  changed_at timestamptz not null,
  primary key (org_id, currency),
  unique (org_id, account, currency)
);
select platform.guard_by_org('banking.nostro', 'select, insert, update');

-- What went to and came from a bank, byte for byte. The key makes a repeated message the same message; another body
-- under a known number is refused. Only what became of it is added later.
create table banking.message (
  org_id uuid not null,
  direction text not null check (direction in ('in', 'out')),
  message_id text not null check (length(message_id) between 1 and 35),
  name text not null check (length(name) <= 20),
  body_hash text not null check (length(body_hash) = 64),
  xml text not null,
  channel text not null check (channel in ('http', 'file', 'ledger')),
  at timestamptz not null,
  -- In: worked through. Out: handed to the bank.
  done_at timestamptz,
  outcome text check (length(outcome) <= 200),
  primary key (org_id, direction, message_id)
);
create index message_by_time on banking.message (org_id, at desc, direction, message_id);
select platform.guard_by_org('banking.message', 'select, insert');
grant update (done_at, outcome) on banking.message to sauda_system;

-- A payment that an organisation says will come, under a creditor reference (ISO 11649) made for it.
create table banking.expectation (
  org_id uuid not null,
  expectation_id uuid not null,
  bank_org_id uuid not null,
  reference text not null check (length(reference) <= 25),
  amount bigint not null check (amount > 0),
  currency text not null check (length(currency) = 3),
  expected_from date not null,
  expected_to date not null check (expected_to >= expected_from),
  announced_at timestamptz not null,
  met_at timestamptz,
  met_entry_id uuid,
  parties uuid[] not null,
  primary key (org_id, expectation_id),
  unique (org_id, reference),
  check ((met_at is null) = (met_entry_id is null))
);
create index expectation_open on banking.expectation (bank_org_id, currency, amount) where met_at is null;
create index expectation_reference on banking.expectation (bank_org_id, reference);
select platform.guard_by_parties('banking.expectation', 'select, insert');
grant update (met_at, met_entry_id) on banking.expectation to sauda_system;

-- Money that leaves by a bank. Its reservation and what becomes of it are transfers of the ledger; steps tell when.
create table banking.payment_order (
  org_id uuid not null,
  order_id uuid not null,
  bank_org_id uuid not null,
  amount bigint not null check (amount > 0),
  currency text not null check (length(currency) = 3),
  creditor jsonb not null,
  remittance text not null check (length(remittance) <= 140),
  message_name text not null check (message_name in ('pacs.008.001.08', 'pain.001.001.09')),
  profile text check (profile in ('cbpr', 'cips')),
  end_to_end_id text not null check (length(end_to_end_id) between 1 and 35),
  uetr uuid not null,
  ordered_by uuid,
  ordered_at timestamptz not null,
  parties uuid[] not null,
  primary key (org_id, order_id)
);
create index payment_order_uetr on banking.payment_order (bank_org_id, uetr);
create index payment_order_end_to_end on banking.payment_order (bank_org_id, end_to_end_id);
create index payment_order_by_time on banking.payment_order (org_id, ordered_at desc, order_id);
select platform.guard_by_parties('banking.payment_order', 'select, insert');

-- Each step happens once: the key keeps a repeated message from counting twice.
create table banking.order_step (
  org_id uuid not null,
  order_id uuid not null,
  kind text not null check (kind in ('ordered', 'sent', 'failed', 'accepted', 'settled', 'booked', 'rejected',
    'returned', 'recall_requested', 'recall_accepted', 'recall_refused')),
  number integer not null check (number > 0),
  reason text check (length(reason) <= 200),
  message_id text,
  at timestamptz not null,
  parties uuid[] not null,
  primary key (org_id, order_id, kind),
  unique (org_id, order_id, number),
  foreign key (org_id, order_id) references banking.payment_order (org_id, order_id)
);
select platform.guard_by_parties('banking.order_step', 'select, insert');

-- A line of the bank's statement or notice, once, whichever of the two told it first. org_id is the bank.
create table banking.entry (
  org_id uuid not null,
  entry_id uuid not null,
  entry_key text not null check (length(entry_key) = 64),
  message_id text not null,
  account text not null,
  side text not null check (side in ('credit', 'debit')),
  reversal boolean not null,
  amount bigint not null check (amount > 0),
  currency text not null check (length(currency) = 3),
  booked_on date not null,
  bank_reference text,
  end_to_end_id text,
  uetr uuid,
  creditor_reference text,
  remittance text not null,
  counterparty text,
  returned boolean not null,
  at timestamptz not null,
  primary key (org_id, entry_id),
  unique (org_id, entry_key)
);
create index entry_by_time on banking.entry (org_id, at desc, entry_id);
select platform.guard_by_org('banking.entry', 'select, insert');

-- Who says what an entry is, and who agreed. The last row of an entry counts.
create table banking.match (
  org_id uuid not null,
  entry_id uuid not null,
  number integer not null check (number > 0),
  action text not null check (action in ('match', 'unmatch')),
  how text not null check (how in ('automatic', 'manual')),
  target_kind text not null check (target_kind in ('expectation', 'order', 'organisation')),
  target_org_id uuid not null,
  target_id uuid not null,
  reasons text[] not null,
  proposed_by uuid,
  proposed_at timestamptz not null,
  decision text check (decision in ('approved', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  effect_at timestamptz,
  -- Why the ledger did not follow; null when it did.
  effect_code text,
  primary key (org_id, entry_id, number),
  foreign key (org_id, entry_id) references banking.entry (org_id, entry_id),
  check ((decision is null) = (decided_at is null)),
  -- Four eyes: who proposes does not decide.
  constraint match_four_eyes check (how = 'automatic' or decided_by is null or decided_by <> proposed_by)
);
create index match_undecided on banking.match (org_id, proposed_at) where decision is null;
select platform.guard_by_org('banking.match', 'select, insert');
grant update (decision, decided_by, decided_at) on banking.match to sauda_app, sauda_system;
grant update (effect_at, effect_code) on banking.match to sauda_system;
