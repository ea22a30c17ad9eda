-- Pairs of codes that share goods, as imported in full: HS editions by year, the newer first. `taken` marks the one older
-- code of UNSD's conversion table; null where the imported file has no such table.
create table reference.concordance (
  newer text not null check (newer ~ '^\d{4}$'),
  older text not null check (older ~ '^\d{4}$' and older < newer),
  code text not null check (code ~ '^\d{6}$'),
  counterpart text not null check (counterpart ~ '^\d{6}$'),
  taken boolean,
  primary key (newer, older, code, counterpart)
);
create index concordance_forward on reference.concordance (newer, older, counterpart);
select platform.guard_reference('reference.concordance');
