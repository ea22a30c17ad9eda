-- The bank's debit line of a payment that was given back is matched with the call that asked for it.
alter table banking.match drop constraint match_target_kind_check;
alter table banking.match add check (target_kind in ('expectation', 'order', 'organisation', 'recall'));
alter table banking.recall_step drop constraint recall_step_kind_check;
alter table banking.recall_step add check (kind in ('proposed', 'accepted', 'refused', 'declined', 'returned', 'failed', 'booked'));
create unique index recall_step_booked on banking.recall_step (org_id, recall_id) where kind = 'booked';
