import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('transport', {
  consignment_not_found: {
    status: 404,
    title: 'This deal has no consignment that you may see',
    next: 'The carrier books it once the deal is funded',
  },
  already_booked: {
    status: 409,
    title: 'The goods of this deal are booked already',
    next: 'Open the consignment of the deal',
  },
  no_terms: { status: 409, title: 'The deal has no agreed terms yet', next: 'Conclude the contract first' },
  not_carrier: {
    status: 403,
    title: 'Only the carrier of this deal can do this',
    next: 'Ask the carrier named in the contract',
  },
  route_unknown: {
    status: 422,
    title: 'The route is not in the network',
    next: 'Choose a route from the list of routes',
  },
  not_now: {
    status: 409,
    title: 'The consignment is not at this step',
    next: 'Open the consignment; it shows its state and position',
  },
  changed_meanwhile: {
    status: 409,
    title: 'The consignment was changed in the meantime',
    next: 'Read it again, then report',
  },
  unit_number_wrong: {
    status: 422,
    title: 'The number of a container, wagon or truck does not hold',
    next: 'Compare it with the number on the unit; the last digit of containers and wagons is a check digit',
  },
  not_cleared: {
    status: 409,
    title: 'Customs has not released the goods yet',
    next: 'Wait until the declaration is released',
  },
  place_not_on_route: {
    status: 422,
    title: 'This place does not lie ahead on the route',
    next: 'Report the next place of the route',
  },
  gauge_not_changed: {
    status: 409,
    title: 'The gauge has to be changed first',
    next: 'Report the change of gauge at the border station',
  },
  no_gauge_change_here: {
    status: 409,
    title: 'The gauge does not change here',
    next: 'Report the place you have reached',
  },
  time_out_of_order: {
    status: 422,
    title: 'The time lies in the future or before the last report',
    next: 'Correct the time',
  },
  more_than_carried: {
    status: 422,
    title: 'The quantity is more than the carrier has sound',
    next: 'Give at most the quantity that is left',
  },
  no_rate_card: {
    status: 422,
    title: 'The carrier has no price on file for this route and day',
    next: 'Ask the carrier for a price',
  },
  no_exchange_rate: {
    status: 422,
    title: 'No exchange rate is on file for the currency of the price',
    next: 'Ask for the price in the currency of the card',
  },
});
