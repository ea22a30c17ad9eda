import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { registerSdmx, SDMX_ENTRY } from './serve/register.ts';

/** Ways out of the store: SDMX REST, files in the field's formats, and read-only SQL. Keeps no tables. */
export const sdmx: Module = {
  name: 'sdmx',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
