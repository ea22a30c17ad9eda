import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { decideRule, proposeRule, showRules } from './keep-rules.ts';
export { listRequests } from './list-requests.ts';
export { askSecond, decideRequest, type Subject, secondPersonRules } from './second-person.ts';

/** How far one person may bind a firm, and acceptances that wait for a second one. */
export const approvals: Module = {
  name: 'approvals',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
