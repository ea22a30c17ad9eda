-- What an organisation was told. Written by the system, removed by it when its time is over.
create table notices.notice (
  org_id uuid not null,
  notice_id uuid not null,
  kind text not null check (length(kind) between 1 and 60),
  -- Names the news, so that it is told once however often it is said.
  once text not null check (length(once) between 1 and 200),
  body jsonb not null check (jsonb_typeof(body) = 'object' and length(body::text) <= 8000),
  made_at timestamptz not null,
  primary key (org_id, notice_id),
  unique (org_id, once)
);
create index notice_newest on notices.notice (org_id, made_at desc, notice_id desc);
create index notice_oldest on notices.notice (made_at);
select platform.guard_by_org('notices.notice', 'select');
grant insert, delete on notices.notice to sauda_system;

-- How far each person has read; a mark only moves on.
create table notices.read_mark (
  org_id uuid not null,
  user_id text not null check (length(user_id) between 1 and 200),
  read_to timestamptz not null,
  primary key (org_id, user_id)
);
select platform.guard_by_org('notices.read_mark', 'select, insert, update');

-- Where notices are pushed to.
create table notices.endpoint (
  org_id uuid not null,
  endpoint_id uuid not null,
  url text not null check (length(url) between 1 and 500),
  secret_sealed text not null check (length(secret_sealed) <= 400),
  state text not null check (state in ('on', 'off', 'removed')),
  -- Why it was turned off by Sauda: 'gone' (410) or 'failing'; null when its owner did.
  off_because text check (off_because in ('gone', 'failing')),
  -- Notices in a row that were given up.
  failures int not null check (failures >= 0),
  created_at timestamptz not null,
  primary key (org_id, endpoint_id)
);
select platform.guard_by_org('notices.endpoint', 'select, insert, update');

-- One notice to one endpoint, and how the last try went: an HTTP status or why there was no answer.
create table notices.delivery (
  org_id uuid not null,
  endpoint_id uuid not null,
  notice_id uuid not null,
  state text not null check (state in ('waiting', 'delivered', 'given_up')),
  attempts int not null check (attempts >= 0),
  answer text check (length(answer) <= 60),
  tried_at timestamptz,
  primary key (org_id, endpoint_id, notice_id),
  foreign key (org_id, notice_id) references notices.notice (org_id, notice_id) on delete cascade,
  foreign key (org_id, endpoint_id) references notices.endpoint (org_id, endpoint_id)
);
create index delivery_of_notice on notices.delivery (org_id, notice_id);
select platform.guard_by_org('notices.delivery', 'select');
grant insert, update on notices.delivery to sauda_system;
