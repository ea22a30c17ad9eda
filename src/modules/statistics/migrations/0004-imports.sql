-- One imported file: rows of the facts name it by its code, so that each figure leads back to where it came from.
create table statistics.import (
  code int primary key check (code between 1 and 65535),
  source text not null check (source ~ '^[a-z][a-z0-9-]{2,60}$'),
  file_sha256 text not null check (file_sha256 ~ '^[0-9a-f]{64}$'),
  -- Hash of the mapping by which it was read: another mapping of the same file is another import.
  mapping_sha256 text not null check (mapping_sha256 ~ '^[0-9a-f]{64}$'),
  file_name text not null check (length(file_name) <= 300),
  file_bytes bigint not null check (file_bytes >= 0),
  format text not null,
  vintage text not null,
  accepted bigint not null check (accepted >= 0),
  rejected bigint not null check (rejected >= 0),
  guards jsonb not null,
  imported_at timestamptz not null,
  unique (source, file_sha256, mapping_sha256)
);
select platform.guard_reference('statistics.import');

alter table statistics.vintage
  -- Null for what was not imported from a file.
  add column import_code int references statistics.import (code);
