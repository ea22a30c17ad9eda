-- A link holds the digests of its ranges, so that each range is verified by itself, in the order of an index and by
-- several processes. Links of before have none: theirs is one over the hashes of all their transfers.
alter table payments.link_range add column digest bytea check (length(digest) = 32);
