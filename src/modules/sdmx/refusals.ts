import { defineRefusals } from '../../platform/index.ts';

export const refusals = defineRefusals('sdmx', {
  sql_refused: {
    status: 422,
    title: 'The statement is not run: {reason}',
    next: 'Write one SELECT over trade, areas, goods, vintages or demonstration; see docs/reference/sql.md',
  },
  sql_too_long: {
    status: 422,
    title: 'The statement took longer than {seconds} seconds and was stopped',
    next: 'Ask for less: filter by reporter, period or level before joining',
  },
  sql_too_large: {
    status: 422,
    title: 'The statement needed more than {megabytes} MB and was stopped',
    next: 'Group before sorting or joining, and select fewer columns',
  },
  sql_preparing: {
    status: 503,
    title: 'The store has changed and its tables are being prepared',
    next: 'Ask again in a minute',
  },
});
