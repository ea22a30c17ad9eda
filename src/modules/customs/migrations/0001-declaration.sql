-- A declaration of goods to the customs authority of one country, for one deal and one direction.
create table customs.declaration (
  deal_id uuid not null,
  declaration_id uuid not null,
  parties uuid[] not null,
  number text not null,
  direction text not null check (direction in ('export', 'import')),
  country text not null check (length(country) = 2),
  partner_country text not null check (length(partner_country) = 2),
  office text not null,
  supervision_mode text not null check (supervision_mode ~ '^[0-9]{4}$'),
  transport_mode text not null check (transport_mode in ('rail', 'road')),
  declarant_org_id uuid not null,
  trader_org_id uuid not null,
  consignor_org_id uuid not null,
  consignee_org_id uuid not null,
  customs_org_id uuid not null,
  currency text not null check (length(currency) = 3),
  invoice_value bigint not null check (invoice_value >= 0),
  statistical_value bigint not null check (statistical_value >= 0),
  statistical_basis text not null check (statistical_basis in ('FOB', 'CIF')),
  documents jsonb not null,
  invoice jsonb,
  state text not null check (state in ('draft', 'lodged', 'refused', 'corrected', 'assessed', 'laned', 'inspected',
    'paid', 'released', 'withdrawn', 'cancelled')),
  version int not null check (version > 0),
  checks jsonb not null default '[]',
  reasons jsonb not null default '[]',
  assessment jsonb,
  due_amount bigint check (due_amount >= 0),
  due_currency text check (length(due_currency) = 3),
  lane text check (lane in ('green', 'yellow', 'red')),
  lane_score int,
  lane_reasons jsonb not null default '[]',
  cleared boolean not null default false,
  payment_reference text,
  usd_value bigint check (usd_value >= 0),
  usd_rate jsonb,
  demo boolean not null,
  created_at timestamptz not null,
  lodged_at timestamptz,
  decide_by timestamptz,
  laned_at timestamptz,
  inspected_at timestamptz,
  paid_at timestamptz,
  released_at timestamptz,
  changed_at timestamptz not null,
  primary key (deal_id, declaration_id),
  check ((direction = 'export') = (statistical_basis = 'FOB')),
  check (state <> 'released' or (released_at is not null and lane is not null and cleared)),
  check ((due_amount is null) = (due_currency is null)),
  -- Goods are not released while the amount due is unknown, or due and unpaid.
  check (state <> 'released' or (due_amount is not null and (due_amount = 0 or payment_reference is not null)))
);
select platform.guard_by_parties('customs.declaration', 'select, insert, update');

-- One declaration of a direction is alive at a time.
create unique index declaration_alive on customs.declaration (deal_id, direction)
  where state not in ('withdrawn', 'cancelled');
create index declaration_queue on customs.declaration (customs_org_id, state, decide_by, declaration_id);
create index declaration_declarant on customs.declaration (declarant_org_id, state);
create index declaration_trader on customs.declaration (trader_org_id) where state = 'released';
create index declaration_released on customs.declaration (released_at, deal_id, declaration_id) where state = 'released';

create table customs.declaration_item (
  deal_id uuid not null,
  declaration_id uuid not null,
  line int not null check (line > 0),
  parties uuid[] not null,
  hs_code text not null check (hs_code ~ '^[0-9]{6}$'),
  tariff_code text check (tariff_code ~ '^[0-9]{8,10}$'),
  description text not null,
  origin_country text not null check (length(origin_country) = 2),
  quantity numeric(18,3) not null check (quantity >= 0),
  unit text not null,
  packages int not null check (packages > 0),
  package_kind text not null,
  net_weight_kg numeric(18,3) not null check (net_weight_kg >= 0),
  gross_weight_kg numeric(18,3) not null check (gross_weight_kg >= 0),
  currency text not null check (length(currency) = 3),
  value bigint not null check (value >= 0),
  statistical_value bigint not null check (statistical_value >= 0),
  certificates text[] not null,
  primary key (deal_id, declaration_id, line),
  foreign key (deal_id, declaration_id) references customs.declaration (deal_id, declaration_id)
);
select platform.guard_by_parties('customs.declaration_item', 'select, insert, update');
create index declaration_item_goods on customs.declaration_item (hs_code);
