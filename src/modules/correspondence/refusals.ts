import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('correspondence', {
  not_of_the_trade: {
    status: 403,
    title: 'Only buyer and seller write to each other here',
    next: 'Write to everybody in the deal',
  },
  hidden_marks: {
    status: 422,
    title: 'The text has marks that change the direction of writing',
    next: 'Write it without such marks',
  },
  full: {
    status: 409,
    title: 'So much has happened in this deal that it takes no more messages',
    next: 'Go on by other means, or ask the other side to open a new request',
  },
  person_needed: {
    status: 403,
    title: 'Only a person writes messages',
    next: 'Sign in as a person instead of using a key',
  },
});
