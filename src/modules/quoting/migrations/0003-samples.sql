-- Samples that the buyer asks for before it decides. Buyer and seller see them, nobody else.
create table quoting.sample (
  deal_id uuid not null,
  sample_id uuid not null,
  line int not null check (line between 1 and 200),
  quantity numeric(18, 3) not null check (quantity > 0),
  unit text not null check (length(unit) between 1 and 12),
  -- Null: the sample is free.
  price_amount bigint check (price_amount > 0),
  price_currency text check (length(price_currency) = 3),
  note text check (length(note) <= 1000),
  state text not null check (state in ('requested', 'accepted', 'refused', 'withdrawn', 'sent', 'received', 'approved',
    'rejected')),
  version int not null check (version >= 1),
  carrier text check (length(carrier) between 1 and 80),
  tracking_number text check (tracking_number ~ '^[A-Z0-9-]{6,40}$'),
  remark text check (length(remark) <= 1000),
  requested_at timestamptz not null,
  changed_at timestamptz not null,
  parties uuid[] not null,
  primary key (deal_id, sample_id),
  check ((price_amount is null) = (price_currency is null)),
  check ((carrier is null) = (tracking_number is null)),
  check (state not in ('sent', 'received', 'approved', 'rejected') or tracking_number is not null)
);
select platform.guard_by_parties('quoting.sample', 'select, insert');
grant update (state, version, carrier, tracking_number, remark, changed_at) on quoting.sample to sauda_app, sauda_system;
