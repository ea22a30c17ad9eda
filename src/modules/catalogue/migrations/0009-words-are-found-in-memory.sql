-- Words are looked for in the index in memory that follows the commits. Keeping one here too was the dearest part of
-- bringing listings in.
drop index catalogue.listing_words_index;
