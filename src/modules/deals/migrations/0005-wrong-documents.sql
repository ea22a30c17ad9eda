-- Papers that are wrong or missing keep goods at the border as surely as damage keeps them from use.
alter table deals.dispute drop constraint dispute_reason_check;
alter table deals.dispute add check (reason in ('damaged', 'missing', 'not_as_described', 'wrong_documents', 'late'));
