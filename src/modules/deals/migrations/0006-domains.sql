-- The same rules as before, as domains: their checks were most of what a step of a deal cost.
create domain deals.deal_state as text check (value in ('requested', 'quoted', 'agreed', 'contracted', 'funded',
  'shipped', 'delivered', 'accepted', 'disputed', 'settled', 'closed', 'lapsed', 'declined', 'cancelled'));
create domain deals.transport_mode as text check (value in ('rail', 'road'));
create domain deals.event_kind as text check (length(value) between 3 and 60);

alter table deals.deal
  drop constraint deal_state_check,
  drop constraint deal_version_check,
  drop constraint deal_hs_code_check,
  drop constraint deal_price_amount_check,
  drop constraint deal_price_currency_check,
  drop constraint deal_mode_check,
  drop constraint deal_last_event_check,
  drop constraint deal_last_hash_check,
  alter column state type deals.deal_state,
  alter column version type platform.ordinal,
  alter column hs_code type platform.hs_code,
  alter column price_amount type platform.minor_units,
  alter column price_currency type platform.currency,
  alter column mode type deals.transport_mode,
  alter column last_event type platform.ordinal,
  alter column last_hash type platform.sha256;

alter table deals.event
  drop constraint event_number_check,
  drop constraint event_kind_check,
  drop constraint event_previous_hash_check,
  drop constraint event_hash_check,
  alter column number type platform.ordinal,
  alter column kind type deals.event_kind,
  alter column previous_hash type platform.sha256,
  alter column hash type platform.sha256;
