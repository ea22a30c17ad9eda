import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('approvals', {
  person_needed: {
    status: 403,
    title: 'Only a person can ask for or give a second signature',
    next: 'Sign in as a person instead of using a key',
  },
  not_found: {
    status: 404,
    title: 'There is nothing of your organisation to decide here',
    next: 'Look at what waits for a decision',
  },
  decided: { status: 409, title: 'This has been decided already', next: 'Look at the decision' },
  expired: { status: 409, title: 'The time to decide this has passed', next: 'Ask anew' },
  asked_already: {
    status: 409,
    title: 'This waits for a second person already',
    next: 'Ask a colleague to decide',
  },
  maker_decides: {
    status: 403,
    title: 'Whoever asked cannot be the second person',
    next: 'Let a colleague decide, or take it back',
  },
  not_an_approver: {
    status: 403,
    title: 'Your roles do not make you a second person here',
    next: 'Ask a colleague with one of the roles named',
  },
  changed: {
    status: 409,
    title: 'What was to be approved has changed since',
    next: 'Let it be accepted anew',
  },
  role_not_held: {
    status: 422,
    title: 'An organisation of your kind has no such role',
    next: 'Choose roles that your members can hold',
  },
  no_second_person: {
    status: 422,
    title: 'No two members hold a role that may approve',
    next: 'Invite a second member or choose other roles',
  },
});
