import type { Module } from '../../platform/index.ts';
import { loadOutcomes } from './load-outcomes.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { getProject } from './get-project.ts';
export { linkDeal } from './link-deal.ts';
export { listOutcomes } from './list-outcomes.ts';
export { listProjects } from './list-projects.ts';

/** Projects and what the summits announced, with the evidence and the trade behind them. */
export const outcomes: Module = {
  name: 'outcomes',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  load: loadOutcomes,
};
