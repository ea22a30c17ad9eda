import type { Module } from '../../platform/index.ts';

export { leaks } from './confidentiality/attack.ts';
export { publishedRules } from './confidentiality/contribution-rules.ts';
export { tableWithMargins } from './confidentiality/published-table.ts';
export { withholdCells } from './confidentiality/withhold-cells.ts';

/** Statistical releases. */
export const releases: Module = {
  name: 'releases',
  migrations: new URL('./migrations/', import.meta.url),
  routes: [],
  refusals: {},
};
