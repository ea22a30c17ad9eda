-- What people write to each other about a deal. Written once, never changed.
create table correspondence.message (
  deal_id uuid not null,
  number int not null check (number >= 1),
  audience text not null check (audience in ('trade', 'everybody')),
  author_org_id uuid not null,
  author_user_id text not null,
  author_name text not null check (length(author_name) <= 200),
  language text not null check (length(language) = 2),
  text text not null check (length(text) between 1 and 4000),
  -- {"ru": {"text": …, "source": …}}: made by a machine, beside the original.
  translations jsonb not null check (jsonb_typeof(translations) = 'object'),
  sent_at timestamptz not null,
  parties uuid[] not null check (author_org_id = any (parties)),
  primary key (deal_id, number)
);
select platform.guard_by_parties('correspondence.message', 'select, insert');

-- How far each person has read, by deal; a mark only moves on.
create table correspondence.read_mark (
  org_id uuid not null,
  deal_id uuid not null,
  user_id text not null,
  read_to int not null check (read_to >= 0),
  read_at timestamptz not null,
  primary key (org_id, deal_id, user_id)
);
select platform.guard_by_org('correspondence.read_mark', 'select, insert, update');
