import { daysAfter } from '../kernel/days.ts';
import type { Job } from './use-case.ts';

/** Days that the answer to an Idempotency-Key is kept; after that, the key is new again. */
export const ANSWERS_KEPT_DAYS = 30;
const AT_ONCE = 20_000;
const ROUNDS = 50;

/** Removes the answers of commands that are older than they need be kept; what is left after a run, the next takes. */
export const forgetAnswers: Job = {
  queue: 'platform.forget-answers',
  schedule: '17 * * * *',
  async handler(ctx) {
    const before = daysAfter(ctx.clock.now(), -ANSWERS_KEPT_DAYS);
    for (let round = 0; round < ROUNDS; round++) {
      const removed = await ctx.tx.run(
        `delete from platform.idempotency where (org_id, key) in (
           select org_id, key from platform.idempotency where answered_at < $1 order by answered_at limit ${AT_ONCE})`,
        [before],
      );
      if (removed < AT_ONCE) return;
    }
  },
};
