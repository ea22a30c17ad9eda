-- The second person of the organisation, where its own rules ask for one.
alter table deals.acceptance add column approved_by text check (approved_by is null or approved_by <> user_id);
