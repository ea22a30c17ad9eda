-- The words of goods stay in files below data/ and in memory: a question to them costs no statement.
select 1;
