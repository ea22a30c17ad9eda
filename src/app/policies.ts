import type { Outcome } from '../kernel/refusal.ts';
import { assert, isRefusal } from '../kernel/refusal.ts';
import type { Ctx, Job } from '../platform/index.ts';

/** What happened, as a policy is told it. */
export interface Happened {
  deal_id: string;
  kind: string;
}

/** When this event is on a deal's timeline, do that command, in the name of the system. */
export interface Policy {
  when: string;
  then: string;
  run(ctx: Ctx, happened: Happened): Promise<Outcome<unknown>>;
}

/** The story of the corridor. */
export const policies: readonly Policy[] = [];

export const subscribedEvents: ReadonlySet<string> = new Set(policies.map((p) => p.when));

/** Works the timeline's events: all policies of one event in one transaction. */
export const policyJob: Job = {
  queue: 'deals.event',
  async handler(ctx, job) {
    const { deal_id, kind } = job;
    assert(
      typeof deal_id === 'string' && typeof kind === 'string',
      'a job of deals.event names its deal and kind',
    );
    for (const policy of policies.filter((p) => p.when === kind)) {
      const outcome = await policy.run(ctx, { deal_id, kind });
      if (isRefusal(outcome))
        throw new Error(
          `${policy.then} after ${kind} of ${deal_id}: ${outcome.code} ${JSON.stringify(outcome.params)}`,
        );
    }
  },
};
