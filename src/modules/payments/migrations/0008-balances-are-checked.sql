-- Numbers alone do not tell whether an account is as it was foreseen: another transaction may have taken as many as the
-- one that was lost. What the last transfer says its account has must be what it has; each number stands once; and the
-- books of a batch are all named in one way.
-- Posts a batch: `written`; or `known`, when one of the ids is in the ledger already; or `stale`, when an account
-- has moved on since the caller read it: its next number is not the one that the first of these transfers carries, or
-- it does not come to the balance that the last of them carries.
-- Nothing is written but by `written`. A batch with a ticket was decided ahead, from what the batch with the ticket
-- after_ticket will leave behind: it writes its transfers at once, moves accounts when that one has ended, and raises
-- instead of `known` and `stale`, or SL003 when `at` is skew_ms from this server's clock. A column that is the same in the whole batch comes as one
-- value (all_), another as an array, never as both; one that is empty throughout comes as neither.
-- Raises when the batch would break the books: 23514 beyond a limit, 42501 in a book that is not the caller's,
-- SL001 for what no caller may send (no such account, closed, a resolution that does not fit what it resolves).
create or replace function payments.post(
  ticket int8, after_ticket int8, skew_ms int, at timestamptz, posted_by uuid, transfer_ids uuid[], debit_account_ids text[], credit_account_ids text[],
  debit_numbers int8[], credit_numbers int8[], debit_balances int8[], credit_balances int8[], amounts int8[],
  references_ text[], all_reference text, book_ids uuid[], all_book_id uuid, kinds text[], all_kind text,
  currencies text[], all_currency text, reasons text[], all_reason text, booked_ats timestamptz[],
  all_booked_at timestamptz, link_ids uuid[], all_link_id uuid, counter_book_ids uuid[], all_counter_book_id uuid,
  deal_ids uuid[], all_deal_id uuid, pending_ids uuid[], reverses_ids uuid[], at_mosts int8[], balancings text[],
  expires_ats timestamptz[]
) returns text
language plpgsql security definer
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_generic_plan
-- Accounts are found by their keys and moved in the order of their keys, however small the table was at first.
set enable_hashjoin = off
set enable_mergejoin = off
set enable_seqscan = off
as $$
#variable_conflict use_variable
declare
  caller uuid := nullif(current_setting('app.org_id', true), '')::uuid;
  is_system boolean := session_user = 'sauda_system';
  all_parties uuid[];
  found_books int;
  violated text;
  accounts int;
  moved int;
begin
  if ticket is not null then
    perform pg_advisory_xact_lock(ticket);
  end if;
  if skew_ms is not null and abs(extract(epoch from clock_timestamp() - at)) * 1000 > skew_ms then
    raise exception 'the clocks differ' using errcode = 'SL003';
  end if;
  if all_book_id is not null and book_ids is not null then
    raise exception 'the books come as one value or as an array' using errcode = '42501';
  elsif all_book_id is not null then
    select b.parties into all_parties from payments.book b
    where b.book_id = all_book_id and b.closed_at is null and (is_system or caller = any (b.parties));
    found_books := (all_parties is not null)::int;
  else
    select count(*) into found_books from payments.book b
    where b.book_id = any (book_ids) and b.closed_at is null and (is_system or caller = any (b.parties));
  end if;
  if found_books <> (select count(distinct i) from unnest(coalesce(book_ids, array[all_book_id])) i) then
    raise exception 'a book is closed, or not the caller''s' using errcode = '42501';
  end if;

  insert into payments.transfer (book_id, transfer_id, kind, debit_account_id, credit_account_id, debit_number,
    credit_number, debit_balance, credit_balance, amount, at_most, balancing, currency, pending_id, reverses_id,
    link_id, counter_book_id, deal_id, reason, reference, at, booked_at, expires_at, posted_by, parties)
  select coalesce(n.book_id, all_book_id), n.transfer_id, coalesce(n.kind, all_kind), n.debit_account_id,
    n.credit_account_id, n.debit_number, n.credit_number, n.debit_balance, n.credit_balance, n.amount, n.at_most,
    n.balancing, coalesce(n.currency, all_currency), n.pending_id, n.reverses_id, coalesce(n.link_id, all_link_id),
    coalesce(n.counter_book_id, all_counter_book_id), coalesce(n.deal_id, all_deal_id), coalesce(n.reason, all_reason),
    coalesce(n.reference, all_reference), at, coalesce(n.booked_at, all_booked_at), n.expires_at, posted_by,
    case when all_book_id is not null then all_parties
         else (select b.parties from payments.book b where b.book_id = n.book_id) end
  from unnest(transfer_ids, debit_account_ids, credit_account_ids, debit_numbers, credit_numbers, debit_balances,
      credit_balances, amounts, references_, book_ids, kinds, currencies, reasons, booked_ats, link_ids,
      counter_book_ids, deal_ids, pending_ids, reverses_ids, at_mosts, balancings, expires_ats)
    as n (transfer_id, debit_account_id, credit_account_id, debit_number, credit_number, debit_balance,
      credit_balance, amount, reference, book_id, kind, currency, reason, booked_at, link_id, counter_book_id,
      deal_id, pending_id, reverses_id, at_most, balancing, expires_at);

  -- What is resolved or reversed is there, of the right kind, between the same accounts, and no smaller.
  if pending_ids is not null or reverses_ids is not null then
    perform 1 from unnest(transfer_ids, book_ids) as k (transfer_id, book_id)
    cross join lateral (select * from payments.transfer t
      where t.book_id = coalesce(k.book_id, all_book_id) and t.transfer_id = k.transfer_id limit 1) n
    left join lateral (select * from payments.transfer t
      where t.book_id = n.book_id and t.transfer_id = coalesce(n.pending_id, n.reverses_id) limit 1) o on true
    where n.pending_id is not null and (o.transfer_id is null or o.kind <> 'pending' or n.amount > o.amount
        or n.kind <> 'post' and n.amount <> o.amount or n.currency <> o.currency
        or (n.debit_account_id, n.credit_account_id) <> (o.debit_account_id, o.credit_account_id))
      or n.reverses_id is not null and (o.transfer_id is null or o.kind not in ('single', 'post')
        or n.amount <> o.amount or n.currency <> o.currency
        or (n.debit_account_id, n.credit_account_id) <> (o.credit_account_id, o.debit_account_id));
    if found then
      raise exception 'a transfer does not fit the one that it resolves or reverses' using errcode = 'SL001';
    end if;
  end if;

  if after_ticket is not null then
    perform pg_advisory_xact_lock_shared(after_ticket);
  end if;
  with batch as materialized (
    select coalesce(n.book_id, all_book_id) as book_id, n.debit_account_id, n.credit_account_id, n.debit_number,
      n.credit_number, n.debit_balance, n.credit_balance, coalesce(n.booked_at, all_booked_at) as booked_at,
      case when coalesce(n.kind, all_kind) in ('single', 'post', 'reversal') then n.amount else 0 end as posted,
      case when coalesce(n.kind, all_kind) = 'pending' then n.amount
           when n.pending_id is not null then
             -(select t.amount from payments.transfer t
               where t.book_id = coalesce(n.book_id, all_book_id) and t.transfer_id = n.pending_id)
           else 0 end as pending
    from unnest(debit_account_ids, credit_account_ids, debit_numbers, credit_numbers, debit_balances, credit_balances,
        amounts, book_ids, kinds, booked_ats, pending_ids)
      as n (debit_account_id, credit_account_id, debit_number, credit_number, debit_balance, credit_balance, amount,
        book_id, kind, booked_at, pending_id)
  ), change as (
    select book_id, account_id, min(number) as first_number, count(distinct number) as numbers, count(*) as rows,
      max(number) as last_number, (array_agg(balance order by number))[count(*)] as last_balance,
      sum(posted_debit)::int8 as posted_debit, sum(posted_credit)::int8 as posted_credit,
      sum(pending_debit)::int8 as pending_debit, sum(pending_credit)::int8 as pending_credit,
      max(booked_at) as booked_at
    from (
      select book_id, debit_account_id as account_id, debit_number as number, debit_balance as balance,
        posted as posted_debit, 0::int8 as posted_credit, pending as pending_debit, 0::int8 as pending_credit, booked_at from batch
      union all
      select book_id, credit_account_id, credit_number, credit_balance, 0, posted, 0, pending, booked_at from batch) s
    group by book_id, account_id order by book_id, account_id
  ), done as (
    update payments.account a
    set posted_debit = a.posted_debit + c.posted_debit, posted_credit = a.posted_credit + c.posted_credit,
      pending_debit = a.pending_debit + c.pending_debit, pending_credit = a.pending_credit + c.pending_credit,
      last_number = c.last_number, booked_at = c.booked_at
    from change c
    where a.book_id = c.book_id and a.account_id = c.account_id and a.last_number = c.first_number - 1
      and c.last_number - c.first_number + 1 = c.numbers and c.numbers = c.rows
      and c.last_balance = case a.normal_side
        when 'credit' then a.posted_credit + c.posted_credit - a.posted_debit - c.posted_debit
        else a.posted_debit + c.posted_debit - a.posted_credit - c.posted_credit end
      and (a.booked_at is null or a.booked_at <= c.booked_at)
      -- What was reserved before an account closed can still be freed.
      and (a.closed_at is null or c.posted_debit + c.posted_credit = 0 and c.pending_debit + c.pending_credit <= 0)
    returning 1
  )
  select (select count(*) from change), (select count(*) from done) into accounts, moved;
  if moved <> accounts then
    raise exception 'an account has moved on, is closed or does not exist' using errcode = 'SL002';
  end if;
  return 'written';
exception
  when unique_violation then
    if ticket is not null then raise; end if;
    get stacked diagnostics violated = constraint_name;
    if violated = 'transfer_pkey' then
      return 'known';
    elsif violated in ('transfer_book_id_debit_account_id_debit_number_key',
        'transfer_book_id_credit_account_id_credit_number_key', 'transfer_resolved_once', 'transfer_reversed_once') then
      return 'stale';
    end if;
    raise;
  when sqlstate 'SL002' then
    if ticket is not null then raise; end if;
    return 'stale';
end $$;
