-- Tables and column names are those that better-auth 1.7.5 expects (core, two-factor and API-key plugins), so
-- that its upgrades can be compared line by line. Only the system role reaches them; nothing here belongs to
-- an organisation. `locale` and `demo` are ours.
create table accounts."user" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null,
  "twoFactorEnabled" boolean,
  "locale" text not null default 'en' check ("locale" in ('en', 'zh', 'ru', 'kk', 'ky', 'uz', 'tg', 'tk')),
  "demo" boolean not null default false
);

create table accounts."session" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" uuid not null references accounts."user" ("id") on delete cascade
);
create index "session_userId_idx" on accounts."session" ("userId");

create table accounts."account" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" uuid not null references accounts."user" ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz not null
);
create index "account_userId_idx" on accounts."account" ("userId");

create table accounts."verification" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz default current_timestamp not null,
  "updatedAt" timestamptz default current_timestamp not null
);
create index "verification_identifier_idx" on accounts."verification" ("identifier");

create table accounts."twoFactor" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
  "secret" text not null,
  "backupCodes" text not null,
  "userId" uuid not null references accounts."user" ("id") on delete cascade,
  "verified" boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index "twoFactor_secret_idx" on accounts."twoFactor" ("secret");
create index "twoFactor_userId_idx" on accounts."twoFactor" ("userId");

create table accounts."apikey" (
  "id" uuid default pg_catalog.gen_random_uuid() not null primary key,
  "configId" text not null,
  "name" text,
  "start" text,
  "referenceId" text not null,
  "prefix" text,
  "key" text not null,
  "refillInterval" integer,
  "refillAmount" integer,
  "lastRefillAt" timestamptz,
  "enabled" boolean,
  "rateLimitEnabled" boolean,
  "rateLimitTimeWindow" integer,
  "rateLimitMax" integer,
  "requestCount" integer,
  "remaining" integer,
  "lastRequest" timestamptz,
  "expiresAt" timestamptz,
  "createdAt" timestamptz not null,
  "updatedAt" timestamptz not null,
  "permissions" text,
  "metadata" text
);
create index "apikey_configId_idx" on accounts."apikey" ("configId");
create index "apikey_referenceId_idx" on accounts."apikey" ("referenceId");
create index "apikey_key_idx" on accounts."apikey" ("key");

do $$
declare name text;
begin
  foreach name in array array['user', 'session', 'account', 'verification', 'twoFactor', 'apikey'] loop
    execute format('alter table accounts.%I enable row level security', name);
    execute format('alter table accounts.%I force row level security', name);
    execute format('create policy system_only on accounts.%I to sauda_system using (true) with check (true)', name);
    execute format('grant select, insert, update, delete on accounts.%I to sauda_system', name);
  end loop;
end $$;
revoke usage on schema accounts from sauda_app;
