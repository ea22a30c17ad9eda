-- The transfer by which a payment that is called back was credited, so that its amount opens to its entry; null while it
-- is nobody's, and for calls of before.
alter table banking.recall add column deposit_transfer_id uuid;
grant update (deposit_transfer_id) on banking.recall to sauda_system;
