-- What seller and buyer have agreed for a time: the terms of one lot, how many lots in all, and how many were called.
create table agreements.frame (
  -- The seller.
  org_id uuid not null,
  frame_id uuid not null,
  buyer_org_id uuid not null,
  basis_deal_id uuid not null,
  title text not null check (length(title) between 1 and 300),
  -- Terms of one lot; every call multiplies them.
  lot jsonb not null,
  -- [{"from_lots", "line", "unit_price"}]
  tiers jsonb not null check (jsonb_typeof(tiers) = 'array'),
  frame_hash text not null check (frame_hash ~ '^[0-9a-f]{64}$'),
  lots_total int not null check (lots_total between 1 and 10000),
  lots_called int not null check (lots_called between 0 and lots_total),
  valid_until timestamptz not null,
  state text not null check (state in ('held', 'proposed', 'active', 'refused')),
  proposed_by text not null check (proposed_by in ('buyer', 'seller')),
  version int not null check (version >= 1),
  proposed_at timestamptz not null,
  changed_at timestamptz not null,
  parties uuid[] not null,
  primary key (org_id, frame_id),
  check (org_id <> buyer_org_id and org_id = any (parties) and buyer_org_id = any (parties)),
  check (valid_until > proposed_at),
  check (lots_called = 0 or state = 'active')
);
create index frame_newest on agreements.frame (proposed_at desc, frame_id desc);
select platform.guard_by_parties('agreements.frame', 'select, insert');
grant update (lots_called, state, version, changed_at) on agreements.frame to sauda_app, sauda_system;

-- A deal that was called off a frame, and the lots it holds until it comes to nothing.
create table agreements.call_off (
  deal_id uuid not null,
  seller_org_id uuid not null,
  frame_id uuid not null,
  lots int not null check (lots >= 1),
  given_back boolean not null,
  called_at timestamptz not null,
  parties uuid[] not null,
  primary key (deal_id)
);
select platform.guard_by_parties('agreements.call_off', 'select, insert');
grant update (given_back) on agreements.call_off to sauda_system;
