import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('claims', {
  file_too_large: {
    status: 413,
    title: 'The file holds more than {limit} claims',
    next: 'Divide it and check the parts one after the other',
  },
  columns_wrong: {
    status: 422,
    title: 'The columns of the file are not those of claims',
    next: 'Use the header line: {columns}',
  },
  rows_wrong: {
    status: 422,
    title: 'Rows that cannot be read as claims: {count}; nothing was checked',
    next: 'Correct the rows named below and send all again',
  },
});
