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
  change_not_found: {
    status: 404,
    title: 'There is no such change of prices',
    next: 'Look at your frame agreements',
  },
  change_open: {
    status: 409,
    title: 'Your firm has a change of prices that is not answered yet',
    next: 'Wait for the answer or take it back',
  },
  change_day_wrong: {
    status: 422,
    title: 'New prices hold from today or later, within the frame and after the last change',
    next: 'Propose another day',
  },
  change_wrong: {
    status: 422,
    title: 'A new price does not fit the frame',
    next: 'Name each line once, in the currency of the frame and above zero',
  },
  too_large: {
    status: 422,
    title: 'The price of all lots has more digits than an amount may have',
    next: 'Agree on fewer lots or lower prices',
  },
  too_many_changes: {
    status: 409,
    title: 'The prices of this frame were changed too often',
    next: 'Agree on a new frame',
  },
  moved: { status: 409, title: 'Somebody else has changed this frame agreement', next: 'Look at it again' },
  ship_by_wrong: {
    status: 422,
    title: 'The goods must leave on a day to come, within a year',
    next: 'Choose another day',
  },
});
