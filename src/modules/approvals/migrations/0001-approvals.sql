-- Up to which amount one person of an organisation may bind it, by currency, and who the second person may be.
create table approvals.rule (
  org_id uuid not null,
  currency text not null check (length(currency) = 3),
  -- Null: the rule was taken back.
  limit_amount bigint check (limit_amount >= 0),
  approver_roles text[] not null check (cardinality(approver_roles) between 1 and 5),
  set_by text not null,
  -- The second person where there was one to ask.
  approved_by text,
  changed_at timestamptz not null,
  primary key (org_id, currency),
  check (approved_by is null or approved_by <> set_by)
);
select platform.guard_by_org('approvals.rule', 'select, insert, update');

-- A change of the rules that waits for a second administrator.
create table approvals.rule_change (
  org_id uuid not null,
  change_id uuid not null,
  currency text not null check (length(currency) = 3),
  limit_amount bigint check (limit_amount >= 0),
  approver_roles text[] not null check (cardinality(approver_roles) between 1 and 5),
  proposed_by text not null,
  proposed_at timestamptz not null,
  expires_at timestamptz not null,
  decision text check (decision in ('approved', 'refused')),
  decided_by text,
  decided_at timestamptz,
  primary key (org_id, change_id),
  check (expires_at > proposed_at),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  -- What one has proposed oneself one can only take back.
  check (decision is distinct from 'approved' or decided_by <> proposed_by)
);
create index rule_change_open on approvals.rule_change (org_id) where decision is null;
select platform.guard_by_org('approvals.rule_change', 'select, insert');
grant update (decision, decided_by, decided_at) on approvals.rule_change to sauda_app, sauda_system;

-- An acceptance above the limit that waits for the second person. One open one for each thing.
create table approvals.request (
  org_id uuid not null,
  request_id uuid not null,
  kind text not null check (kind in ('contract', 'agreement')),
  subject_id uuid not null,
  subject_hash text not null,
  title text not null check (length(title) <= 300),
  amount bigint not null check (amount >= 0),
  currency text not null check (length(currency) = 3),
  limit_amount bigint,
  approver_roles text[] not null check (cardinality(approver_roles) between 1 and 5),
  asked_by text not null,
  asked_at timestamptz not null,
  expires_at timestamptz not null,
  decision text check (decision in ('approved', 'refused')),
  decided_by text,
  decided_at timestamptz,
  primary key (org_id, request_id),
  check (expires_at > asked_at),
  check ((decision is null) = (decided_at is null) and (decision is null) = (decided_by is null)),
  check (decision is distinct from 'approved' or decided_by <> asked_by)
);
create index request_newest on approvals.request (org_id, asked_at desc, request_id desc);
create index request_of_subject on approvals.request (org_id, subject_id);
select platform.guard_by_org('approvals.request', 'select, insert');
grant update (decision, decided_by, decided_at) on approvals.request to sauda_app, sauda_system;
