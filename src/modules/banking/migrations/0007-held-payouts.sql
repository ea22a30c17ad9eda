-- A payout of a firm that screening has blocked is held: its money stays reserved until the block is lifted and it goes
-- out, or until it is withdrawn and the money is the wallet's again.
alter table banking.order_step drop constraint order_step_kind_check;
alter table banking.order_step add check (kind in ('ordered', 'awaiting_approval', 'approved', 'declined', 'held',
  'withdrawn', 'sent', 'failed', 'accepted', 'settled', 'booked', 'rejected', 'returned', 'recall_requested',
  'recall_accepted', 'recall_refused'));
create index order_step_held on banking.order_step (at) where kind = 'held';
