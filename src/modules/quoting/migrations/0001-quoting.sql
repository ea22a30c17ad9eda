-- What the buyer asked for. Buyer and seller see it, nobody else.
create table quoting.rfq (
  deal_id uuid primary key,
  request jsonb not null,
  message text check (length(message) <= 2000),
  sent_at timestamptz not null,
  parties uuid[] not null
);
select platform.guard_by_parties('quoting.rfq', 'select, insert');

-- Offers and counter-offers in order; what was offered is never changed, only followed by another.
create table quoting.quote (
  deal_id uuid not null,
  quote_number int not null check (quote_number >= 1),
  offered_by text not null check (offered_by in ('buyer', 'seller')),
  terms jsonb not null,
  terms_hash text not null,
  landed_cost jsonb,
  note text check (length(note) <= 2000),
  valid_until timestamptz not null,
  offered_at timestamptz not null,
  parties uuid[] not null,
  primary key (deal_id, quote_number),
  check (valid_until > offered_at)
);
select platform.guard_by_parties('quoting.quote', 'select, insert');
