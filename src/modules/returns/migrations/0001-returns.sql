-- What a buyer wants to give back of a deal, and what came of it. The money is the ledger's; this row says what was
-- agreed.
create table returns.request (
  deal_id uuid not null,
  return_id uuid not null,
  number int not null check (number > 0),
  parties uuid[] not null,
  state text not null check (state in ('requested', 'approved', 'refused', 'sent', 'refund_due', 'refunded')),
  -- [{"line", "quantity"}]
  lines jsonb not null check (jsonb_typeof(lines) = 'array'),
  reason text not null check (reason in ('damaged', 'wrong_goods', 'not_as_described', 'incomplete', 'other')),
  description text not null check (length(description) between 3 and 2000),
  evidence jsonb not null check (jsonb_typeof(evidence) = 'array'),
  currency text not null check (length(currency) = 3),
  asked bigint not null check (asked > 0),
  approved bigint check (approved between 1 and asked),
  goods_back boolean,
  note text check (length(note) <= 500),
  tracking text check (length(tracking) between 1 and 60),
  asked_at timestamptz not null,
  answer_by timestamptz not null,
  send_by timestamptz,
  changed_at timestamptz not null,
  primary key (deal_id, return_id),
  unique (deal_id, number),
  check ((state in ('approved', 'sent', 'refund_due', 'refunded')) = (approved is not null))
);
create index request_newest on returns.request (asked_at desc, return_id desc);
select platform.guard_by_parties('returns.request', 'select, insert');
grant update (state, approved, goods_back, note, tracking, send_by, changed_at) on returns.request
  to sauda_app, sauda_system;
