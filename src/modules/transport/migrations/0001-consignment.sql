-- Goods of one deal on their way with one carrier under one consignment note.
create table transport.consignment (
  deal_id uuid not null,
  consignment_id uuid not null,
  parties uuid[] not null,
  carrier_org_id uuid not null,
  mode text not null check (mode in ('rail', 'road')),
  route_id text not null,
  -- The route as it stood at booking: places, km, hours and gauge of every leg.
  legs jsonb not null check (jsonb_typeof(legs) = 'array' and jsonb_array_length(legs) > 0),
  note_kind text not null check (note_kind in ('smgs', 'cmr')),
  note_number text not null,
  units text[] not null default '{}',
  cleared_for_export boolean not null default false,
  cleared_for_import boolean not null default false,
  state text not null check (state in ('booked', 'loaded', 'departed', 'at_border', 'gauge_changed', 'in_transit',
    'arrived', 'delivered', 'cancelled')),
  version int not null check (version > 0),
  -- Index of the last place reached; gauges_changed counts the changes of gauge done.
  position int not null default 0 check (position between 0 and jsonb_array_length(legs)),
  gauges_changed int not null default 0 check (gauges_changed >= 0),
  movements int not null default 0 check (movements >= 0),
  booked_at timestamptz not null,
  departed_at timestamptz,
  last_moved_at timestamptz,
  eta timestamptz,
  arrived_at timestamptz,
  primary key (deal_id, consignment_id),
  check ((mode = 'rail') = (note_kind = 'smgs')),
  check (state in ('booked', 'cancelled') or cardinality(units) > 0),
  check (state in ('booked', 'loaded', 'cancelled') or (departed_at is not null and cleared_for_export)),
  check (state not in ('arrived', 'delivered') or (arrived_at is not null and position = jsonb_array_length(legs))),
  check (state <> 'delivered' or cleared_for_import)
);
select platform.guard_by_parties('transport.consignment', 'select, insert, update');
create unique index consignment_alive on transport.consignment (deal_id) where state <> 'cancelled';
create index consignment_carrier on transport.consignment (carrier_org_id, state, eta, consignment_id);

create table transport.movement (
  deal_id uuid not null,
  consignment_id uuid not null,
  number int not null check (number > 0),
  parties uuid[] not null,
  kind text not null check (kind in ('booked', 'loaded', 'departed', 'passed', 'gauge_changed', 'arrived', 'delivered',
    'damaged', 'cancelled')),
  place text not null,
  at timestamptz not null,
  remark text check (length(remark) <= 1000),
  details jsonb,
  reported_by uuid not null,
  recorded_at timestamptz not null,
  primary key (deal_id, consignment_id, number),
  foreign key (deal_id, consignment_id) references transport.consignment (deal_id, consignment_id)
);
select platform.guard_by_parties('transport.movement', 'select, insert');

-- What a carrier asks on a route. Carriers publish their cards; a price never changes, it is followed by another card.
create table transport.rate_card (
  org_id uuid not null,
  rate_card_id uuid not null,
  published boolean not null,
  route_id text not null,
  basis text not null check (basis in ('tonne', 'container')),
  -- Payload the carrier reckons with for one container.
  container_load_kg numeric(18,3) check (container_load_kg > 0),
  amount bigint not null check (amount > 0),
  currency text not null check (length(currency) = 3),
  valid_from date not null,
  valid_to date not null,
  demo boolean not null,
  primary key (org_id, rate_card_id),
  check (valid_from <= valid_to),
  check ((basis = 'container') = (container_load_kg is not null))
);
select platform.guard_published('transport.rate_card', 'select, insert');
create index rate_card_route on transport.rate_card (org_id, route_id, valid_from);
