-- Statistical releases as they were published. A revision is a further number; nothing is changed.
create table releases.release (
  period text not null check (period ~ '^\d{4}(-(0[1-9]|1[0-2]))?$'),
  number integer not null check (number > 0),
  -- Day (UTC) at whose end the figures were known.
  as_of date not null,
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  -- Whether cells of each protected table were printed or withheld, with a hash of their value.
  cells jsonb not null,
  jws text not null,
  created_at timestamptz not null,
  primary key (period, number)
);
select platform.guard_reference('releases.release');

create table releases.file (
  period text not null,
  number integer not null,
  name text not null check (name ~ '^[a-z0-9][a-z0-9.-]{0,80}$'),
  media_type text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  body bytea not null,
  primary key (period, number, name),
  foreign key (period, number) references releases.release (period, number)
);
select platform.guard_reference('releases.file');
