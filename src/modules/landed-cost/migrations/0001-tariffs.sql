-- Dated rules as data. Decimals are text so that a rate keeps the digits of its source and a replay is exact.
-- hs6 is the code cut to six digits, the key a look-up needs; shorter codes stand for all below them.

create table landed_cost.regime (
  country text not null check (country ~ '^[A-Z]{2}$'),
  regime text not null,
  valid_from date not null,
  -- Every national line under a code is on file, so a six-digit answer can be drawn from them.
  complete boolean not null,
  -- Rates above zero may be too high in this country.
  weakens_above_zero boolean not null,
  caveat text, caveat_text text, source text not null,
  primary key (country, regime)
);
select platform.guard_reference('landed_cost.regime');

create table landed_cost.duty_line (
  regime text not null,
  code text not null check (code ~ '^\d{0,10}$'),
  hs6 text not null generated always as (left(code, 6)) stored,
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  rule text not null check (rule in ('ad_valorem', 'specific', 'not_less_than', 'plus', 'lower_of', 'unknown')),
  ad_valorem_pct text check (ad_valorem_pct ~ '^\d{1,4}(\.\d{1,4})?$'),
  alt_ad_valorem_pct text check (alt_ad_valorem_pct ~ '^\d{1,4}(\.\d{1,4})?$'),
  specific_amount text check (specific_amount ~ '^\d{1,9}(\.\d{1,6})?$'),
  specific_currency text check (length(specific_currency) = 3),
  specific_unit text,
  specific_per int check (specific_per > 0),
  conditions text not null default '',
  footnote text, condition_notes text, supplementary_unit text,
  status text not null check (status in ('sourced', 'unverified', 'no_rate_on_file')),
  source text not null, note text,
  primary key (regime, code, valid_from, conditions),
  check ((rule = 'unknown') = (status = 'no_rate_on_file')),
  check (rule in ('specific', 'unknown') or ad_valorem_pct is not null),
  check (rule in ('ad_valorem', 'unknown') or (specific_amount is not null and specific_currency is not null
    and specific_unit is not null and specific_per is not null)),
  check ((rule = 'lower_of') = (alt_ad_valorem_pct is not null))
);
create index duty_line_hs6 on landed_cost.duty_line (regime, hs6);
select platform.guard_reference('landed_cost.duty_line');

create table landed_cost.footnote (
  regime text not null,
  note text not null, stage int not null,
  scope text not null check (scope in ('EAEU', 'RU')),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  rule text not null check (rule in ('ad_valorem', 'specific', 'not_less_than', 'plus', 'unknown')),
  ad_valorem_pct text, specific_amount text, specific_currency text, specific_unit text, specific_per int,
  status text not null check (status in ('sourced', 'unverified', 'no_rate_on_file')),
  source text not null,
  primary key (regime, note, stage)
);
select platform.guard_reference('landed_cost.footnote');

create table landed_cost.tax (
  country text not null,
  kind text not null check (kind in ('vat', 'excise')),
  code text not null check (code ~ '^\d{0,10}$'),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  rule text not null check (rule in ('ad_valorem', 'unknown')),
  pct text check (pct ~ '^\d{1,4}(\.\d{1,4})?$'),
  status text not null check (status in ('sourced', 'unverified', 'no_rate_on_file')),
  source text not null, note text,
  primary key (country, kind, code, valid_from),
  check ((rule = 'unknown') = (pct is null) and (rule = 'unknown') = (status = 'no_rate_on_file'))
);
select platform.guard_reference('landed_cost.tax');

create table landed_cost.fee (
  country text not null,
  name text not null,
  code text not null check (code ~ '^\d{0,10}$'),
  valid_from date not null,
  valid_to date check (valid_to >= valid_from),
  rule text not null check (rule in ('percent', 'per_sheet', 'fixed_by_value', 'unknown')),
  amount text, further_amount text, currency text,
  value_over_usd text not null, value_up_to_usd text,
  status text not null check (status in ('sourced', 'unverified', 'no_rate_on_file')),
  source text not null, note text,
  primary key (country, name, code, valid_from, value_over_usd),
  check ((rule = 'unknown') = (amount is null) and (rule = 'unknown') = (status = 'no_rate_on_file'))
);
select platform.guard_reference('landed_cost.fee');
