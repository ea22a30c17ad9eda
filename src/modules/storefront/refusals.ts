import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('storefront', {
  shop_not_found: {
    status: 404,
    title: 'There is no such shop, or it is closed',
    next: 'Look at the shops that are open',
  },
  slug_taken: {
    status: 409,
    title: 'The address {slug} belongs to another shop',
    next: 'Choose another address',
  },
  slug_reserved: {
    status: 422,
    title: 'The address {slug} is kept for the platform',
    next: 'Choose another address',
  },
  too_many_slugs: {
    status: 422,
    title: 'A shop has at most {most} addresses, old ones included',
    next: 'Take one of the addresses the shop has had',
  },
  text_wrong: {
    status: 422,
    title: 'A text has characters that change the direction of writing or cannot be seen',
    next: 'Write the text again without them',
  },
  to_persons_wrong: {
    status: 422,
    title: 'The countries that you sell to persons in are not as they must be',
    next: 'Name each country of the corridor once',
  },
  not_your_listing: {
    status: 422,
    title: 'Only your own published offers can be on show',
    next: 'Choose from your offers',
  },
  line_wrong: {
    status: 422,
    title: 'This quantity cannot be ordered: {problem}',
    next: 'Order at least {minimum} {unit}, in whole multiples, and no more than is left',
  },
  cart_full: {
    status: 422,
    title: 'A cart holds at most {most} offers',
    next: 'Order what is in the cart first',
  },
  cart_empty: { status: 409, title: 'The cart is empty', next: 'Put an offer into it' },
  cart_changed: {
    status: 409,
    title: 'The cart is not as it was shown',
    next: 'Look at the cart again and order what it shows',
  },
  prices_changed: {
    status: 409,
    title: 'Prices have changed since the goods were put into the cart',
    next: 'Look at the new prices and say that you take them, or take the goods out',
  },
  cart_not_orderable: {
    status: 422,
    title: 'Some lines of the cart cannot be ordered',
    next: 'Change the quantity or take them out',
  },
  sold_out: {
    status: 409,
    title: 'Somebody was faster: not enough of {title} is left',
    next: 'Look at the cart for what is left',
  },
});
