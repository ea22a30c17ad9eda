-- One written Parquet file: what it holds and where it came from. Never changed; a revision is a new row.
create table statistics.vintage (
  source text not null check (source ~ '^[a-z][a-z0-9-]{2,60}$'),
  period text not null check (period ~ '^[0-9]{4}(-[0-9]{2})?$'),
  number int not null check (number >= 1),
  vintage text not null,
  file text not null check (file !~ '(^/|\.\.)'),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  content_hash text not null check (content_hash ~ '^[0-9a-f]{64}$'),
  rows int not null check (rows >= 0),
  bytes bigint not null check (bytes > 0),
  layout text not null,
  currency text not null check (length(currency) = 3),
  unit text not null,
  hs_edition text,
  coverage text not null,
  licence text not null,
  demo boolean not null,
  created_at timestamptz not null,
  primary key (source, period, number),
  -- Demonstration figures live in sources of their own, whoever writes them.
  check (demo = (source like '%-demo'))
);
create index vintage_newest on statistics.vintage (created_at desc, source, period);
select platform.guard_reference('statistics.vintage');

-- Codebooks: the whole numbers that stand for words in the files. Only ever added to.
create table statistics.code (
  book text not null,
  code int not null check (code between 1 and 65535),
  word text not null check (length(word) <= 2000),
  primary key (book, code),
  unique (book, word)
);
select platform.guard_reference('statistics.code');

-- The two released declarations of a deal. parties is empty until the deal has been told.
create table statistics.deal_side (
  deal_id uuid not null,
  flow text not null check (flow in ('export', 'import')),
  parties uuid[] not null default '{}',
  period text not null check (period ~ '^[0-9]{4}-[0-9]{2}$'),
  reporter text not null check (length(reporter) = 2),
  partner text not null check (length(partner) = 2),
  value_amount bigint not null check (value_amount >= 0),
  currency text not null check (length(currency) = 3),
  value_usd_amount bigint check (value_usd_amount >= 0),
  usd_rate text,
  told boolean not null default false,
  primary key (deal_id, flow)
);
create index deal_side_untold on statistics.deal_side (deal_id) where not told;
select platform.guard_by_parties('statistics.deal_side', 'select');
grant insert, update on statistics.deal_side to sauda_system;
