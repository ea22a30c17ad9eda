-- How far the released declarations have been read, so that the next release looks only at months with news.
create table statistics.release_mark (
  name text primary key check (name = 'declarations'),
  released_at timestamptz not null,
  deal_id uuid not null,
  declaration_id uuid not null
);
select platform.guard_reference('statistics.release_mark');
