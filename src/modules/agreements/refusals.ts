import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('agreements', {
  nothing_agreed: {
    status: 409,
    title: 'These two have agreed nothing in this deal that a frame could repeat',
    next: 'Accept a quote first',
  },
  not_by_lots: {
    status: 422,
    title: 'The terms have fixed amounts that do not go by lots',
    next: 'Agree on shares of the price instead',
  },
  tier_wrong: {
    status: 422,
    title: 'A price step does not fit the frame',
    next: 'Name a line, from two lots on, in the currency of the deal and not dearer than before',
  },
  validity_wrong: {
    status: 422,
    title: 'A frame is valid for a day at least and two years at most',
    next: 'Set another end',
  },
  not_found: {
    status: 404,
    title: 'There is no such frame agreement',
    next: 'Look at your frame agreements',
  },
  not_now: { status: 409, title: 'The frame agreement is not at this step', next: 'Look at how it stands' },
  own_proposal: {
    status: 409,
    title: 'You cannot accept your own proposal',
    next: 'Wait for the other side',
  },
  over: { status: 409, title: 'The frame agreement has ended', next: 'Agree on a new one' },
  too_many_lots: {
    status: 409,
    title: 'There are not as many lots left in the frame',
    next: 'Call off fewer lots',
  },
  moved: { status: 409, title: 'Somebody else has changed this frame agreement', next: 'Look at it again' },
  ship_by_wrong: {
    status: 422,
    title: 'The goods must leave on a day to come, within a year',
    next: 'Choose another day',
  },
});
