import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('quoting', {
  partner_unknown: {
    status: 422,
    title: 'There is no such organisation',
    next: 'Choose the partner from the directory',
  },
  request_wrong: {
    status: 422,
    title: 'The request does not hold together',
    next: 'Correct the fields that are named',
  },
  listing_unknown: {
    status: 422,
    title: 'This listing does not exist or is withdrawn',
    next: 'Choose another listing',
  },
  place_unknown: {
    status: 422,
    title: 'This place is not in the reference data',
    next: 'Choose a place from the list',
  },
  route_unknown: {
    status: 422,
    title: 'This route is not in the reference data',
    next: 'Choose a route from the list',
  },
  service_unknown: {
    status: 422,
    title: 'The offer names a carrier, broker or bank that cannot serve this deal',
    next: 'Choose carrier, brokers and bank from the directory',
  },
  goods_do_not_match: {
    status: 422,
    title: 'The offer does not answer each line of the request',
    next: 'Offer a price for each line',
  },
  below_minimum: {
    status: 422,
    title: "The quantity is below the seller's minimum",
    next: 'Ask for at least the minimum quantity',
  },
  not_a_multiple: {
    status: 422,
    title: 'The seller takes orders in multiples only',
    next: 'Ask for a multiple of what the offer names',
  },
  line_differs: {
    status: 422,
    title: 'A line says something else than the offer it names',
    next: 'Take unit, code and origin from the offer',
  },
  rounds_used_up: {
    status: 409,
    title: 'This negotiation has had as many offers as it may have',
    next: 'Accept or decline the newest offer, or ask anew',
  },
  seller_twice: {
    status: 422,
    title: 'A seller is named twice',
    next: 'Name each seller once',
  },
  no_inquiry: {
    status: 404,
    title: 'Your organisation has sent no such request',
    next: 'Look at the list of your requests',
  },
  already_awarded: {
    status: 409,
    title: 'This request has been awarded already',
    next: 'Open the deal it was awarded to',
  },
  nothing_to_repeat: {
    status: 409,
    title: 'Nothing was agreed in this deal that could be ordered again',
    next: 'Ask for a quote anew',
  },
  no_such_line: { status: 422, title: 'The request has no such line', next: 'Name a line of the request' },
  sample_wrong: { status: 422, title: 'No sample can be asked for like this', next: 'Mend the fields named' },
  samples_used_up: {
    status: 409,
    title: 'This deal has as many samples as it may have',
    next: 'Decide by the samples there are',
  },
  no_sample: { status: 404, title: 'There is no such sample', next: 'Look at the samples of the deal' },
  sample_moved: {
    status: 409,
    title: 'Somebody else has taken a step with this sample',
    next: 'Look at it again',
  },
  sample_not_now: { status: 409, title: 'The sample is not at this step', next: 'Look at what comes next' },
  parcel_needed: {
    status: 422,
    title: 'Carrier and tracking number belong to the sending of a sample, both, and to nothing else',
    next: 'Name both when you send it',
  },
  no_quote: {
    status: 404,
    title: 'There is no quote with this number',
    next: 'Open the deal; it shows the current quote',
  },
  quote_replaced: {
    status: 409,
    title: 'A newer quote has replaced this one',
    next: 'Look at the newest quote',
  },
  own_quote: { status: 409, title: 'You cannot accept your own offer', next: 'Wait for the other side' },
  quote_expired: { status: 409, title: 'The quote has expired', next: 'Ask for a new quote' },
  validity_not_future: {
    status: 422,
    title: 'The quote must be valid for some time',
    next: 'Set the end of validity at least an hour ahead and at most 180 days',
  },
});
