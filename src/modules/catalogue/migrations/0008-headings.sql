-- A chapter and a heading as columns, so that a page of one is a range of an index in the order of the shelf. A range
-- of codes has no such order: the planner then walked the newest offers of all goods until it had enough. (An index
-- on an expression would not be used under row-level security.)
alter table catalogue.listing
  add column hs_chapter text not null generated always as (left(hs_code, 2)) stored,
  add column hs_heading text not null generated always as (left(hs_code, 4)) stored;
create index listing_by_chapter on catalogue.listing (hs_chapter, updated_at desc, listing_id desc) where published;
create index listing_by_heading on catalogue.listing (hs_heading, updated_at desc, listing_id desc) where published;
