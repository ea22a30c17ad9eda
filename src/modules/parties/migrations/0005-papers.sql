-- Papers that show who a firm is. parties: the firm, the institution that brought it on, the operators.
create table parties.paper (
  org_id uuid not null,
  paper_id uuid not null,
  parties uuid[] not null check (org_id = any (parties)),
  org_name text not null,
  kind text not null check (kind in ('registration_certificate', 'tax_registration', 'signatory_authority', 'licence', 'bank_letter')),
  file_kind text not null check (file_kind in ('application/pdf', 'image/png', 'image/jpeg', 'image/webp')),
  bytes int not null check (bytes between 1 and 5000000),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  expires_on date,
  state text not null check (state in ('waiting', 'approved', 'refused')),
  handed_in_by uuid,
  handed_in_at timestamptz not null,
  decided_by uuid,
  -- The organisation in whose name it was decided; never the firm itself.
  decided_by_org uuid check (decided_by_org <> org_id),
  decided_at timestamptz,
  note text check (length(note) between 1 and 1000),
  primary key (org_id, paper_id),
  check ((state = 'waiting') = (decided_at is null)),
  check ((state = 'waiting') = (decided_by_org is null)),
  check (state <> 'refused' or note is not null)
);
create index paper_queue on parties.paper (handed_in_at, paper_id) where state = 'waiting';
select platform.guard_by_parties('parties.paper', 'select, insert');
grant update (state, decided_by, decided_by_org, decided_at, note) on parties.paper to sauda_app, sauda_system;

-- The day after which trust that rests on papers lapses; empty while no paper it rests on has an end.
alter table parties.organisation add column trust_until date check (trust_until is null or trust >= 2);
