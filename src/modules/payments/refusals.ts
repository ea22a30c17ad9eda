import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('payments', {
  account_not_found: {
    status: 404,
    title: 'This account does not exist or is not yours',
    next: 'Check the list of your accounts, or open a wallet in this currency',
  },
  account_not_empty: {
    status: 409,
    title: 'The account is not empty',
    next: 'Move what it holds, and post or free what is pending; then close it',
  },
  account_closed: { status: 409, title: 'The account is closed', next: 'Use another account' },
  book_closed: { status: 409, title: 'The book is closed', next: 'Nothing can be posted here any more' },
  currency_mismatch: {
    status: 422,
    title: 'The account is kept in another currency',
    next: 'Exchange the money first, or use an account in this currency',
  },
  overdrawn: {
    status: 409,
    title: 'There is not enough money available',
    next: 'Pay in or exchange the missing amount; reserved money does not count',
  },
  limit: { status: 409, title: 'The account would exceed its limit', next: 'Move a smaller amount' },
  bad_amount: {
    status: 422,
    title: 'The amount cannot be posted',
    next: 'Send a whole number of minor units above zero',
  },
  statement_too_long: {
    status: 422,
    title: 'The period has more entries than one file holds',
    next: 'Ask for a shorter period',
  },
  statement_busy: {
    status: 503,
    title: 'The PDF cannot be made just now',
    next: 'Try again in a minute, or take the CSV',
  },
  same_account: {
    status: 422,
    title: 'Money cannot move from an account to itself',
    next: 'Choose another account',
  },
  already_resolved: {
    status: 409,
    title: 'This transfer has been resolved already',
    next: 'Read it; it is done, void, expired or reversed',
  },
  expired: { status: 409, title: 'The reservation has expired', next: 'Start again' },
  not_pending: {
    status: 409,
    title: 'The transfer is not of a kind to which this can be done',
    next: 'Only pending transfers are posted or voided, only posted ones reversed',
  },
  transfer_not_found: {
    status: 404,
    title: 'The transfer does not exist or is not yours',
    next: 'Check its number',
  },
  exceeds_pending: {
    status: 422,
    title: 'More cannot be posted than was reserved',
    next: 'Post at most the reserved amount',
  },
  duplicate_with_another_body: {
    status: 409,
    title: 'This transfer number was used for another transfer',
    next: 'Use a new number for a new transfer',
  },
  group_incomplete: {
    status: 409,
    title: 'The reservation belongs to a group that is posted or voided as a whole',
    next: 'Resolve all reservations of the group together',
  },
  bad_expiry: {
    status: 422,
    title: 'The reservation cannot end at this time',
    next: 'Give a time to come, the same for all reservations of a group',
  },
  nothing_to_move: {
    status: 409,
    title: 'There is nothing to move',
    next: 'Send it again when the account has money, or the other one room',
  },
  not_your_move: {
    status: 403,
    title: 'Money does not move this way by a transfer of yours',
    next: 'Move it between your own wallets; escrow, exchange and payments have commands of their own, and accounts of the treasury move when two people agree',
  },
  clock_skew: {
    status: 503,
    title: 'The clocks of the server and of the database differ',
    next: 'Nothing was posted; tell the operator and try again later',
  },
  linked_failed: {
    status: 409,
    title: 'A transfer linked with this one was refused',
    next: 'Mend the refused one and send all again',
  },
  not_held: {
    status: 409,
    title: 'No money is held for this deal',
    next: 'Look at the money of the deal; it may be released or refunded already',
  },
  award_mismatch: {
    status: 422,
    title: 'The award does not sum to the money held',
    next: 'Divide exactly what is held, in its currency',
  },
  on_hold: {
    status: 409,
    title: 'A dispute holds the money',
    next: 'Nothing is released until the dispute is resolved; its award divides all that is held',
  },
  nothing_due: {
    status: 409,
    title: 'No part of the escrow is due',
    next: 'Look at the parts of the price; each names the event that it waits for',
  },
  no_terms: { status: 409, title: 'The deal has no agreed terms yet', next: 'Agree on a quote first' },
  no_rate: {
    status: 422,
    title: 'No rate on file for {missing} on {date}',
    next: 'Ask the treasury to file a dated rate with its source',
  },
  rates_unreadable: {
    status: 422,
    title: 'The file of rates cannot be taken over',
    next: 'Mend the rows that are named: base, currency, rate, valid_from, source',
  },
  same_currency: { status: 422, title: 'Both currencies are the same', next: 'Choose another currency' },
  day_to_come: {
    status: 422,
    title: 'This day is not over',
    next: 'Close today or a day before',
  },
  day_closed: {
    status: 409,
    title: 'This day of the corridor has been closed',
    next: 'Look at its run; what came later is netted with the next day',
  },
  nothing_to_net: {
    status: 409,
    title: 'Nothing is owed in this corridor up to that day',
    next: 'Choose another corridor or day',
  },
  run_not_found: {
    status: 404,
    title: 'There is no such run, or you take no part in it',
    next: 'Look at the list of runs',
  },
  not_the_treasury: {
    status: 403,
    title: 'Only people of the treasury do this',
    next: 'Ask the treasury',
  },
  limits_crossed: {
    status: 422,
    title: 'The least amount is above the largest',
    next: 'Correct one of the two limits',
  },
  limit_broken_already: {
    status: 409,
    title: 'The account is beyond this limit already',
    next: 'Move the money first, then propose the limit again',
  },
  bad_rate: {
    status: 422,
    title: 'The rate cannot be filed',
    next: 'Give a rate above zero, of today or of a day before',
  },
  proposal_not_found: { status: 404, title: 'There is no such proposal', next: 'Look at the list' },
  proposal_decided: {
    status: 409,
    title: 'The proposal has been decided',
    next: 'Look at the list; make a new proposal if you need one',
  },
  proposer_decides: {
    status: 403,
    title: 'Who proposes does not decide',
    next: 'Ask a colleague of the treasury to look at it',
  },
  beyond_desk_limit: {
    status: 409,
    title: 'The treasury cannot exchange that much now',
    next: 'Exchange a smaller amount, or ask again later',
  },
  exchange_not_found: {
    status: 404,
    title: 'There is no such exchange, or it is not yours',
    next: 'Look at the list of your exchanges',
  },
  quote_over: { status: 409, title: 'The price is no longer good', next: 'Ask for a new price' },
  not_locked: { status: 409, title: 'The price is not locked', next: 'Lock the price first' },
  lock_over: {
    status: 409,
    title: 'The time of the locked price is over',
    next: 'The money is free again; ask for a new price',
  },
  amount_too_small: {
    status: 422,
    title: 'The amount is too small to exchange',
    next: 'Exchange a larger amount',
  },
  payee_blocked: {
    status: 409,
    title: 'The money is held: screening has blocked an organisation that would receive or owes it',
    next: 'It moves by itself once the operator has lifted the block',
  },
  more_than_paid: {
    status: 409,
    title: 'More would be paid back than the deal has paid',
    next: 'Look at the money of the deal',
  },
});
