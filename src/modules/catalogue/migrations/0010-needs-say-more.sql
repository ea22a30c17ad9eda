-- What a buyer may say beside goods, quantity and price. What is not said is open.
alter table catalogue.need
  add column certificates text[] not null default '{}' check (cardinality(certificates) <= 10),
  add column incoterm text check (length(incoterm) = 3),
  add column quantity_per_month numeric check (quantity_per_month > 0);
