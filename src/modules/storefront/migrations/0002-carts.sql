-- What a buyer's organisation means to order, and the price it was shown when it put it there.
create table storefront.cart_line (
  org_id uuid not null,
  listing_id uuid not null,
  quantity numeric(18, 3) not null check (quantity > 0),
  unit text not null check (length(unit) between 1 and 12),
  -- {"amount", "currency", "incoterm", "place"} of one unit.
  seen jsonb not null check (jsonb_typeof(seen) = 'object'),
  in_cart boolean not null,
  changed_at timestamptz not null,
  primary key (org_id, listing_id)
);
select platform.guard_by_org('storefront.cart_line', 'select, insert, update');

-- A cart that became deals; never changed.
create table storefront.checkout (
  org_id uuid not null,
  checkout_id uuid not null,
  place_to text not null,
  deals jsonb not null check (jsonb_typeof(deals) = 'array'),
  at timestamptz not null,
  primary key (org_id, checkout_id)
);
select platform.guard_by_org('storefront.checkout', 'select, insert');

-- Pieces of a shop's allotment that a deal has taken; given back when the deal ends without a contract kept.
create table storefront.hold (
  deal_id uuid not null,
  listing_id uuid not null,
  seller_org_id uuid not null,
  quantity numeric(18, 3) not null check (quantity > 0),
  given_back boolean not null,
  parties uuid[] not null,
  primary key (deal_id, listing_id)
);
select platform.guard_by_parties('storefront.hold', 'select, insert');
grant update (given_back) on storefront.hold to sauda_system;

-- A buyer takes pieces of a shelf that is not its own: in this one way, never below nothing. Answers what was left
-- before, or null where nothing is counted; -1 when there is not enough, or no such offer on show.
create policy taker_reads on storefront.shelf for select to current_user using (true);
create policy taker_takes on storefront.shelf for update to current_user using (published) with check (published);
create function storefront.take_allotment(seller uuid, listing uuid, wanted numeric) returns numeric
language plpgsql security definer
set search_path = pg_catalog, pg_temp
as $$
declare
  there numeric;
begin
  if wanted <= 0 then
    return -1;
  end if;
  select allotment into there from storefront.shelf
    where org_id = seller and listing_id = listing and published for update;
  if not found or there is null then
    return null;
  end if;
  if there < wanted then
    return -1;
  end if;
  update storefront.shelf set allotment = allotment - wanted where org_id = seller and listing_id = listing;
  return there;
end $$;
revoke execute on function storefront.take_allotment from public;
grant execute on function storefront.take_allotment to sauda_app, sauda_system;
