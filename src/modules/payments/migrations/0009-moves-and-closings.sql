-- Moves between the treasury's own accounts and closings need two people, as limits and rates do.
alter table payments.desk_proposal drop constraint desk_proposal_kind_check;
alter table payments.desk_proposal add constraint desk_proposal_kind_check
  check (kind in ('limit', 'rate', 'move', 'close'));
