-- Row-level security looks only at the row itself, so that the same policies work on Citus.
-- Each function closes a table by default and opens it for the two working roles.

create or replace function platform.close_table(target regclass, privileges text) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', target);
  execute format('alter table %s force row level security', target);
  execute format('create policy system_all on %s to sauda_system using (true) with check (true)', target);
  execute format('grant %s on %s to sauda_app, sauda_system', privileges, target);
end $$;

-- Deal-scoped rows: visible to the organisations named in the row.
create or replace function platform.guard_by_parties(target regclass, privileges text) returns void
language plpgsql as $$
begin
  perform platform.close_table(target, privileges);
  execute format($p$create policy parties_only on %s to sauda_app
    using (nullif(current_setting('app.org_id', true), '')::uuid = any (parties))
    with check (nullif(current_setting('app.org_id', true), '')::uuid = any (parties))$p$, target);
end $$;

-- Organisation-scoped rows: visible to their organisation.
create or replace function platform.guard_by_org(target regclass, privileges text) returns void
language plpgsql as $$
begin
  perform platform.close_table(target, privileges);
  execute format($p$create policy own_only on %s to sauda_app
    using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
    with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid)$p$, target);
end $$;

-- Rows of an organisation that all may read while they are published.
create or replace function platform.guard_published(target regclass, privileges text) returns void
language plpgsql as $$
begin
  perform platform.close_table(target, privileges);
  execute format($p$create policy published_read on %s for select to sauda_app
    using (published or org_id = nullif(current_setting('app.org_id', true), '')::uuid)$p$, target);
  execute format($p$create policy own_insert on %s for insert to sauda_app
    with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid)$p$, target);
  execute format($p$create policy own_update on %s for update to sauda_app
    using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
    with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid)$p$, target);
end $$;

-- Reference rows: all read, only the system writes.
create or replace function platform.guard_reference(target regclass) returns void
language plpgsql as $$
begin
  perform platform.close_table(target, 'select');
  execute format('create policy all_read on %s for select to sauda_app using (true)', target);
  execute format('grant insert, update, delete on %s to sauda_system', target);
end $$;

-- Answers to commands that carried an Idempotency-Key. Same key and body: the same answer.
create table platform.idempotency (
  org_id uuid not null,
  key text not null check (length(key) between 8 and 200),
  use_case text not null,
  body_hash text not null,
  answer jsonb not null,
  answered_at timestamptz not null,
  primary key (org_id, key)
);
select platform.guard_by_org('platform.idempotency', 'select, insert');

-- Small facts about this installation: loaded data sets, demo seed, versions.
create table platform.setting (
  name text primary key,
  value jsonb not null,
  changed_at timestamptz not null
);
select platform.guard_reference('platform.setting');
