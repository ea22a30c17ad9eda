import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('notices', {
  address_refused: {
    status: 422,
    title: 'Notices cannot be pushed to this address',
    next: 'Give a public https address without a name, a password or a port',
  },
  endpoint_not_found: {
    status: 404,
    title: 'There is no such address for notices',
    next: 'Look through the addresses of your organisation',
  },
  organisation_needed: {
    status: 403,
    title: 'Notices are for organisations',
    next: 'Register an organisation first',
  },
  person_needed: {
    status: 403,
    title: 'Only a person reads notices',
    next: 'Sign in as a person instead of using a key',
  },
  too_many_endpoints: {
    status: 409,
    title: 'Your organisation has {limit} addresses for notices, which is all it can',
    next: 'Remove one first',
  },
});
