-- A search that an organisation keeps, to be told what is new in it.
create table catalogue.saved_search (
  org_id uuid not null,
  search_id uuid not null,
  name text not null check (length(name) between 1 and 80),
  -- As the search takes it: {"q", "hs", "origin_country", …}
  filter jsonb not null check (jsonb_typeof(filter) = 'object'),
  -- Offers of later than this are new.
  seen_until timestamptz not null,
  created_at timestamptz not null,
  removed boolean not null,
  primary key (org_id, search_id)
);
select platform.guard_by_org('catalogue.saved_search', 'select, insert, update');
