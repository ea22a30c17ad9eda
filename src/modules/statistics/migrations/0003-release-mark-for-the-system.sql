-- The mark names a deal and a declaration, so it is not for every organisation to read.
drop policy all_read on statistics.release_mark;
revoke all on statistics.release_mark from sauda_app;
