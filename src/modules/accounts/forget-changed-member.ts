import type { Job } from '../../platform/index.ts';

type Forget = (user_id: string) => Promise<void>;

const listening = new Set<Forget>();

/** Calls `forget` for everybody whose membership changes, until the returned function is called. */
export function onMembershipChanged(forget: Forget): () => void {
  listening.add(forget);
  return () => {
    listening.delete(forget);
  };
}

/**
 * Drops what this process remembers about a person whose roles changed; other processes forget by themselves
 * within ten seconds. The queue is that of `parties`, which stands on the same floor: a test compares the names.
 */
export const forgetChangedMember: Job = {
  queue: 'parties.membership-changed',
  handler: async (_ctx, { user_id }) => {
    for (const forget of listening) await forget(String(user_id));
  },
};
