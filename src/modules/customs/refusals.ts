import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('customs', {
  declaration_not_found: {
    status: 404,
    title: 'This declaration does not exist or is not yours',
    next: 'Check the address or the list of declarations',
  },
  not_now: {
    status: 409,
    title: 'The declaration is not at this step',
    next: 'Open the declaration; it shows its state and what can be done now',
  },
  changed_meanwhile: {
    status: 409,
    title: 'The declaration was changed in the meantime',
    next: 'Read it again, then decide',
  },
  not_declarant: {
    status: 403,
    title: 'Only the declarant or the trader of this declaration can do this',
    next: 'Ask the broker who declares these goods',
  },
  not_your_office: {
    status: 403,
    title: 'This declaration lies with another customs authority',
    next: 'Only officers of the country of the declaration decide on it',
  },
  no_terms: {
    status: 409,
    title: 'The deal has no agreed terms yet',
    next: 'Conclude the contract first',
  },
  no_declarant: {
    status: 409,
    title: 'The deal has no broker or no customs authority for this side',
    next: 'Add the missing participant to the deal',
  },
  no_such_line: {
    status: 422,
    title: 'The declaration has no such line',
    next: 'Amend only lines that the declaration has',
  },
  nothing_to_supply: {
    status: 422,
    title: 'No amount is missing for this line and kind',
    next: 'Supply only what the assessment names as missing',
  },
  wrong_currency: {
    status: 422,
    title: 'The amount is not in the currency of the assessment',
    next: 'Give the amount in the currency named',
  },
  rate_or_amount: {
    status: 422,
    title: 'Give either a rate or an amount',
    next: 'A rate for duty, excise or VAT of a line; an amount for any other charge',
  },
  payment_differs: {
    status: 422,
    title: 'The payment is not the amount due',
    next: 'Pay exactly the amount due',
  },
  assessment_incomplete: {
    status: 409,
    title: 'The amount due is not known yet: a rate is missing',
    next: 'An officer has to supply the missing rate with a reason',
  },
  inspection_first: {
    status: 409,
    title: 'Goods in the red lane are inspected before they are accepted',
    next: 'Record the inspection first',
  },
  reason_missing: {
    status: 422,
    title: 'A refusal needs a reason',
    next: 'Choose a reason code',
  },
});
