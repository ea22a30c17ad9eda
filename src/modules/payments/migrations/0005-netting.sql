-- What one organisation owes another and both settle by the day's netting. org_id owes.
create table payments.obligation (
  org_id uuid not null,
  obligation_id uuid not null,
  to_org_id uuid not null check (to_org_id <> org_id),
  -- The countries of both, in alphabetical order: CN-KZ.
  corridor text not null check (corridor ~ '^[A-Z]{2}-[A-Z]{2}$'),
  day date not null,
  amount bigint not null check (amount > 0 and amount < 1000000000000000000),
  currency text not null check (length(currency) = 3),
  reference text not null check (length(reference) between 3 and 140),
  registered_at timestamptz not null,
  registered_by uuid,
  -- The run in which it was settled.
  run_id uuid,
  -- Runs in which it could not be, and why the last time.
  carried int not null default 0 check (carried >= 0),
  carried_code text,
  parties uuid[] not null,
  primary key (org_id, obligation_id)
);
create index obligation_open on payments.obligation (corridor, day) where run_id is null;
create index obligation_of_run on payments.obligation (run_id, currency) where run_id is not null;
select platform.guard_by_parties('payments.obligation', 'select, insert');
grant update (run_id, carried, carried_code) on payments.obligation to sauda_system;

-- One netting of a corridor and day. org_id is the treasury.
create table payments.netting_run (
  org_id uuid not null,
  run_id uuid not null,
  corridor text not null,
  day date not null,
  closed_at timestamptz not null,
  -- Null: by the clock.
  closed_by uuid,
  primary key (org_id, run_id),
  unique (org_id, corridor, day)
);
select platform.guard_by_org('payments.netting_run', 'select, insert');

-- What a participant owed and was due in a run, and the one transfer that settles the difference.
create table payments.netting_position (
  org_id uuid not null,
  run_id uuid not null,
  currency text not null check (length(currency) = 3),
  corridor text not null,
  day date not null,
  closed_at timestamptz not null,
  owed bigint not null check (owed >= 0),
  due bigint not null check (due >= 0),
  items int not null check (items > 0),
  -- Null where both are the same.
  transfer_id uuid,
  parties uuid[] not null,
  primary key (org_id, run_id, currency),
  check ((transfer_id is null) = (owed = due))
);
create index netting_position_of_run on payments.netting_position (run_id, currency);
create index netting_position_by_day on payments.netting_position (day desc, run_id);
select platform.guard_by_parties('payments.netting_position', 'select, insert');
