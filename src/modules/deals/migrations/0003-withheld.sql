-- Deals whose money screening holds are looked for again and again; they are few.
create index event_withheld on deals.event (deal_id) where kind = 'escrow.withheld';
