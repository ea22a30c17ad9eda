import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('returns', {
  not_found: { status: 404, title: 'There is no such return', next: 'Look at the returns of the deal' },
  not_accepted_yet: {
    status: 409,
    title: 'Goods can be given back once they are accepted',
    next: 'Before that, open a dispute: the money is still in escrow',
  },
  too_late: {
    status: 409,
    title: 'A return had to be asked for by {until}',
    next: 'Write to the seller',
  },
  more_than_bought: {
    status: 422,
    title: 'More would go back than was bought',
    next: 'Ask for what is left of each line',
  },
  more_than_asked: {
    status: 422,
    title: 'More than was asked for cannot be approved',
    next: 'Approve at most {asked} in the currency of the contract',
  },
  not_now: {
    status: 409,
    title: 'The return is {state}, so this cannot be done now',
    next: 'Look at the return for its next step',
  },
  not_your_part: {
    status: 403,
    title: 'This step belongs to the {by}',
    next: 'Wait for the other side',
  },
});
