-- Photos of a listing in their order, the first is its cover: the hashes of the two files of each, their size and what
-- they show. They stand in the row, so that a page has its covers without another table.
alter table catalogue.listing
  add column photos jsonb not null default '[]'
    check (jsonb_typeof(photos) = 'array' and jsonb_array_length(photos) <= 8);
