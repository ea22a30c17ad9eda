-- One introduction for a need and a listing: its id is derived from both, so a second one meets the first.
-- Names and titles are those of the day, because it is a record of what was introduced.
create table matching.introduction (
  introduction_id uuid primary key,
  parties uuid[] not null check (cardinality(parties) between 2 and 3),
  need_id uuid not null,
  listing_id uuid not null,
  buyer_org_id uuid not null,
  seller_org_id uuid not null check (seller_org_id <> buyer_org_id),
  introduced_by uuid,
  buyer_name text not null,
  seller_name text not null,
  need_title text not null,
  listing_title text not null,
  note text not null check (length(note) <= 1000),
  score int not null check (score between 0 and 100),
  parts jsonb not null,
  buyer_answer text check (buyer_answer in ('welcome', 'declined')),
  seller_answer text check (seller_answer in ('welcome', 'declined')),
  demo boolean not null,
  introduced_at timestamptz not null,
  version int not null check (version > 0),
  check (parties @> array[buyer_org_id, seller_org_id])
);
create index introduction_of_buyer on matching.introduction (buyer_org_id, introduced_at desc);
create index introduction_of_seller on matching.introduction (seller_org_id, introduced_at desc);
create index introduction_by on matching.introduction (introduced_by, introduced_at desc);
select platform.guard_by_parties('matching.introduction', 'select, insert, update');
