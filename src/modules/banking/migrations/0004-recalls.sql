-- Payments that came in and that the sender's bank calls back (camt.056). org_id is the bank that booked the payment
-- in; whose wallet it was credited to answers. Until a line is matched, nobody but bank and treasury sees the call.
create table banking.recall (
  org_id uuid not null,
  recall_id uuid not null,
  entry_id uuid not null,
  message_id text not null,
  beneficiary_org_id uuid,
  amount bigint not null check (amount > 0),
  currency text not null check (length(currency) = 3),
  -- What an answer repeats of the call: its references and its case.
  call jsonb not null,
  -- Why it is called back, as the other bank says.
  reason text check (length(reason) <= 200),
  asked_at timestamptz not null,
  parties uuid[] not null,
  primary key (org_id, recall_id),
  unique (org_id, recall_id, parties),
  foreign key (org_id, entry_id) references banking.entry (org_id, entry_id)
);
create index recall_of_entry on banking.recall (org_id, entry_id);
create index recall_by_time on banking.recall (asked_at desc, recall_id);
select platform.guard_by_parties('banking.recall', 'select, insert');
grant update (beneficiary_org_id, parties) on banking.recall to sauda_system;

-- What people decided and what became of it. The number keeps two answers at once to one; the key with the parties
-- keeps a match from being taken back once somebody has answered.
create table banking.recall_step (
  org_id uuid not null,
  recall_id uuid not null,
  number integer not null check (number > 0),
  kind text not null check (kind in ('proposed', 'accepted', 'refused', 'declined', 'returned', 'failed')),
  code text check (length(code) <= 60),
  note text check (length(note) <= 200),
  by_org_id uuid,
  by_user_id uuid,
  at timestamptz not null,
  parties uuid[] not null,
  primary key (org_id, recall_id, number),
  foreign key (org_id, recall_id, parties) references banking.recall (org_id, recall_id, parties)
);
select platform.guard_by_parties('banking.recall_step', 'select, insert');
