import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { listMessages, readMessages } from './read-messages.ts';
export { sendMessage } from './send-message.ts';
export { namedByMessages } from './store.ts';

/** What people of the firms in a deal write to each other. */
export const correspondence: Module = {
  name: 'correspondence',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
