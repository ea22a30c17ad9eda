import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('orders', {
  not_to_persons: {
    status: 409,
    title: 'This shop does not sell to persons',
    next: 'Choose another shop, or ask for a quote as a firm',
  },
  not_orderable: {
    status: 422,
    title: 'This cannot be ordered as it stands',
    next: 'Change what is named: quantities, goods or country',
  },
  quote_changed: {
    status: 409,
    title: 'Price, stock or charges are not as they were shown',
    next: 'Look at what they are now and order that',
  },
  above_limit: {
    status: 422,
    title:
      'The order is above what a person in {country} may receive, and what is asked above it is not on file',
    next: 'Order less, so that it stays within the limit',
  },
  charges_not_accepted: {
    status: 422,
    title: 'Duty and taxes fall due at the border, or are not known',
    next: 'Say that you know it, or order less',
  },
  contact_missing: {
    status: 422,
    title: 'Neither e-mail nor telephone is given',
    next: 'Give one of them, so that the merchant can reach you',
  },
  text_wrong: {
    status: 422,
    title: 'A text has characters that change the direction of writing or cannot be seen',
    next: 'Write the text again without them',
  },
  payment_not_offered: {
    status: 422,
    title: 'The shop does not take this way of payment',
    next: 'Choose one of those it names',
  },
  secret_weak: {
    status: 422,
    title: 'The secret is not random',
    next: 'Make one of 32 random bytes',
  },
  secret_used: {
    status: 409,
    title: 'Something else was ordered with this secret',
    next: 'Make a new secret for a new order',
  },
  sold_out: {
    status: 409,
    title: 'Somebody was faster: not enough of {title} is left',
    next: 'Order less of it, or something else',
  },
  too_many_open: {
    status: 429,
    title: 'At most {most} orders of one person wait at a shop',
    next: 'Wait until the merchant has answered, or cancel one',
  },
  shop_full: {
    status: 429,
    title: 'The shop has more orders than it can answer now',
    next: 'Come back later',
  },
  not_found: { status: 404, title: 'There is no such order', next: 'Check the link that you were given' },
  step_not_possible: {
    status: 409,
    title: 'This is not possible while the order is {state}',
    next: 'Look at the order as it is now',
  },
  not_paid: {
    status: 409,
    title: 'The order is to be paid before the goods leave',
    next: 'Record the payment when it has arrived',
  },
  paid_already: { status: 409, title: 'The payment is recorded already', next: 'Look at the order' },
  mode_wrong: {
    status: 422,
    title: 'Goods from {from} to {to} do not go under this mode',
    next: 'Choose the mode that fits, or none',
  },
  return_too_late: {
    status: 409,
    title: 'A return could be asked for until {until}',
    next: 'Write to the merchant',
  },
  return_asked: { status: 409, title: 'A return was asked for already', next: 'Look at its answer' },
  no_return: { status: 409, title: 'No return waits for this', next: 'Look at the order' },
  line_unknown: { status: 422, title: 'The order has no line {line}', next: 'Choose from its lines' },
  more_than_asked: {
    status: 422,
    title: 'More than {asked} cannot be given back',
    next: 'Give back what was asked for, or less',
  },
  no_refund_due: { status: 409, title: 'No money is owed for this order', next: 'Look at the order' },
  data_needed: {
    status: 409,
    title: 'The data are needed while goods or money are owed',
    next: 'Cancel the order, or wait until it is settled',
  },
  erased_already: { status: 409, title: 'The data were removed already', next: 'Nothing is left to be done' },
});
