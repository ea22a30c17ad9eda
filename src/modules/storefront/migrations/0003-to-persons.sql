-- How a merchant sells to persons: countries with the charge for delivery, carriage, ways to pay; null: it does not.
alter table storefront.shop
  add column to_persons jsonb check (jsonb_typeof(to_persons) = 'object');
