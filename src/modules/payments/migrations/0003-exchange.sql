-- A price that was quoted, as it was quoted; whether it is kept, done or over is read from the ledger by exchange_id,
-- which is the number of the reservation in the customer's book and in the treasury's.
create table payments.exchange (
  org_id uuid not null,
  exchange_id uuid not null,
  deal_id uuid,
  sold bigint not null check (sold > 0),
  sell_currency text not null check (length(sell_currency) = 3),
  bought bigint not null check (bought > 0),
  spread bigint not null check (spread >= 0),
  rounding bigint not null check (rounding >= 0),
  buy_currency text not null check (length(buy_currency) = 3),
  spread_basis_points int not null check (spread_basis_points >= 0),
  -- Decimal texts: units of buy_currency for one of sell_currency.
  mid text not null,
  bid text not null,
  ask text not null,
  -- The rates on file that the price was made of, with their sources.
  rates jsonb not null,
  reference text not null check (length(reference) <= 200),
  quoted_at timestamptz not null,
  quoted_by uuid,
  valid_until timestamptz not null,
  lock_minutes int not null check (lock_minutes > 0),
  locked_at timestamptz,
  holds_until timestamptz,
  -- When its execution was asked for.
  asked_at timestamptz,
  parties uuid[] not null,
  primary key (org_id, exchange_id),
  check (sell_currency <> buy_currency),
  check ((locked_at is null) = (holds_until is null)),
  check (asked_at is null or asked_at < holds_until)
);
select platform.guard_by_parties('payments.exchange', 'select, insert');
grant update (locked_at, holds_until, asked_at) on payments.exchange to sauda_app, sauda_system;

-- Rates that the treasury filed, each proposed by one person and approved by another. The newest of a day counts.
create table payments.desk_rate (
  base text not null check (length(base) = 3),
  currency text not null check (length(currency) = 3 and currency <> base),
  valid_from date not null,
  filed_at timestamptz not null,
  rate text not null check (rate ~ '^\d{1,12}(\.\d{1,12})?$'),
  source text not null check (length(source) between 3 and 200),
  proposal_id uuid not null,
  primary key (base, currency, valid_from, filed_at)
);
select platform.guard_reference('payments.desk_rate');
revoke update, delete on payments.desk_rate from sauda_system;
