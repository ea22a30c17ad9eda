import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('releases', {
  bad_period: {
    status: 422,
    title: 'There is no release of {period} as of {as_of}',
    next: 'Give a year (2025) or a month (2025-06), and a day that is not in the future',
  },
  nothing_on_file: {
    status: 409,
    title: 'The store has no figures for {period}',
    next: 'Import figures first: sauda statistics import',
  },
  unprotected: {
    status: 409,
    title: 'Cells cannot be protected, because too much around them was printed before',
    next: 'Do not release these cells; take back what was printed, or leave out the table',
  },
  not_rendered: {
    status: 503,
    title: 'The pages could not be typeset ({why})',
    next: 'Try again when the server has less to do',
  },
  overtaken: {
    status: 409,
    title: 'Another release of {period} was published meanwhile',
    next: 'Look at it, and release again',
  },
  not_found: {
    status: 404,
    title: 'There is no such release',
    next: 'Look at the list of releases',
  },
});
