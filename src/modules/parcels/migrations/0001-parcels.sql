-- Goods that lie abroad or in bond and are sold from there, parcel by parcel (modes 9810, 1210). What went out is
-- never more than what came in.
create table parcels.lot (
  org_id uuid not null,
  lot_id uuid not null,
  mode text not null check (mode in ('9810', '1210')),
  -- Where the goods lie.
  country text not null check (country ~ '^[A-Z]{2}$'),
  warehouse text not null check (length(warehouse) between 1 and 80),
  -- The declaration or deal under which they came there.
  reference text not null check (length(reference) between 1 and 80),
  hs_code text not null check (hs_code ~ '^\d{6}$'),
  origin_country text not null check (origin_country ~ '^[A-Z]{2}$'),
  description text not null check (length(description) between 1 and 300),
  unit text not null check (length(unit) between 1 and 12),
  quantity_in numeric(18, 3) not null check (quantity_in > 0),
  quantity_out numeric(18, 3) not null check (quantity_out >= 0),
  received_at timestamptz not null,
  primary key (org_id, lot_id),
  check (quantity_out <= quantity_in)
);
select platform.guard_by_org('parcels.lot', 'select, insert, update');

-- A sum of the lists of one month: what is declared.
create table parcels.summary (
  org_id uuid not null,
  summary_id uuid not null,
  number text not null,
  mode text not null,
  month text not null check (month ~ '^\d{4}-\d{2}$'),
  transport text not null,
  destination text not null,
  currency text not null,
  parcels int not null check (parcels > 0),
  amount bigint not null check (amount >= 0),
  net_weight_kg numeric(18, 3) not null,
  declare_by date not null,
  made_at timestamptz not null,
  primary key (org_id, summary_id),
  unique (org_id, number)
);
select platform.guard_by_org('parcels.summary', 'select, insert');

create table parcels.summary_line (
  org_id uuid not null,
  summary_id uuid not null,
  line int not null check (line > 0),
  hs_code text not null,
  origin_country text not null,
  unit text not null,
  quantity numeric(18, 3) not null,
  net_weight_kg numeric(18, 3) not null,
  amount bigint not null,
  items int not null check (items > 0),
  primary key (org_id, summary_id, line)
);
select platform.guard_by_org('parcels.summary_line', 'select, insert');

-- A parcel to a person, an entry of the list. Who receives it is kept as a hash only, to count within a limit.
create table parcels.parcel (
  org_id uuid not null,
  parcel_id uuid not null,
  number text not null check (length(number) between 1 and 40),
  mode text not null check (mode in ('9610', '9810', '1210')),
  transport text not null check (transport in ('road', 'rail', 'air', 'post')),
  channel text not null check (channel in ('courier', 'post')),
  destination text not null check (destination ~ '^[A-Z]{2}$'),
  released_on date not null,
  recipient text not null check (recipient ~ '^[0-9a-f]{64}$'),
  gross_weight_kg numeric(18, 3) not null check (gross_weight_kg > 0),
  amount bigint not null check (amount >= 0),
  currency text not null check (length(currency) = 3),
  verdict text not null check (verdict in ('within', 'above', 'not_known', 'not_asked')),
  summary_id uuid,
  registered_at timestamptz not null,
  primary key (org_id, parcel_id),
  unique (org_id, number)
);
create index parcel_newest on parcels.parcel (org_id, released_on desc, parcel_id desc);
create index parcel_recipient on parcels.parcel (org_id, recipient, released_on);
create index parcel_to_sum_up on parcels.parcel (org_id, mode, released_on) where summary_id is null;
select platform.guard_by_org('parcels.parcel', 'select, insert');
grant update (summary_id) on parcels.parcel to sauda_app, sauda_system;

create table parcels.item (
  org_id uuid not null,
  parcel_id uuid not null,
  line int not null check (line > 0),
  hs_code text not null check (hs_code ~ '^\d{6}$'),
  origin_country text not null check (origin_country ~ '^[A-Z]{2}$'),
  description text not null check (length(description) between 1 and 300),
  quantity numeric(18, 3) not null check (quantity > 0),
  unit text not null check (length(unit) between 1 and 12),
  net_weight_kg numeric(18, 3) not null check (net_weight_kg > 0),
  amount bigint not null check (amount >= 0),
  lot_id uuid,
  primary key (org_id, parcel_id, line)
);
select platform.guard_by_org('parcels.item', 'select, insert');
