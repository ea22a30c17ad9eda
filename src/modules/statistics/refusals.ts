import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('statistics', {
  area_unknown: {
    status: 422,
    title: 'No country or group of countries has the code {area}',
    next: 'Use an ISO 3166-1 code of two letters, or one of C5, EAEU, SPECA, WLD',
  },
  same_area: {
    status: 422,
    title: 'Reporter and partner are the same',
    next: 'Choose two different countries',
  },
  bad_question: {
    status: 422,
    title: 'The question cannot be answered: {reason}',
    next: 'Correct it and ask again',
  },
  file_missing: {
    status: 503,
    title: 'The file {file} of the statistics store is missing or damaged',
    next: 'Restore the statistics folder from the backup, or run: npm run -s sauda -- doctor',
  },
  mixed_units: {
    status: 422,
    title: 'The series would mix {units}',
    next: 'Ask for one unit and one currency',
  },
  query_too_long: {
    status: 503,
    title: 'The question took too long to answer',
    next: 'Ask for fewer periods, or try again later',
  },
  not_released: {
    status: 409,
    title: 'The statistics do not yet hold both declarations of this deal',
    next: 'Wait until both declarations are released and the next daily release has run',
  },
});
