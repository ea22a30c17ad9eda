import { route } from '../../platform/index.ts';
import { decideRule, proposeRule, showRules } from './keep-rules.ts';
import { listRequests } from './list-requests.ts';

const tags = ['approvals'];

export const routes = [
  route('GET', '/approvals', listRequests, { summary: 'Acceptances that wait for a second person', tags }),
  route('GET', '/approval-rules', showRules, { summary: 'How far one person may bind your firm', tags }),
  route('POST', '/approval-rules', proposeRule, { summary: 'Set, change or take back a limit', tags }),
  route('POST', '/approval-rules/:change_id/decision', decideRule, {
    summary: 'Decide a change of the limits as second administrator',
    tags,
  }),
];
