import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('landed-cost', {
  country_unknown: {
    status: 422,
    title: 'No tariff of {country} is on file',
    next: 'Choose one of the six countries of the corridor',
  },
  code_mismatch: {
    status: 422,
    title: 'A national code does not lie below its HS code',
    next: 'Correct the lines named in errors',
  },
  import_rejected: {
    status: 422,
    title: '{count} lines of the file were rejected; nothing was imported',
    next: 'Correct the lines named in errors and import again',
  },
});
