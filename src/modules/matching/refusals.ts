import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('matching', {
  not_a_match: {
    status: 422,
    title: 'This listing cannot answer this need',
    next: 'Choose one of the matches of the need',
  },
  already_introduced: {
    status: 409,
    title: 'These two have been introduced for this need already',
    next: 'Look at the introduction and its answers',
  },
  introducer_is_party: {
    status: 403,
    title: 'Nobody introduces itself',
    next: 'Ask for a quote directly, or let another institution introduce you',
  },
  introduction_not_found: {
    status: 404,
    title: 'There is no such introduction',
    next: 'Look through your introductions',
  },
  already_answered: {
    status: 409,
    title: 'You have answered this introduction already',
    next: 'Nothing needs to be done',
  },
});
