-- Lists of names with whom trade is forbidden or restricted, as published; each import replaces its list.
create table parties.watchlist (
  list_id text primary key check (list_id ~ '^[a-z0-9-]{2,40}$'),
  source text not null check (length(source) between 1 and 300),
  as_of date not null,
  file_hash text not null check (file_hash ~ '^[0-9a-f]{64}$'),
  entries int not null check (entries >= 0),
  imported_at timestamptz not null
);
select platform.guard_reference('parties.watchlist');
create table parties.watchlist_entry (
  list_id text not null,
  entry_id text not null check (length(entry_id) between 1 and 80),
  names text[] not null check (cardinality(names) between 1 and 100),
  country text check (country ~ '^[A-Z]{2}$'),
  primary key (list_id, entry_id)
);
select platform.guard_reference('parties.watchlist_entry');

-- waiting: not compared yet; review: a person has to look; blocked: a person confirmed that it is who is listed.
alter table parties.organisation add column screening text not null default 'clear'
  check (screening in ('waiting', 'clear', 'review', 'blocked'));

-- Names that look like a listed one, or like another firm here. parties: the operators, never the firm itself.
create table parties.screening_hit (
  org_id uuid not null,
  hit_id uuid not null,
  parties uuid[] not null,
  org_name text not null,
  -- A list, or 'duplicate' for another organisation here, whose id is then the entry's.
  list_id text not null,
  entry_id text not null,
  listed_name text not null,
  given_name text not null,
  likeness numeric(4, 3) not null check (likeness between 0 and 1),
  same_country boolean,
  state text not null check (state in ('open', 'cleared', 'confirmed')),
  found_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  note text check (length(note) between 1 and 1000),
  primary key (org_id, hit_id),
  unique (org_id, list_id, entry_id, listed_name, given_name),
  check ((state = 'open') = (decided_at is null)),
  check ((state = 'open') = (note is null))
);
create index screening_hit_queue on parties.screening_hit (state, found_at, hit_id);
select platform.guard_by_parties('parties.screening_hit', 'select');
grant update (state, decided_by, decided_at, note) on parties.screening_hit to sauda_app, sauda_system;
grant insert on parties.screening_hit to sauda_system;
