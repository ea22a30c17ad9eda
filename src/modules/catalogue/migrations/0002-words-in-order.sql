-- The order of the shelf beside the words, so that a search for words alone finds its twenty rows there and
-- reads only those from the listings.
alter table catalogue.listing_words add column updated_at timestamptz;
update catalogue.listing_words w set updated_at = l.updated_at
from catalogue.listing l where l.org_id = w.org_id and l.listing_id = w.listing_id;
alter table catalogue.listing_words alter column updated_at set not null;
