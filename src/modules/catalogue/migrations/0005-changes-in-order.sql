-- The transaction that wrote a row's words, so that each server's search index takes over what was committed since its
-- last look: rows whose transaction its former snapshot did not see. A transaction that commits late is not missed,
-- as it would be with times or numbers.
alter table catalogue.listing_words add column changed_in xid8 not null default pg_current_xact_id();
create index listing_words_changes on catalogue.listing_words (changed_in);
