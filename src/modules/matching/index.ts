import type { Module } from '../../platform/index.ts';
import { refreshFunnels } from './funnel/refresh-funnels.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { answerIntroduction } from './answer-introduction.ts';
export { type Assignment, assign } from './assign.ts';
export { comparedIn, ratesFor } from './compare-in.ts';
export { attendDay } from './days/attend-day.ts';
export { createDay } from './days/create-day.ts';
export { inviteFirms } from './days/invite-firms.ts';
export { planDay } from './days/plan-day.ts';
export { publishPlan } from './days/publish-plan.ts';
export { findMatches } from './find-matches.ts';
export { findPartners } from './find-partners.ts';
export { getFunnel } from './funnel/get-funnel.ts';
export { introduce } from './introduce.ts';
export { listIntroductions } from './list-introductions.ts';
export { type Score, scoreMatch } from './model.ts';
export { type Offered, type Part, type Wanted, weights } from './parts.ts';
export { planMeetings } from './plan-meetings.ts';
export { type Ranked, scoreMany } from './score-many.ts';

/** The queue that writes the funnels of institutions anew. */
export const funnelQueue = 'matching.refresh-funnels';

/** Which offers answer a need, and who was introduced to whom. */
export const matching: Module = {
  name: 'matching',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [
    {
      queue: funnelQueue,
      schedule: '*/10 * * * *',
      handler: async (ctx) => {
        await refreshFunnels(ctx);
      },
    },
  ],
};
