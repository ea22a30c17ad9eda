-- The firms of an institution, by name.
create index organisation_brought_on_by on parties.organisation (onboarded_by, name, org_id) where onboarded_by is not null;
