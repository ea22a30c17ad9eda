-- Facts of an offer that not all goods have. Null: not said.
alter table catalogue.listing
  add column order_multiple numeric(18, 3) check (order_multiple > 0),
  add column capacity_per_month numeric(18, 3) check (capacity_per_month > 0),
  add column package_volume_m3 numeric(18, 3) check (package_volume_m3 > 0),
  add column shelf_life_days int check (shelf_life_days between 1 and 3650),
  add column un_number text check (un_number ~ '^[0-3]\d{3}$'),
  add column hazard_class text check (hazard_class ~ '^[1-9](\.[1-6])?$'),
  add column packing_group text check (packing_group in ('I', 'II', 'III')),
  -- [{"certificate", "valid_until"}]
  add column certificate_validity jsonb not null default '[]' check (jsonb_typeof(certificate_validity) = 'array'),
  add check ((un_number is null) = (hazard_class is null)),
  add check (packing_group is null or un_number is not null);

-- Prices in other currencies and under other Incoterms than those of catalogue.price; versions go together.
create table catalogue.price_list (
  org_id uuid not null,
  listing_id uuid not null,
  price_version int not null check (price_version > 0),
  currency text not null check (length(currency) = 3),
  incoterm text not null check (incoterm ~ '^[A-Z]{3}$'),
  place text not null check (length(place) between 1 and 40),
  min_quantity numeric(18, 3) not null check (min_quantity > 0),
  amount bigint not null check (amount > 0),
  published boolean not null,
  primary key (org_id, listing_id, price_version, currency, incoterm, place, min_quantity),
  foreign key (org_id, listing_id) references catalogue.listing (org_id, listing_id) deferrable initially deferred
);
select platform.guard_published('catalogue.price_list', 'select, insert');
grant update (published) on catalogue.price_list to sauda_app, sauda_system;
