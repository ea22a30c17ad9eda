-- What a search counts and compares stands beside the words, in a row narrow enough to read thousands of them. The
-- words themselves carry weights now (A title, C seller and certificates, D description) and the facets as words of
-- their own ("o:CN"), so that one index finds both; older rows are written anew when the server starts.
alter table catalogue.listing_words
  add column hs_code text,
  add column origin_country text,
  add column seller_country text,
  add column seller_trust smallint,
  add column lead_time_days int,
  add column price_amount bigint,
  add column price_currency text,
  add column incoterms text[],
  add column certificates text[];
