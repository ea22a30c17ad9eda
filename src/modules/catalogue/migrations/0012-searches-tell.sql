-- Up to which offers the organisation was told of what a kept search finds, and when that was last looked for.
alter table catalogue.saved_search add column told_until timestamptz, add column looked_at timestamptz;
create index saved_search_waiting on catalogue.saved_search (looked_at nulls first) where not removed;
