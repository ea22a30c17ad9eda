import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { releaseDeclarations } from './release-declarations.ts';
import { RELEASE_ALL_QUEUE, RELEASE_QUEUE } from './request-release.ts';
import { routes } from './routes.ts';

export { explainMirror } from './explain-mirror.ts';
export { getBilateral } from './get-bilateral.ts';
export { getBilateralCsv } from './get-bilateral-csv.ts';
export { getDealMirror } from './get-deal-mirror.ts';
export { getOverview } from './get-overview.ts';
export { listVintages } from './list-vintages.ts';
export { loadOfficial } from './load-official.ts';
export { releaseDeclarations } from './release-declarations.ts';
export {
  loadOfficialNow,
  RELEASE_ALL_QUEUE,
  RELEASE_QUEUE,
  releaseNow,
  requestRelease,
} from './request-release.ts';
export { verifyStore } from './sweep-store.ts';

const months = /^(news|all|20\d{2}-(0[1-9]|1[0-2]))$/;

/** Figures of record: the store of vintages, and what is asked of it. */
export const statistics: Module = {
  name: 'statistics',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [
    {
      queue: RELEASE_QUEUE,
      handler: async (ctx, job) => {
        const { months: asked } = job;
        await releaseDeclarations(
          ctx,
          typeof asked === 'string' && months.test(asked) ? { months: asked } : {},
        );
      },
    },
    {
      queue: RELEASE_ALL_QUEUE,
      // After midnight UTC, when the day's releases are in.
      schedule: '20 0 * * *',
      handler: async (ctx) => {
        await releaseDeclarations(ctx, { months: 'all' });
      },
    },
  ],
};
