-- Names in the address of a shop. Once taken, a name stays its organisation's, so an old link still finds the shop.
-- The same on every node of a cluster: it is read by all and has no other place to be unique in.
create table storefront.slug (
  slug text primary key check (slug ~ '^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$'),
  org_id uuid not null,
  taken_at timestamptz not null
);
select platform.close_table('storefront.slug', 'select, insert');
create policy all_read on storefront.slug for select to sauda_app using (true);
create policy own_insert on storefront.slug for insert to sauda_app
  with check (org_id = nullif(current_setting('app.org_id', true), '')::uuid);

-- The shop of a merchant; public while it is open.
create table storefront.shop (
  org_id uuid primary key,
  slug text not null,
  name text not null check (length(name) between 1 and 80),
  language text not null check (language in ('en', 'zh', 'ru', 'kk', 'ky', 'uz', 'tg', 'tk')),
  -- {"en": "intro", "ru": "…"}: what the merchant says of itself, in any of the eight languages.
  intros jsonb not null check (jsonb_typeof(intros) = 'object'),
  country text not null check (country ~ '^[A-Z]{2}$'),
  demo boolean not null,
  published boolean not null,
  version int not null check (version > 0),
  opened_at timestamptz not null,
  changed_at timestamptz not null
);
create index shop_newest on storefront.shop (changed_at desc, org_id desc) where published;
select platform.guard_published('storefront.shop', 'select, insert, update');

-- What a shop shows, in its order. `allotment` is what the shop may still sell before the merchant says anew; null:
-- made to order, or not limited here. `published`: shown, and the shop is open.
create table storefront.shelf (
  org_id uuid not null,
  listing_id uuid not null,
  position int not null check (position between 1 and 500),
  allotment numeric(18, 3) check (allotment >= 0),
  shown boolean not null,
  published boolean not null,
  primary key (org_id, listing_id),
  check (shown or not published)
);
create index shelf_by_listing on storefront.shelf (listing_id);
select platform.guard_published('storefront.shelf', 'select, insert, update');
