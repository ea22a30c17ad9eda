import { route } from '../../platform/index.ts';
import { addEndpoint, listEndpoints, sendTestNotice, setEndpoint } from './keep-endpoints.ts';
import { countUnreadNotices, listNotices, readNotices } from './read-notices.ts';

const tags = ['notices'];

export const routes = [
  route('GET', '/notices', listNotices, { summary: 'What your organisation was told', tags }),
  route('GET', '/notices/unread', countUnreadNotices, {
    summary: 'How many notices you have not read',
    tags,
  }),
  route('POST', '/notices/read', readNotices, { summary: 'Say how far you have read', tags }),
  route('GET', '/notice-endpoints', listEndpoints, { summary: 'Where notices are pushed to', tags }),
  route('POST', '/notice-endpoints', addEndpoint, {
    summary: 'Push notices to an address, signed by Standard Webhooks',
    tags,
    per_minute: 10,
  }),
  route('POST', '/notice-endpoints/:endpoint_id/state', setEndpoint, {
    summary: 'Turn an address on or off, or remove it',
    tags,
  }),
  route('POST', '/notice-tests', sendTestNotice, {
    summary: 'Send a notice that says nothing',
    tags,
    per_minute: 6,
  }),
];
