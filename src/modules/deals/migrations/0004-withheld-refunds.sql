-- Refunds of returned goods can be withheld as well as escrows.
drop index deals.event_withheld;
create index event_withheld on deals.event (deal_id) where kind in ('escrow.withheld', 'refund.withheld');
