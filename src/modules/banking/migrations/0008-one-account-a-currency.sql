-- The primary key says it already: two who name the account at once would meet here instead of there.
alter table banking.nostro drop constraint nostro_org_id_account_currency_key;
