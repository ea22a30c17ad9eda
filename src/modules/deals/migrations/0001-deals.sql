create table deals.deal (
  deal_id uuid primary key,
  number text not null,
  state text not null check (state in ('requested', 'quoted', 'agreed', 'contracted', 'funded', 'shipped', 'delivered',
    'accepted', 'disputed', 'settled', 'closed', 'lapsed', 'declined', 'cancelled')),
  version int not null check (version >= 1),
  terms jsonb,
  goods_title text not null,
  hs_code text not null check (hs_code ~ '^\d{6}$'),
  price_amount bigint check (price_amount > 0),
  price_currency text check (length(price_currency) = 3),
  mode text check (mode in ('rail', 'road')),
  place_from text,
  place_to text,
  buyer_org_id uuid not null,
  buyer jsonb not null,
  seller_org_id uuid not null,
  seller jsonb not null,
  parties uuid[] not null,
  demo boolean not null,
  deadline timestamptz,
  last_event int not null check (last_event >= 1),
  last_hash text not null check (last_hash ~ '^[0-9a-f]{64}$'),
  sealed_event int not null default 0 check (sealed_event <= last_event),
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  check (buyer_org_id <> seller_org_id),
  check (buyer_org_id = any (parties) and seller_org_id = any (parties)),
  check ((price_amount is null) = (price_currency is null)),
  check (terms is not null or state in ('requested', 'quoted', 'lapsed', 'declined'))
) with (fillfactor = 85);
create index deal_deadline on deals.deal (deadline) where deadline is not null;
create index deal_unsealed on deals.deal (deal_id) where sealed_event < last_event;
select platform.guard_by_parties('deals.deal', 'select, insert, update');

-- Who takes part. parties names the organisations that may see this row.
create table deals.participant (
  deal_id uuid not null,
  role text not null check (role in ('buyer', 'seller', 'carrier', 'export_broker', 'import_broker', 'export_customs',
    'import_customs', 'bank', 'arbiter')),
  org_id uuid not null,
  joined_at timestamptz not null,
  parties uuid[] not null,
  primary key (deal_id, role)
);
create index participant_org on deals.participant (org_id, deal_id);
select platform.guard_by_parties('deals.participant', 'select, insert, update');

-- The timeline: append-only, each event holding the hash of the one before.
create table deals.event (
  deal_id uuid not null,
  number int not null check (number >= 1),
  kind text not null check (length(kind) between 3 and 60),
  at timestamptz not null,
  actor_kind text not null,
  actor_org_id uuid not null,
  actor_user_id text,
  state_after text not null,
  body jsonb not null,
  previous_hash text not null check (previous_hash ~ '^[0-9a-f]{64}$'),
  hash text not null check (hash ~ '^[0-9a-f]{64}$'),
  parties uuid[] not null,
  primary key (deal_id, number)
);
select platform.guard_by_parties('deals.event', 'select, insert');

create table deals.acceptance (
  deal_id uuid not null,
  terms_hash text not null,
  role text not null check (role in ('buyer', 'seller')),
  org_id uuid not null,
  user_id text,
  accepted_at timestamptz not null,
  parties uuid[] not null,
  primary key (deal_id, terms_hash, role)
);
select platform.guard_by_parties('deals.acceptance', 'select, insert');

create table deals.dispute (
  deal_id uuid not null,
  dispute_id uuid not null,
  reason text not null check (reason in ('damaged', 'missing', 'not_as_described', 'late')),
  description text not null check (length(description) <= 2000),
  claim_amount bigint not null check (claim_amount > 0),
  currency text not null check (length(currency) = 3),
  to_buyer_amount bigint check (to_buyer_amount >= 0),
  resolution text,
  opened_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by uuid,
  parties uuid[] not null,
  primary key (deal_id, dispute_id),
  check ((to_buyer_amount is null) = (resolved_at is null))
);
select platform.guard_by_parties('deals.dispute', 'select, insert, update');

-- Signed Merkle roots over the heads of the chains. A leaf is the hash of a deal's last event at that time.
create table deals.seal (
  seal_id uuid primary key,
  sealed_at timestamptz not null,
  leaves int not null check (leaves > 0),
  root text not null check (root ~ '^[0-9a-f]{64}$'),
  jws text not null
);
select platform.guard_reference('deals.seal');

create table deals.seal_leaf (
  deal_id uuid not null,
  seal_id uuid not null,
  position int not null check (position >= 0),
  number int not null,
  hash text not null,
  primary key (deal_id, seal_id)
);
create index seal_leaf_order on deals.seal_leaf (seal_id, position);
select platform.close_table('deals.seal_leaf', 'select');
grant insert on deals.seal_leaf to sauda_system;
