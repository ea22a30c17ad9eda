-- An offer. The seller's public name and the price of the smallest lot stand in the row, so that a page of
-- twenty is one index range without joins; they are refreshed when the organisation changes.
create table catalogue.listing (
  org_id uuid not null,
  listing_id uuid not null,
  language text not null check (language in ('en', 'zh', 'ru', 'kk', 'ky', 'uz', 'tg', 'tk')),
  title text not null check (length(title) between 1 and 200),
  description text not null check (length(description) <= 4000),
  -- {"ru": {"title", "description", "by": "human" | "machine"}}
  translations jsonb not null check (jsonb_typeof(translations) = 'object'),
  hs_code text not null check (hs_code ~ '^\d{6}$'),
  origin_country text not null check (origin_country ~ '^[A-Z]{2}$'),
  unit text not null check (length(unit) between 1 and 12),
  moq numeric(18, 3) not null check (moq > 0),
  lead_time_days int not null check (lead_time_days between 0 and 730),
  package_kind text not null check (length(package_kind) between 1 and 40),
  units_per_package numeric(18, 3) not null check (units_per_package > 0),
  unit_net_weight_kg numeric(18, 3) not null check (unit_net_weight_kg > 0),
  unit_gross_weight_kg numeric(18, 3) not null check (unit_gross_weight_kg >= unit_net_weight_kg),
  certificates text[] not null check (cardinality(certificates) <= 10),
  price_version int not null check (price_version > 0),
  price_amount bigint not null check (price_amount > 0),
  price_currency text not null check (length(price_currency) = 3),
  seller_name text not null,
  seller_name_zh text,
  seller_name_ru text,
  seller_country text not null check (seller_country ~ '^[A-Z]{2}$'),
  seller_trust smallint not null check (seller_trust between 0 and 3),
  published boolean not null,
  demo boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null check (version > 0),
  primary key (org_id, listing_id)
);
create index listing_by_id on catalogue.listing (listing_id);
create index listing_newest on catalogue.listing (updated_at desc, listing_id desc) where published;
create index listing_by_hs on catalogue.listing (hs_code, updated_at desc, listing_id desc) where published;
create index listing_of_seller on catalogue.listing (org_id, updated_at desc, listing_id desc);
select platform.guard_published('catalogue.listing', 'select, insert, update');

-- Tier prices. A change writes a new version, so that an old quote can still be traced to its price.
create table catalogue.price (
  org_id uuid not null,
  listing_id uuid not null,
  price_version int not null check (price_version > 0),
  min_quantity numeric(18, 3) not null check (min_quantity > 0),
  amount bigint not null check (amount > 0),
  currency text not null check (length(currency) = 3),
  incoterm text not null check (incoterm ~ '^[A-Z]{3}$'),
  place text not null check (length(place) between 1 and 40),
  published boolean not null,
  primary key (org_id, listing_id, price_version, min_quantity),
  foreign key (org_id, listing_id) references catalogue.listing (org_id, listing_id) deferrable initially deferred
);
select platform.guard_published('catalogue.price', 'select, insert');

-- Words of published listings. Under row-level security an index serves only operators that cannot leak, and the
-- text search operator is not one of them; here every row is public, so its policy is plain true and the index
-- is used. A withdrawn listing has no words.
create table catalogue.listing_words (
  org_id uuid not null,
  listing_id uuid not null,
  words tsvector not null,
  primary key (org_id, listing_id)
);
create index listing_words_index on catalogue.listing_words using gin (words);
select platform.close_table('catalogue.listing_words', 'select, insert, update');
create policy all_read on catalogue.listing_words for select to sauda_app using (true);
create policy own_insert on catalogue.listing_words for insert to sauda_app
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);
create policy own_update on catalogue.listing_words for update to sauda_app
  using (org_id = nullif(current_setting('app.org_id', true), '')::uuid)
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

-- What somebody wants to buy.
create table catalogue.need (
  org_id uuid not null,
  need_id uuid not null,
  language text not null check (language in ('en', 'zh', 'ru', 'kk', 'ky', 'uz', 'tg', 'tk')),
  title text not null check (length(title) between 1 and 200),
  description text not null check (length(description) <= 4000),
  translations jsonb not null check (jsonb_typeof(translations) = 'object'),
  hs_code text not null check (hs_code ~ '^\d{6}$'),
  quantity numeric(18, 3) not null check (quantity > 0),
  unit text not null check (length(unit) between 1 and 12),
  to_country text not null check (to_country ~ '^[A-Z]{2}$'),
  place_to text check (length(place_to) between 1 and 40),
  origin_countries text[] not null check (cardinality(origin_countries) <= 20),
  max_price_amount bigint check (max_price_amount > 0),
  max_price_currency text check (length(max_price_currency) = 3),
  within_days int check (within_days between 1 and 730),
  buyer_name text not null,
  buyer_country text not null check (buyer_country ~ '^[A-Z]{2}$'),
  buyer_trust smallint not null check (buyer_trust between 0 and 3),
  published boolean not null,
  demo boolean not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null check (version > 0),
  primary key (org_id, need_id),
  check ((max_price_amount is null) = (max_price_currency is null))
);
create index need_by_id on catalogue.need (need_id);
create index need_newest on catalogue.need (updated_at desc, need_id desc) where published;
create index need_of_buyer on catalogue.need (org_id, updated_at desc, need_id desc);
select platform.guard_published('catalogue.need', 'select, insert, update');
