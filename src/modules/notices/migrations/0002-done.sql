-- What a notice is about, and at which step of it: a later step makes it a thing of the past.
alter table notices.notice
  add column subject text check (length(subject) between 1 and 200),
  add column step int check (step >= 1),
  -- Whom in the organisation it is for: holders of these roles, all when null, and not this person, who knows.
  add column for_roles text[] check (cardinality(for_roles) between 1 and 20),
  add column not_for text check (length(not_for) between 1 and 200),
  -- It asks for nothing after this.
  add column ends_at timestamptz,
  add constraint notice_step check ((subject is null) = (step is null));

-- Up to which step a subject is done. Kept apart from the notices, so that it does not matter which of the two the
-- queue brings first.
create table notices.done (
  org_id uuid not null,
  subject text not null check (length(subject) between 1 and 200),
  step int not null check (step >= 1),
  at timestamptz not null,
  primary key (org_id, subject)
);
create index done_oldest on notices.done (at);
select platform.guard_by_org('notices.done', 'select');
grant insert, update, delete on notices.done to sauda_system;
