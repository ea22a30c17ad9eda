import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('reputation', {
  not_closed: {
    status: 409,
    title: 'A deal is reviewed after it is closed',
    next: 'Wait until the deal is closed',
  },
  too_late: {
    status: 409,
    title: 'The time to review this deal is over',
    next: 'Reviews are written within sixty days of the closing',
  },
  not_a_side: {
    status: 403,
    title: 'Only buyer and seller review a deal',
    next: 'Ask the buyer or the seller',
  },
  answered: {
    status: 409,
    title: 'The review is answered, so it can no longer be changed',
    next: 'Open the deal; it shows the review and the answer',
  },
  no_review: {
    status: 404,
    title: 'The other side has not reviewed this deal',
    next: 'Open the deal; it shows who has written',
  },
});
