-- Jobs of transactions, until a server moves them to their queues. Whoever works for an organisation may only hand in.
create table platform.outbox (
  job_id uuid primary key,
  queue text not null,
  job jsonb not null,
  start_after timestamptz,
  handed_in_at timestamptz not null default now()
);
select platform.close_table('platform.outbox', 'insert');
grant select on platform.outbox to sauda_system;
create policy handed_in on platform.outbox for insert to sauda_app with check (true);
grant usage on schema platform to sauda_jobs;
-- Rows are locked before they are taken out, which asks for the right to change them.
grant select, update, delete on platform.outbox to sauda_jobs;
create policy taken_out on platform.outbox to sauda_jobs using (true);
