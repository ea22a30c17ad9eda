import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('parcels', {
  parcel_wrong: {
    status: 422,
    title: 'Some parcels are not as they must be; none was written',
    next: 'Correct the rows and fields that are named and send all again',
  },
  file_unreadable: {
    status: 422,
    title: 'The table cannot be read: {reason}',
    next: 'Send CSV in UTF-8 with the columns of the list',
  },
  too_many: {
    status: 422,
    title: 'At most {most} rows come in together',
    next: 'Divide the table and send its parts one after the other',
  },
  lot_wrong: {
    status: 422,
    title: 'The lot is not as it must be',
    next: 'Correct the fields that are named',
  },
  mode_has_no_summary: {
    status: 422,
    title: 'Lists of mode {mode} are not summed up',
    next: 'Choose a mode whose lists are',
  },
  month_not_over: {
    status: 409,
    title: 'The month {month} is not over',
    next: 'Sum it up when it has ended',
  },
  nothing_to_sum_up: {
    status: 409,
    title: 'No parcel of {month} waits to be summed up',
    next: 'Look at the summaries that were made',
  },
  parcel_not_found: { status: 404, title: 'There is no such parcel', next: 'Look at your parcels' },
  parcel_summed_up: {
    status: 409,
    title: 'Parcel {number} is in a summary declaration already',
    next: 'Have the declaration corrected at customs; the list stays as it was declared',
  },
  parcel_void: {
    status: 409,
    title: 'Parcel {number} is void already',
    next: 'Register the goods under a new number if they go out after all',
  },
  summary_not_found: { status: 404, title: 'There is no such summary', next: 'Look at the summaries' },
});
