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
  day_not_found: {
    status: 404,
    title: 'There is no such matchmaking day',
    next: 'Look through the days you hold or are invited to',
  },
  unknown_time_zone: {
    status: 422,
    title: 'This time zone is not known',
    next: 'Name it as Asia/Almaty or Asia/Shanghai are named',
  },
  day_too_long: {
    status: 422,
    title: 'The last meeting would end after midnight',
    next: 'Take fewer or shorter slots, or begin earlier',
  },
  day_called_off: {
    status: 409,
    title: 'The day was called off: {reason}',
    next: 'Look for another day',
  },
  sheet_busy: {
    status: 503,
    title: 'Too many files are being made',
    next: 'Try again in a minute',
  },
  too_many_changes: {
    status: 409,
    title: 'The day was changed as often as can be',
    next: 'Tell the firms of further changes yourself, or call it off and announce another',
  },
  too_few_seats: {
    status: 409,
    title: 'More firms are coming than there would be seats',
    next: 'Keep at least as many seats as firms are coming',
  },
  day_over: {
    status: 409,
    title: 'The day has begun or is over',
    next: 'Choose a later date or another day',
  },
  not_a_trading_firm: {
    status: 422,
    title: 'Only trading firms in good standing can be invited',
    next: 'Take this organisation off the list',
  },
  too_many_invited: {
    status: 422,
    title: 'More firms are invited than a day can hold',
    next: 'Hold a second day',
  },
  not_your_goods: {
    status: 422,
    title: 'These are not open needs or offers of your own',
    next: 'Choose among your own',
  },
  no_such_slot: {
    status: 422,
    title: 'The day has fewer slots',
    next: 'Name only slots of the day',
  },
  day_full: {
    status: 409,
    title: 'All seats of the day are taken',
    next: 'Ask the institution, or come to the next day',
  },
  day_published: {
    status: 409,
    title: 'The meetings are published; what you bring cannot change any more',
    next: 'Withdraw, or ask the institution',
  },
  not_attending: {
    status: 409,
    title: 'This firm does not come to the day',
    next: 'Choose among the firms that come',
  },
  plan_outdated: {
    status: 409,
    title: 'The plan or the firms have changed since you looked',
    next: 'Look at the newest plan, plan again if a firm has withdrawn, then repeat',
  },
  pinned_and_forbidden: {
    status: 422,
    title: 'A pair cannot be always seated and never seated',
    next: 'Choose one of the two',
  },
  nobody_to_seat: {
    status: 409,
    title: 'There is no buyer or no seller yet',
    next: 'Wait until firms of both sides have confirmed',
  },
  nothing_planned: {
    status: 409,
    title: 'There is no plan with a meeting',
    next: 'Plan the day first',
  },
  not_published: {
    status: 409,
    title: 'The meetings are not published yet',
    next: 'Wait until the institution publishes them',
  },
  day_under_way: {
    status: 409,
    title: 'Meetings were held already; the plan stands',
    next: 'Nothing needs to be done',
  },
  too_many_editions: {
    status: 409,
    title: 'This day was published as often as can be',
    next: 'Tell the firms of further changes yourself',
  },
  meeting_not_found: {
    status: 404,
    title: 'You have no such meeting',
    next: 'Look at your agenda',
  },
  meeting_called_off: {
    status: 409,
    title: 'This meeting was called off',
    next: 'Nothing needs to be done',
  },
  outcome_said: {
    status: 409,
    title: 'You have said already how this meeting went',
    next: 'Nothing needs to be done',
  },
  too_many_corrections: {
    status: 409,
    title: 'You have corrected this outcome as often as can be',
    next: 'Leave it as it is',
  },
  not_yet_held: {
    status: 409,
    title: 'This meeting has not begun yet',
    next: 'Say how it went once it has begun',
  },
});
