import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('deals', {
  not_found: {
    status: 404,
    title: 'This deal does not exist or is not yours',
    next: 'Check the address or the list of your deals',
  },
  not_now: {
    status: 409,
    title: 'The deal is not at this step',
    next: 'Open the deal; it shows what can be done now',
  },
  not_your_part: {
    status: 403,
    title: 'Another participant has to do this',
    next: 'Open the deal; it names who is awaited',
  },
  terms_do_not_hold: {
    status: 422,
    title: 'The terms do not hold together',
    next: 'Correct the fields named in errors',
  },
  already_accepted: {
    status: 409,
    title: 'Your side has accepted this contract already',
    next: 'Wait for the other side',
  },
  deadline_passed: {
    status: 409,
    title: 'The time for this has passed',
    next: 'Ask the other side for a new offer',
  },
  claim_missing: {
    status: 422,
    title: 'No claim is named, and the contract’s terms measure none',
    next: 'Name the amount that you claim',
  },
  claim_too_late: {
    status: 409,
    title: 'The contract gave until {until} to say what is wrong with the goods',
    next: 'Accept the goods; what came later is settled outside the escrow',
  },
  received_wrong: {
    status: 422,
    title: 'What was received is told once for each line of the contract, and only when something is missing',
    next: 'Name the lines by their numbers in the contract',
  },
  claim_too_high: {
    status: 422,
    title: 'The claim is higher than the contract price',
    next: 'Claim at most the contract price',
  },
  evidence_missing: {
    status: 422,
    title: 'An award names no evidence',
    next: 'Name at least one document, report or record that the award rests on',
  },
  deposit_paid: {
    status: 409,
    title: 'A deposit was paid to the seller, so the seller cannot cancel',
    next: 'Ask the buyer to cancel, or ship the goods',
  },
  seller_grants_claim_only: {
    status: 403,
    title: 'The seller can settle a dispute only by granting the claim or more',
    next: 'Grant the claim, or wait for the arbiter',
  },
  same_organisation: {
    status: 422,
    title: 'Buyer and seller are the same organisation',
    next: 'Choose another partner',
  },
});
