-- Projects and summit outcomes come from data/outcomes, each row with its source.
create table outcomes.project (
  project_id text primary key check (project_id ~ '^[a-z0-9-]{3,60}$'),
  title_en text not null,
  title_zh text not null,
  title_ru text not null,
  countries text[] not null,
  sector text not null check (sector in ('connectivity', 'equipment-manufacturing', 'green-minerals', 'modern-agriculture',
    'energy', 'utilities', 'industry', 'chemicals')),
  investor text,
  value_usd bigint check (value_usd > 0),
  value_note text,
  first_year int check (first_year between 1990 and 2100),
  last_year int check (last_year >= first_year),
  timing text,
  stage text not null check (stage in ('not stated', 'talks', 'memorandum', 'agreement', 'opened', 'in operation')),
  status text not null check (status in ('sourced', 'unverified'))
);
select platform.guard_reference('outcomes.project');

create table outcomes.outcome (
  outcome_id text primary key check (outcome_id ~ '^[a-z0-9-]{3,60}$'),
  summit text not null check (summit in ('xian-2023', 'astana-2025', 'standing', 'bilateral')),
  title_en text not null,
  title_zh text not null,
  title_ru text not null,
  countries text[] not null,
  target bigint check (target > 0),
  unit text,
  due_year int check (due_year between 1990 and 2100),
  status text not null check (status in ('sourced', 'unverified')),
  note text,
  -- The series of the bilateral table that measures it: reporter, partner, flow.
  indicator text check (indicator ~ '^[A-Z0-9]{2,5} [A-Z0-9]{2,5} (export|import|total)$'),
  check ((target is null) = (unit is null))
);
select platform.guard_reference('outcomes.outcome');

-- What a project or an outcome rests on.
create table outcomes.evidence (
  subject text not null,
  subject_kind text not null check (subject_kind in ('project', 'outcome')),
  reference text not null,
  primary key (subject_kind, subject, reference)
);
select platform.guard_reference('outcomes.evidence');

-- Trade that a project causes.
create table outcomes.project_deal (
  deal_id uuid not null,
  project_id text not null,
  parties uuid[] not null,
  linked_by uuid not null,
  linked_at timestamptz not null,
  primary key (deal_id, project_id)
);
create index project_deal_project on outcomes.project_deal (project_id);
select platform.guard_by_parties('outcomes.project_deal', 'select, insert');
