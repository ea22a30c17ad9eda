-- A price is public as long as its offer shows it: with a withdrawal, and with a newer version, it is read by its
-- own organisation only.
grant update (published) on catalogue.price to sauda_app, sauda_system;
update catalogue.price p set published = false from catalogue.listing l
where l.org_id = p.org_id and l.listing_id = p.listing_id and p.published
  and not (l.published and l.price_version = p.price_version);
