-- Whether nothing but demonstration declarations is in the release.
alter table releases.release add column demo boolean not null default false;
