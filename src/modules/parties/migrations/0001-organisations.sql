-- The public profile of an organisation: everybody may read it. Private facts stand in tables of their own.
create table parties.organisation (
  org_id uuid primary key,
  name text not null check (length(name) between 1 and 200),
  name_zh text check (length(name_zh) between 1 and 200),
  name_ru text check (length(name_ru) between 1 and 200),
  name_native text check (length(name_native) between 1 and 200),
  kind text not null check (kind in ('trader', 'institution', 'broker', 'carrier', 'warehouse', 'bank', 'customs', 'statistics', 'ministry', 'operator')),
  country text not null check (country ~ '^[A-Z]{2}$'),
  status text not null check (status in ('registered', 'verified')),
  trust smallint not null check (trust between 0 and 3),
  demo boolean not null,
  published boolean not null,
  onboarded_by uuid,
  verified_by uuid,
  verified_at timestamptz,
  registered_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null check (version > 0),
  -- What the directory's search looks in: all names, lower case.
  search_text text not null,
  check ((status = 'verified') = (verified_at is not null)),
  check ((status = 'verified') = (trust >= 2))
);
create index organisation_by_name on parties.organisation (name, org_id) where published;
select platform.guard_published('parties.organisation', 'select, insert, update');

-- A number identifies one organisation. The key does not begin with org_id: on Citus this is a reference table.
create table parties.registration (
  country text not null check (country ~ '^[A-Z]{2}$'),
  scheme text not null check (scheme in ('cn_uscc', 'kz_bin', 'kz_iin', 'lei', 'kg_inn', 'tj_inn', 'uz_stir', 'tm_code', 'other')),
  number text not null check (length(number) between 3 and 40),
  org_id uuid not null,
  checked text not null check (checked in ('check_digit', 'format_only', 'not_checked')),
  primary key (country, scheme, number)
);
create index registration_of on parties.registration (org_id);
select platform.guard_by_org('parties.registration', 'select, insert');

create table parties.contact (
  org_id uuid primary key,
  email text check (length(email) <= 254),
  phone text check (length(phone) <= 40),
  address text check (length(address) <= 500),
  updated_at timestamptz not null
);
select platform.guard_by_org('parties.contact', 'select, insert, update');

create table parties.member (
  org_id uuid not null,
  user_id uuid not null,
  display_name text not null check (length(display_name) between 1 and 120),
  roles text[] not null check (cardinality(roles) between 1 and 10
    and roles <@ array['trader', 'institution', 'broker', 'carrier', 'warehouse', 'bank', 'customs', 'statistician', 'ministry', 'admin']),
  active boolean not null,
  joined_at timestamptz not null,
  updated_at timestamptz not null,
  version int not null check (version > 0),
  primary key (org_id, user_id)
);
create index member_by_user on parties.member (user_id);
select platform.guard_by_org('parties.member', 'select, insert, update');

-- Only a hash of the invitation's secret is kept.
create table parties.invitation (
  org_id uuid not null,
  invitation_id uuid not null,
  email text not null check (length(email) <= 254),
  roles text[] not null check (cardinality(roles) between 1 and 10),
  secret_hash text not null,
  state text not null check (state in ('open', 'accepted')),
  invited_by uuid,
  accepted_by uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (org_id, invitation_id),
  unique (org_id, secret_hash),
  check ((state = 'accepted') = (accepted_by is not null))
);
select platform.guard_by_org('parties.invitation', 'select, insert, update');
