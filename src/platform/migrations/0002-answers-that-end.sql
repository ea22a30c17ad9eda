-- Answers are kept for a time only; the job that removes older ones finds them by it.
create index idempotency_by_age on platform.idempotency (answered_at);
grant delete on platform.idempotency to sauda_system;

-- LZ4 takes a fraction of the processor time of the usual method; a server built without it keeps the usual one.
do $$
begin
  alter table platform.idempotency alter column answer set compression lz4;
exception when feature_not_supported then
  null;
end $$;
