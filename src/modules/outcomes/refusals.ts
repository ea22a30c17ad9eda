import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('outcomes', {
  project_not_found: {
    status: 404,
    title: 'There is no such project',
    next: 'Choose a project from the list',
  },
  linked_already: {
    status: 409,
    title: 'This deal is linked to this project already',
    next: 'Nothing more has to be done',
  },
  not_a_party: {
    status: 403,
    title: 'Only the buyer or the seller can link a deal to a project',
    next: 'Ask the buyer or the seller to do it',
  },
});
