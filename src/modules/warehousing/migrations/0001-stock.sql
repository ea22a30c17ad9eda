-- What an organisation has of a listing. Reserved is part of on hand.
create table warehousing.holding (
  org_id uuid not null,
  listing_id uuid not null,
  unit text not null,
  on_hand numeric(18,3) not null,
  reserved numeric(18,3) not null,
  version int not null check (version > 0),
  changed_at timestamptz not null,
  primary key (org_id, listing_id),
  check (0 <= reserved and reserved <= on_hand)
);
select platform.guard_by_org('warehousing.holding', 'select, insert, update');

-- The stock of a deal as a ledger: every row takes a quantity from one location to another, and none is ever
-- changed. A quantity cannot appear or vanish: it comes from `supply` and ends where it is used or lost.
create table warehousing.stock_move (
  deal_id uuid not null,
  number int not null check (number > 0),
  parties uuid[] not null,
  line int not null check (line > 0),
  listing_id uuid,
  quantity numeric(18,3) not null check (quantity > 0),
  unit text not null,
  from_location text not null check (from_location in ('supply', 'seller', 'carrier', 'bonded', 'buyer', 'damaged')),
  to_location text not null check (to_location in ('supply', 'seller', 'carrier', 'bonded', 'buyer', 'damaged')),
  reason text not null check (reason in ('reserved', 'unreserved', 'issued', 'bonded', 'received', 'damaged',
    'returned')),
  at timestamptz not null,
  primary key (deal_id, number),
  check (from_location <> to_location)
);
select platform.guard_by_parties('warehousing.stock_move', 'select, insert');
create index stock_move_line on warehousing.stock_move (deal_id, line);

-- Goods of a deal that lie in a bonded warehouse until import is released.
create table warehousing.bonded_receipt (
  deal_id uuid not null,
  receipt_id uuid not null,
  parties uuid[] not null,
  warehouse_org_id uuid not null,
  number text not null check (length(number) between 1 and 60),
  received_at timestamptz not null,
  remark text check (length(remark) <= 500),
  primary key (deal_id, receipt_id)
);
select platform.guard_by_parties('warehousing.bonded_receipt', 'select, insert');
create unique index bonded_receipt_one on warehousing.bonded_receipt (deal_id);
create index bonded_receipt_warehouse on warehousing.bonded_receipt (warehouse_org_id, received_at);
