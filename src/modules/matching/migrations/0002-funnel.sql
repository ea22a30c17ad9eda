-- How far the firms of an institution have come: org_id is the institution, and each time is that of the first. It is
-- written by the system, because deals of its firms are not in the institution's sight; it learns the day, not the deal.
create table matching.funnel (
  org_id uuid not null,
  firm_org_id uuid not null,
  name text not null,
  country text not null,
  registered_at timestamptz not null,
  verified_at timestamptz,
  listed_at timestamptz,
  introduced_at timestamptz,
  quoted_at timestamptz,
  traded_at timestamptz,
  -- The furthest step: 0 registered, 1 verified, 2 listed, 3 introduced, 4 quoted, 5 traded.
  step smallint not null check (step between 0 and 5),
  refreshed_at timestamptz not null,
  primary key (org_id, firm_org_id)
);
create index funnel_by_step on matching.funnel (org_id, step, name, firm_org_id);
select platform.guard_by_org('matching.funnel', 'select');
grant insert, update on matching.funnel to sauda_system;
