-- One request to several sellers. Only the buyer knows whom else it asked: sellers see their deal and no more.
create table quoting.inquiry (
  org_id uuid not null,
  inquiry_id uuid not null,
  title text not null check (length(title) between 1 and 300),
  request jsonb not null,
  sellers int not null check (sellers between 1 and 20),
  deadline timestamptz not null,
  sent_at timestamptz not null,
  awarded_deal_id uuid,
  awarded_at timestamptz,
  others text check (others in ('decline', 'leave')),
  primary key (org_id, inquiry_id),
  check (deadline > sent_at),
  check ((awarded_deal_id is null) = (awarded_at is null) and (awarded_at is null) = (others is null))
);
create index inquiry_newest on quoting.inquiry (org_id, sent_at desc, inquiry_id desc);
select platform.guard_by_org('quoting.inquiry', 'select, insert');
grant update (awarded_deal_id, awarded_at, others) on quoting.inquiry to sauda_app, sauda_system;

create table quoting.inquiry_deal (
  org_id uuid not null,
  inquiry_id uuid not null,
  deal_id uuid not null,
  seller_org_id uuid not null,
  primary key (org_id, inquiry_id, deal_id),
  unique (org_id, inquiry_id, seller_org_id)
);
create index inquiry_of_deal on quoting.inquiry_deal (org_id, deal_id);
select platform.guard_by_org('quoting.inquiry_deal', 'select, insert');
