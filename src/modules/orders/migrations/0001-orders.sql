-- An order of a person at a merchant's shop. Nothing here tells who the person is.
create table orders.purchase (
  org_id uuid not null,
  order_id uuid not null,
  number text not null check (length(number) between 1 and 20),
  -- Of the secret that its bearer follows the order with, and of what was ordered with it.
  token_hash text not null check (token_hash ~ '^[0-9a-f]{64}$'),
  body_hash text not null check (body_hash ~ '^[0-9a-f]{64}$'),
  state text not null check (state in ('placed', 'confirmed', 'handed_over', 'refused', 'cancelled', 'lapsed')),
  -- {"slug", "name", "country"} of the shop as it was.
  shop jsonb not null check (jsonb_typeof(shop) = 'object'),
  destination text not null check (destination ~ '^[A-Z]{2}$'),
  lines jsonb not null check (jsonb_typeof(lines) = 'array'),
  -- Offers of which pieces were taken from the shelf.
  counted uuid[] not null,
  currency text not null check (length(currency) = 3),
  goods bigint not null check (goods >= 0),
  delivery bigint not null check (delivery >= 0),
  weight_kg numeric(18, 3) not null,
  -- {"limit", "landed"} as the person was shown them.
  charges jsonb not null check (jsonb_typeof(charges) = 'object'),
  transport text not null,
  channel text not null,
  payment text not null check (payment in ('transfer', 'on_delivery')),
  payment_note text not null check (length(payment_note) <= 500),
  placed_at timestamptz not null,
  -- When it lapses unless something happens before.
  open_until timestamptz,
  paid_at timestamptz,
  ended_at timestamptz,
  reason text check (length(reason) between 1 and 300),
  parcel jsonb check (jsonb_typeof(parcel) = 'object'),
  giving_back jsonb check (jsonb_typeof(giving_back) = 'object'),
  refunded bigint check (refunded >= 0),
  refunded_at timestamptz,
  primary key (org_id, order_id),
  unique (org_id, token_hash),
  unique (org_id, number),
  check ((refunded is null) = (refunded_at is null)),
  check ((ended_at is null) = (state in ('placed', 'confirmed')))
);
create index purchase_newest on orders.purchase (org_id, placed_at desc, order_id desc);
create index purchase_open on orders.purchase (org_id) where state in ('placed', 'confirmed');
create index purchase_to_lapse on orders.purchase (open_until) where open_until is not null;
select platform.guard_by_org('orders.purchase', 'select, insert, update');

-- What a person has told of itself, until it is removed. The order stays without it.
create table orders.person (
  org_id uuid not null,
  order_id uuid not null,
  name text check (length(name) between 1 and 120),
  address text check (length(address) between 1 and 500),
  email text check (length(email) <= 254),
  phone text check (length(phone) <= 40),
  remark text check (length(remark) <= 500),
  return_text text check (length(return_text) <= 1000),
  -- Of e-mail or telephone, to bound what one person has open.
  contact_hash text check (contact_hash ~ '^[0-9a-f]{64}$'),
  ended_at timestamptz,
  erased_at timestamptz,
  primary key (org_id, order_id),
  check (erased_at is null
    or coalesce(name, address, email, phone, remark, return_text, contact_hash) is null)
);
create index person_to_erase on orders.person (ended_at) where erased_at is null and ended_at is not null;
select platform.guard_by_org('orders.person', 'select, insert, update');

-- The bearer of the secret reads its order in this one way, and no other.
create policy bearer_reads on orders.purchase for select to current_user using (true);
create policy bearer_reads on orders.person for select to current_user using (true);
create function orders.purchase_of_bearer(merchant uuid, bearer text) returns setof orders.purchase
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select p.* from orders.purchase p where p.org_id = merchant and p.token_hash = bearer
$$;
create function orders.person_of_bearer(merchant uuid, bearer text) returns setof orders.person
language sql stable security definer
set search_path = pg_catalog, pg_temp
as $$
  select n.* from orders.person n join orders.purchase p on p.org_id = n.org_id and p.order_id = n.order_id
  where p.org_id = merchant and p.token_hash = bearer
$$;
revoke execute on function orders.purchase_of_bearer, orders.person_of_bearer from public;
grant execute on function orders.purchase_of_bearer, orders.person_of_bearer to sauda_app, sauda_system;
