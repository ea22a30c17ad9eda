-- A merchant's shop at a marketplace. The token is sealed for this very row. `shop` names the marketplace, so that a
-- connection that is made anew does not open a second deal for an order.
create table marketplaces.connection (
  org_id uuid not null,
  connection_id uuid not null,
  kind text not null check (kind in ('kaspi', 'satu', 'rest')),
  shop text not null check (length(shop) between 1 and 300),
  name text not null check (length(name) between 1 and 80),
  base_url text not null check (length(base_url) <= 300),
  token_sealed text not null check (length(token_sealed) <= 6000),
  merchant_id text not null check (length(merchant_id) <= 60),
  store_id text not null check (length(store_id) <= 60),
  company text not null check (length(company) <= 200),
  feed_key text not null check (length(feed_key) = 43),
  place_to text not null check (length(place_to) <= 40),
  buyer_org_id uuid not null,
  buyer_name text not null,
  buyer_agreed boolean not null,
  state text not null check (state in ('paused', 'active', 'closed')),
  attempts int not null check (attempts >= 0),
  next_sync_at timestamptz,
  lease_until timestamptz,
  last_sync_at timestamptz,
  last_ok_at timestamptz,
  last_fault jsonb,
  last_counts jsonb,
  report_ticket text check (length(report_ticket) <= 100),
  created_at timestamptz not null,
  primary key (org_id, connection_id),
  check (buyer_org_id <> org_id)
);
create index connection_due on marketplaces.connection (next_sync_at) where state = 'active';
create index connection_buyer on marketplaces.connection (buyer_org_id);
select platform.guard_by_org('marketplaces.connection', 'select, insert, update');

-- A listing as it is offered in one shop. Stock goes down with orders; `stock >= 0`: never oversold by our count.
create table marketplaces.offer (
  org_id uuid not null,
  connection_id uuid not null,
  sku text not null check (length(sku) between 1 and 64),
  listing_id uuid not null,
  title text not null check (length(title) <= 300),
  description text not null,
  brand text not null check (length(brand) <= 80),
  category text not null check (length(category) <= 120),
  price_amount bigint not null check (price_amount > 0),
  price_currency text not null check (length(price_currency) = 3),
  stock int not null check (stock >= 0),
  offered boolean not null,
  changed_at timestamptz not null,
  sent_at timestamptz,
  primary key (org_id, connection_id, sku),
  unique (org_id, connection_id, listing_id)
);
select platform.guard_by_org('marketplaces.offer', 'select, insert, update');

-- One row for each remote order, and so one deal: the key is the merchant, the shop and the marketplace's own id.
create table marketplaces.remote_order (
  org_id uuid not null,
  shop text not null,
  remote_id text not null check (length(remote_id) between 1 and 100),
  order_id uuid not null,
  connection_id uuid not null,
  number text not null check (length(number) between 1 and 60),
  placed_at timestamptz,
  total_amount bigint not null check (total_amount >= 0),
  total_currency text not null check (length(total_currency) = 3),
  lines jsonb not null,
  state text not null check (state in ('received', 'refused', 'opened', 'acknowledged')),
  deal_id uuid,
  deal_number text,
  refusal jsonb,
  received_at timestamptz not null,
  opened_at timestamptz,
  acknowledged_at timestamptz,
  primary key (org_id, shop, remote_id),
  unique (org_id, order_id),
  unique (org_id, deal_id),
  check ((deal_id is null) = (state in ('received', 'refused'))),
  check ((refusal is not null) = (state = 'refused'))
);
create index remote_order_waiting on marketplaces.remote_order (org_id, connection_id, received_at)
  where state in ('received', 'opened');
create index remote_order_newest on marketplaces.remote_order (org_id, received_at desc, order_id desc);
select platform.guard_by_org('marketplaces.remote_order', 'select, insert, update');

-- Rows that could not be taken, by us or by the marketplace, until a later sync no longer meets them.
create table marketplaces.problem (
  org_id uuid not null,
  connection_id uuid not null,
  topic text not null check (topic in ('catalogue', 'price', 'order')),
  row_name text not null check (length(row_name) between 1 and 100),
  reason text not null check (length(reason) <= 60),
  detail text not null check (length(detail) <= 400),
  first_at timestamptz not null,
  last_at timestamptz not null,
  cleared_at timestamptz,
  primary key (org_id, connection_id, topic, row_name)
);
select platform.guard_by_org('marketplaces.problem', 'select, insert, update');

-- The buyer of record lets a merchant open deals in its name. Its own row: only the buyer can agree.
create table marketplaces.mandate (
  org_id uuid not null,
  merchant_org_id uuid not null,
  merchant_name text not null,
  state text not null check (state in ('asked', 'given', 'declined')),
  asked_at timestamptz not null,
  decided_at timestamptz,
  decided_by text,
  primary key (org_id, merchant_org_id),
  check ((decided_at is null) = (state = 'asked'))
);
select platform.guard_by_org('marketplaces.mandate', 'select, insert, update');

-- Files that marketplaces fetch: prices and stock that the shop shows to everybody. Found only by who knows the key.
create table marketplaces.feed (
  feed_hash text not null check (length(feed_hash) = 64),
  file text not null check (file in ('prices.xml', 'catalogue.xml')),
  xml text not null check (length(xml) <= 20000000),
  made_at timestamptz not null,
  primary key (feed_hash, file)
);
select platform.guard_reference('marketplaces.feed');
