import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('marketplaces', {
  address_refused: {
    status: 422,
    title: 'This address cannot be connected to',
    next: 'Give the public https address of the marketplace, without a name, a password or a port',
  },
  address_needed: {
    status: 422,
    title: 'A REST marketplace needs its address',
    next: 'Give the public https address that its documentation names',
  },
  connection_not_found: {
    status: 404,
    title: 'This connection does not exist or is not yours',
    next: 'Open the list of your connections',
  },
  connection_closed: {
    status: 409,
    title: 'The connection is closed',
    next: 'Make a new one',
  },
  too_many_connections: {
    status: 409,
    title: 'There are as many connections as one organisation may have',
    next: 'Close one that is no longer used',
  },
  too_many_offers: {
    status: 409,
    title: 'The shop has as many offers as one sync can carry',
    next: 'Take offers out of the shop, or use a second connection',
  },
  buyer_unknown: {
    status: 422,
    title: 'The buyer of record is not on the directory, or is your own organisation',
    next: 'Name a trader that imports for the customers of the shop',
  },
  place_unknown: {
    status: 422,
    title: 'This place is not on the list',
    next: 'Choose a place of delivery from the list',
  },
  not_your_listing: {
    status: 422,
    title: 'This is not a published listing of yours',
    next: 'Choose one of your published listings',
  },
  sku_taken: {
    status: 409,
    title: 'Another listing has this SKU in this shop',
    next: 'Give each listing a SKU of its own',
  },
  price_currency: {
    status: 422,
    title: 'The marketplace sells in another currency',
    next: 'Give the price in tenge (KZT)',
  },
  no_mandate: {
    status: 409,
    title: 'The buyer of record has not agreed to buy for this shop',
    next: 'Ask it to agree on its page of marketplaces; the order waits',
  },
  sku_unknown: {
    status: 422,
    title: 'An order names a SKU that is not offered in this shop',
    next: 'Offer a listing under this SKU and try the order again',
  },
  out_of_stock: {
    status: 409,
    title: 'The order is for more than the stock of this shop',
    next: 'Correct the stock and try the order again, or cancel it at the marketplace',
  },
  order_not_found: {
    status: 404,
    title: 'This order does not exist or is not yours',
    next: 'Open the list of orders',
  },
  order_not_refused: {
    status: 409,
    title: 'The order does not wait to be tried again',
    next: 'Open the list of orders; it shows where each stands',
  },
  mandate_not_found: {
    status: 404,
    title: 'Nobody has asked your organisation for this',
    next: 'Open the list of those who ask',
  },
  feed_not_found: {
    status: 404,
    title: 'There is no such price list',
    next: 'Copy the address from the connection again',
  },
});
