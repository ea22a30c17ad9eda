-- A matchmaking day of an institution. Seen by whom it invited (parties), or by every organisation while anybody may
-- register; written by the institution alone.
create table matching.day (
  day_id uuid primary key,
  org_id uuid not null,
  parties uuid[] not null check (cardinality(parties) between 1 and 401),
  org_name text not null,
  name text not null check (length(name) <= 120),
  place text not null check (length(place) <= 200),
  time_zone text not null check (length(time_zone) <= 64),
  held_on date not null,
  -- Minutes after midnight at the place.
  first_at smallint not null check (first_at between 0 and 1439),
  slot_minutes smallint not null check (slot_minutes between 5 and 120),
  pause_minutes smallint not null check (pause_minutes between 0 and 60),
  slots smallint not null check (slots between 1 and 24),
  tables smallint not null check (tables between 1 and 60),
  max_firms smallint not null check (max_firms between 2 and 120),
  open_registration boolean not null,
  -- 0 until a plan is published; each publication is an edition of its own, so that an earlier one stays on record.
  edition smallint not null default 0 check (edition between 0 and 20),
  demo boolean not null,
  created_at timestamptz not null,
  version int not null check (version > 0),
  check (org_id = any (parties))
);
create index day_by_time on matching.day (created_at desc, day_id desc);
select platform.close_table('matching.day', 'select, insert, update');
create policy seen on matching.day for select to sauda_app
  using (open_registration or nullif(current_setting('app.org_id', true), '')::uuid = any (parties));
create policy own_insert on matching.day for insert to sauda_app
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
create policy own_update on matching.day for update to sauda_app
  using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

-- A firm at a day: invited, coming with its needs (to buy) or its listings (to sell), or withdrawn. Seen by it and
-- by the institution.
create table matching.day_firm (
  day_id uuid not null,
  firm_org_id uuid not null,
  parties uuid[] not null check (cardinality(parties) = 2),
  name text not null,
  country text not null,
  state text not null check (state in ('invited', 'confirmed', 'withdrawn')),
  side text check (side in ('buyer', 'seller')),
  goods_ids uuid[] not null check (cardinality(goods_ids) <= 4),
  -- Slots in which the firm cannot sit at a table.
  unavailable smallint[] not null check (cardinality(unavailable) <= 24),
  changed_at timestamptz not null,
  version int not null check (version > 0),
  primary key (day_id, firm_org_id),
  check (state <> 'confirmed' or side is not null and cardinality(goods_ids) > 0)
);
select platform.guard_by_parties('matching.day_firm', 'select, insert, update');

-- The plan an institution works on, seen by nobody else; publishing it writes its meetings.
create table matching.day_plan (
  org_id uuid not null,
  day_id uuid not null,
  plan_no int not null check (plan_no > 0),
  seed int not null check (seed >= 0),
  pinned jsonb not null,
  forbidden jsonb not null,
  meetings jsonb not null,
  planned_at timestamptz not null,
  primary key (org_id, day_id)
);
select platform.guard_by_org('matching.day_plan', 'select, insert, update');

-- A published meeting: seen by the two that meet and by the institution. Names and titles are those of the day.
create table matching.day_meeting (
  day_id uuid not null,
  edition smallint not null check (edition > 0),
  slot smallint not null,
  table_no smallint not null,
  parties uuid[] not null check (cardinality(parties) = 3),
  buyer_org_id uuid not null,
  seller_org_id uuid not null check (seller_org_id <> buyer_org_id),
  buyer_name text not null,
  seller_name text not null,
  need_id uuid not null,
  listing_id uuid not null,
  need_title text not null,
  listing_title text not null,
  score smallint not null check (score between 0 and 100),
  parts jsonb not null,
  called_off_by uuid,
  buyer_outcome text check (buyer_outcome in ('welcome', 'declined', 'not_held')),
  seller_outcome text check (seller_outcome in ('welcome', 'declined', 'not_held')),
  version int not null check (version > 0),
  primary key (day_id, edition, slot, table_no),
  check (parties @> array[buyer_org_id, seller_org_id])
);
select platform.guard_by_parties('matching.day_meeting', 'select, insert, update');
