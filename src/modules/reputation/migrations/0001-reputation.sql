-- One review a side of a closed deal, within sixty days of its closing. Once it is answered no policy lets anybody
-- change it; before that, each side writes in its own name.
create table reputation.review (
  deal_id uuid not null,
  side text not null check (side in ('buyer', 'seller')),
  review_id uuid not null,
  by_org_id uuid not null,
  about_org_id uuid not null,
  closed_at timestamptz not null,
  rating smallint not null check (rating between 1 and 5),
  language text not null check (length(language) = 2),
  text text not null check (length(text) between 1 and 2000),
  translations jsonb not null,
  written_at timestamptz not null,
  answer text check (length(answer) between 1 and 2000),
  answer_language text check (length(answer_language) = 2),
  answered_at timestamptz,
  parties uuid[] not null,
  primary key (deal_id, side),
  check (by_org_id <> about_org_id and parties @> array[by_org_id, about_org_id]),
  check (written_at >= closed_at and written_at < closed_at + interval '60 days'),
  check ((answer is null) = (answered_at is null) and (answer is null) = (answer_language is null)),
  check (answered_at is null or answered_at >= written_at)
);
select platform.close_table('reputation.review', 'select, insert, update');
create policy parties_read on reputation.review for select to sauda_app
  using (nullif(current_setting('app.org_id', true), '')::uuid = any (parties));
create policy own_insert on reputation.review for insert to sauda_app
  with check (by_org_id = nullif(current_setting('app.org_id', true), '')::uuid
    and nullif(current_setting('app.org_id', true), '')::uuid = any (parties) and answered_at is null);
create policy until_answered on reputation.review for update to sauda_app
  using (answered_at is null and nullif(current_setting('app.org_id', true), '')::uuid = any (parties))
  with check (case when answered_at is null then by_org_id else about_org_id end
    = nullif(current_setting('app.org_id', true), '')::uuid);

-- What everybody may read: about whom, from which country, which month; no deal, no partner.
create table reputation.published_review (
  org_id uuid not null,
  review_id uuid not null,
  side text not null check (side in ('buyer', 'seller')),
  by_country text not null check (length(by_country) = 2),
  month date not null,
  rating smallint not null check (rating between 1 and 5),
  language text not null,
  text text not null,
  translations jsonb not null,
  answer text,
  answer_language text,
  demo boolean not null,
  written_at timestamptz not null,
  primary key (org_id, review_id)
);
create index published_review_newest on reputation.published_review (org_id, written_at desc, review_id desc);
select platform.guard_reference('reputation.published_review');

-- Counted figures of a seller; the newest count takes the place of the one before.
create table reputation.record (
  org_id uuid primary key,
  since date not null,
  until date not null,
  figures jsonb not null,
  counted_at timestamptz not null
);
select platform.guard_reference('reputation.record');
