-- New prices of a frame from a day on, proposed by one side and agreed by the other. What was called before keeps its own.
create table agreements.price_change (
  -- The seller, as in the frame.
  org_id uuid not null,
  frame_id uuid not null,
  change_id uuid not null,
  from_day date not null,
  -- [{"line", "unit_price"}]: the lines that change; the others keep what they have.
  prices jsonb not null check (jsonb_typeof(prices) = 'array'),
  -- Steps of the lines that change; they replace those before.
  tiers jsonb not null check (jsonb_typeof(tiers) = 'array'),
  reason text check (length(reason) between 1 and 500),
  change_hash text not null check (change_hash ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('held', 'proposed', 'active', 'refused')),
  proposed_by text not null check (proposed_by in ('buyer', 'seller')),
  proposed_at timestamptz not null,
  changed_at timestamptz not null,
  parties uuid[] not null,
  primary key (org_id, frame_id, change_id)
);
-- Each side has one open proposal; one that the other cannot see yet stands in nobody's way.
create unique index price_change_open on agreements.price_change (org_id, frame_id, proposed_by)
  where state in ('held', 'proposed');
-- One price for a day.
create unique index price_change_day on agreements.price_change (org_id, frame_id, from_day) where state = 'active';
select platform.guard_by_parties('agreements.price_change', 'select, insert');
grant update (state, changed_at) on agreements.price_change to sauda_app, sauda_system;
