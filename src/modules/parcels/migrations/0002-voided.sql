-- A parcel that did not go out, or was reported wrongly, before it is summed up. It keeps its number and its row.
alter table parcels.parcel
  add column voided_at timestamptz,
  add column void_reason text check (length(void_reason) between 1 and 300),
  add constraint parcel_voided check ((voided_at is null) = (void_reason is null)),
  add constraint parcel_voided_or_summed_up check (voided_at is null or summary_id is null);
grant update (voided_at, void_reason) on parcels.parcel to sauda_app, sauda_system;
