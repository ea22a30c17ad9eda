import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { dataFormats } from './query/negotiate.ts';
export { SdmxError } from './query/sdmx-error.ts';
export { exportTrade } from './serve/export-trade.ts';
export { registerSdmx } from './serve/register.ts';
export { answerSql, querySql } from './sql/query-sql.ts';

/** Ways out of the store: SDMX REST, files in the field's formats, and read-only SQL. Keeps no tables. */
export const sdmx: Module = {
  name: 'sdmx',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
