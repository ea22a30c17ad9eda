-- What banks keep for the platform is the treasury's money: it reads what came in and what it may belong to. Matching
-- stays with the banks.
create function banking.let_treasury_read(target regclass) returns void
language plpgsql as $$
begin
  execute format($p$create policy treasury_reads on %s for select to sauda_app
    using (nullif(current_setting('app.org_id', true), '')::uuid = '00000000-0000-7000-8000-000000000001'::uuid)$p$,
    target);
end $$;
select banking.let_treasury_read('banking.entry');
select banking.let_treasury_read('banking.match');
select banking.let_treasury_read('banking.expectation');
select banking.let_treasury_read('banking.payment_order');
select banking.let_treasury_read('banking.order_step');
drop function banking.let_treasury_read(regclass);
