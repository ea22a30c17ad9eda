import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('reference', {
  hs_code_unknown: {
    status: 404,
    title: 'The HS code {code} is not in the nomenclature on file',
    next: 'Search by words, or import the full official list',
  },
  route_unknown: {
    status: 404,
    title: 'There is no route {route_id}',
    next: 'Choose a route from the list',
  },
  quantity_not_whole: {
    status: 422,
    title: 'A quantity of goods that are counted is not a whole number',
    next: 'Name whole pieces, pairs, dozens or sets in the fields that are named',
  },
  import_rejected: {
    status: 422,
    title: '{count} lines of the file were rejected; nothing was imported',
    next: 'Correct the lines named in errors and import again',
  },
});
