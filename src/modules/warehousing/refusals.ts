import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('warehousing', {
  no_terms: { status: 409, title: 'The deal has no agreed terms yet', next: 'Conclude the contract first' },
  not_enough_stock: {
    status: 409,
    title: 'The seller has not enough of these goods free',
    next: 'Wait for stock, or agree on a smaller quantity',
  },
  unit_differs: {
    status: 422,
    title: 'The goods are held in another unit than they were sold in',
    next: 'Sell in the unit of the holding',
  },
  nothing_here: {
    status: 409,
    title: 'There is nothing at this place to move',
    next: 'Open the stock of the deal; it shows where the goods are',
  },
  more_than_there_is: {
    status: 422,
    title: 'The quantity is more than there is',
    next: 'Give at most the quantity that lies there',
  },
});
