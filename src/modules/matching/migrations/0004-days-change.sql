-- A day may be changed after it was announced, and called off with a reason. `revision` counts the changes.
alter table matching.day
  add column revision smallint not null default 0 check (revision between 0 and 50),
  add column called_off_at timestamptz,
  add column called_off_because text check (length(called_off_because) between 3 and 500),
  add check ((called_off_at is null) = (called_off_because is null));

-- What the institution saw of a meeting, beside what each of the two says for itself.
alter table matching.day_meeting
  add column institution_outcome text check (institution_outcome in ('welcome', 'declined', 'not_held'));
