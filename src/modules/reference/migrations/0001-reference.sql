-- Shared small tables: everybody reads, only the system writes. On Citus they are reference tables.

create table reference.loaded_set (
  set_name text primary key,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  rows int not null check (rows >= 0)
);
select platform.guard_reference('reference.loaded_set');

create table reference.country (
  iso2 text primary key check (iso2 ~ '^[A-Z]{2}$'),
  iso3 text not null check (iso3 ~ '^[A-Z]{3}$'),
  m49 text not null check (m49 ~ '^\d{3}$'),
  name_en text not null, name_zh text not null, name_ru text not null,
  currency text check (length(currency) = 3),
  corridor boolean not null,
  source text not null
);
select platform.guard_reference('reference.country');

create table reference.membership (
  country text not null, body text not null,
  member text not null check (member in ('yes', 'no', 'observer', 'associate')),
  since text,
  status text not null check (status in ('sourced', 'unverified')),
  source text not null,
  primary key (country, body)
);
select platform.guard_reference('reference.membership');

create table reference.currency (
  code text primary key check (length(code) = 3),
  number text not null check (number ~ '^\d{3}$'),
  minor_digits int not null check (minor_digits between 0 and 4),
  name_en text not null, name_zh text not null, name_ru text not null,
  country text, source text not null
);
select platform.guard_reference('reference.currency');

create table reference.unit (
  code text primary key,
  rec20 text not null unique,
  name_en text not null, name_zh text not null, name_ru text not null,
  dimension text not null, factor text, source text not null
);
select platform.guard_reference('reference.unit');

create table reference.incoterm (
  code text primary key check (length(code) = 3),
  name_en text not null, name_zh text not null, name_ru text not null,
  transport text not null check (transport in ('any', 'sea')),
  export_clearance text not null, freight_to_frontier text not null, freight_at_frontier text not null,
  freight_after_frontier text not null, insurance text not null, import_charges text not null,
  version text not null, source text not null
);
select platform.guard_reference('reference.incoterm');

create table reference.supervision_mode (
  code text primary key check (code ~ '^\d{4}$'),
  name_en text not null, name_zh text not null, name_ru text not null,
  status text not null check (status in ('sourced', 'unverified')), source text not null
);
select platform.guard_reference('reference.supervision_mode');

create table reference.place (
  code text primary key,
  name_en text not null, name_zh text not null, name_ru text not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  lat numeric(7, 4) not null check (lat between -90 and 90),
  lon numeric(7, 4) not null check (lon between -180 and 180),
  gauge_mm int check (gauge_mm in (1435, 1520)),
  kind text not null check (kind in ('city', 'station', 'border_crossing', 'port', 'dry_port', 'bonded_zone')),
  unlocode text check (unlocode ~ '^[A-Z]{2}[A-Z2-9]{3}$'),
  status text not null check (status in ('sourced', 'unverified')), source text not null
);
select platform.guard_reference('reference.place');

create table reference.crossing (
  code text primary key,
  place_a text not null, place_b text not null,
  mode text not null check (mode in ('rail', 'road')),
  gauge_a_mm int, gauge_b_mm int, gauge_change_at text,
  status text not null check (status in ('sourced', 'unverified')), source text not null,
  check ((gauge_change_at is null) = (gauge_a_mm is not distinct from gauge_b_mm))
);
select platform.guard_reference('reference.crossing');

create table reference.leg (
  "from" text not null, "to" text not null,
  mode text not null check (mode in ('rail', 'road')),
  km int not null check (km > 0),
  hours int not null check (hours > 0),
  gauge_mm int check (gauge_mm in (1435, 1520)),
  country text not null,
  status text not null check (status in ('sourced', 'estimated')), method text not null,
  primary key ("from", "to", mode)
);
select platform.guard_reference('reference.leg');

create table reference.route (
  route_id text primary key,
  mode text not null check (mode in ('rail', 'road')),
  "from" text not null, "to" text not null,
  crossing_export text not null, crossing_import text not null,
  places text[] not null check (cardinality(places) >= 2),
  name_en text not null, name_zh text not null, name_ru text not null,
  status text not null, source text not null
);
select platform.guard_reference('reference.route');

-- Harmonized System 2022: chapters, headings, subheadings. Own short titles come first; an imported list fills
-- what is missing and never overwrites them.
create table reference.hs (
  code text primary key check (code ~ '^\d{2}(\d{2}(\d{2})?)?$'),
  level int not null check (level in (2, 4, 6) and level = length(code)),
  section text not null,
  title_en text not null, title_zh text, title_ru text,
  title_source text not null check (title_source in ('own', 'pddl', 'import')),
  unit text,
  direction text check (direction in ('from_china', 'to_china', 'both')),
  check ((unit is null) = (direction is null)),
  check (direction is null or level = 6)
);
create index hs_traded on reference.hs (code) where direction is not null;
select platform.guard_reference('reference.hs');

create table reference.hs_section (
  section text primary key,
  chapter_from text not null, chapter_to text not null,
  title_en text not null, title_zh text not null, title_ru text not null
);
select platform.guard_reference('reference.hs_section');

create table reference.commodity_group (
  group_code text not null, version text not null,
  name_en text not null, name_zh text not null, name_ru text not null,
  hs_prefix text not null check (hs_prefix ~ '^\d{2,6}$'),
  status text not null, source text not null,
  primary key (group_code, version, hs_prefix)
);
select platform.guard_reference('reference.commodity_group');

-- Units of `currency` per unit of `base`. A row is good from valid_from; valid_to says until when its source
-- speaks, null when it does not say.
create table reference.rate (
  base text not null check (length(base) = 3),
  currency text not null check (length(currency) = 3),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  rate text not null check (rate ~ '^\d{1,12}(\.\d{1,12})?$'),
  basis text not null,
  status text not null check (status in ('sourced', 'unverified')), source text not null,
  primary key (base, currency, valid_from)
);
select platform.guard_reference('reference.rate');
