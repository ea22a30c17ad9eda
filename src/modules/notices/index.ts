import { DAY_MS } from '../../kernel/days.ts';
import type { Module } from '../../platform/index.ts';
import { notifyQueue, settleQueue, writeDone, writeNotice } from './notify.ts';
import { pushNotice, pushQueue } from './push-notice.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';
import { removeDone, removeNotices } from './store.ts';

export { addEndpoint, listEndpoints, sendTestNotice, setEndpoint } from './keep-endpoints.ts';
export { type NoticeKind, settledBy } from './kinds.ts';
export type { News, Step } from './model.ts';
export { notify, settle, settleNow, tell } from './notify.ts';
export { countUnreadNotices, listNotices, readNotices } from './read-notices.ts';

const KEPT_MS = 183 * DAY_MS;
const REMOVED_AT_ONCE = 10_000;

/** What an organisation is told without asking, in the web and at addresses of its own. */
export const notices: Module = {
  name: 'notices',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [
    { queue: notifyQueue, handler: writeNotice },
    { queue: settleQueue, handler: writeDone },
    { queue: pushQueue, steps: pushNotice },
    {
      queue: 'notices.remove-old',
      schedule: '17 * * * *',
      handler: async (ctx) => {
        const before = new Date(ctx.clock.now().getTime() - KEPT_MS);
        await removeNotices(ctx.tx, before, REMOVED_AT_ONCE);
        await removeDone(ctx.tx, before, REMOVED_AT_ONCE);
      },
    },
  ],
};
