-- What one person of the treasury proposes and another decides: limits of liquidity, and rates with their source.
create table payments.desk_proposal (
  org_id uuid not null,
  proposal_id uuid not null,
  kind text not null check (kind in ('limit', 'rate')),
  body jsonb not null,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decision text check (decision in ('approved', 'refused')),
  decided_by uuid,
  decided_at timestamptz,
  effect_at timestamptz,
  -- Why it had no effect; null when it had.
  effect_code text,
  primary key (org_id, proposal_id),
  check ((decision is null) = (decided_at is null)),
  -- Four eyes; who takes back an own proposal decides nothing.
  constraint desk_proposal_four_eyes check (decision is distinct from 'approved' or decided_by <> proposed_by)
);
create index desk_proposal_open on payments.desk_proposal (org_id, proposed_at) where decision is null;
select platform.guard_by_org('payments.desk_proposal', 'select, insert');
grant update (decision, decided_by, decided_at) on payments.desk_proposal to sauda_app, sauda_system;
grant update (effect_at, effect_code) on payments.desk_proposal to sauda_system;
