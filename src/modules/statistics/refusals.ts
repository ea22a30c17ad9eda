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
  comtrade_key_refused: {
    status: 502,
    title: 'UN Comtrade does not accept the key',
    next: 'Check COMTRADE_KEY',
  },
  comtrade_quota_used: {
    status: 502,
    title: 'The quota of the key for UN Comtrade is used up',
    next: 'Start again tomorrow; the pages fetched so far are kept',
  },
  comtrade_unreachable: {
    status: 502,
    title: 'UN Comtrade does not answer: {reason}',
    next: 'Start again later; the pages fetched so far are kept',
  },
  import_file_missing: {
    status: 422,
    title: 'There is no file {file} that can be read',
    next: 'Name an existing file',
  },
  import_unreadable: {
    status: 422,
    title: 'The file cannot be read: {reason}',
    next: 'Save it as CSV in UTF-8, XLSX or Parquet and import it again',
  },
  import_format_unknown: {
    status: 422,
    title: 'No known format has these columns: {columns}',
    next: 'Describe them in a mapping file: sauda statistics import FILE --suggest proposes one',
  },
  import_mapping_wrong: {
    status: 422,
    title: 'The mapping cannot be used: {reason}',
    next: 'Correct the mapping file; docs/guides/import-statistics.md explains it',
  },
  import_source_reserved: {
    status: 422,
    title: 'The source {source} is kept by Sauda itself',
    next: 'Choose another name for the source',
  },
  import_nothing_accepted: {
    status: 422,
    title: 'None of the {rejected} rows can be taken; the first reason: {reason}',
    next: 'Look at the rejected rows, and at the mapping',
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
  concordance_missing: {
    status: 404,
    title: 'No correlation of HS {newer} and HS {older} is on file',
    next: 'Import one: npm run -s sauda -- reference import concordance FILE',
  },
  rate_missing: {
    status: 422,
    title: 'No sourced rate to {currency} for the whole period is on file for: {missing}',
    next: 'Ask without a currency or for other periods, or add the rate with its source to data/rates/rates.csv',
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
  no_figures: {
    status: 404,
    title: 'The store has no figures for this question in {source}',
    next: 'Ask another source or period, or import the figures',
  },
  several_figures: {
    status: 422,
    title: 'The series has more than one figure for {period}',
    next: 'Ask for one commodity and one source',
  },
  group_unknown: {
    status: 422,
    title: 'No commodity group is called {group}',
    next: 'Use a code of GET /api/v1/statistics/groups, with or without its version',
  },
  groups_overlap: {
    status: 422,
    title: '{a} and {b} share goods ({shared}) and are never added',
    next: 'Ask for each of them by itself',
  },
  group_not_in_edition: {
    status: 422,
    title: 'HS {edition} does not tell the goods of {group} apart ({period})',
    next: 'Ask for later periods, or for another version of the group',
  },
  code_not_in_edition: {
    status: 422,
    title: 'HS {edition} has no code {code}',
    next: 'Use a code of six digits of that edition',
  },
  one_sided: {
    status: 404,
    title: 'Neither side of {exporter} to {importer} in {period} is in the store',
    next: 'Ask another source or period, or import the figures',
  },
});
