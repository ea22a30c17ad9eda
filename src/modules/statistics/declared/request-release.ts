import { Type } from 'typebox';
import { defineUseCase } from '../../../platform/index.ts';
import { loadOfficial } from '../official/load-official.ts';
import { releaseDeclarations } from './release-declarations.ts';

/** Months with something new. */
export const RELEASE_QUEUE = 'statistics.release';
/** All months: finds what was cancelled after its release. */
export const RELEASE_ALL_QUEUE = 'statistics.release-all';

/** The months with news, all months, or one. */
const Months = Type.Optional(Type.String({ pattern: '^(news|all|20\\d{2}-(0[1-9]|1[0-2]))$' }));
const Written = Type.Array(
  Type.Object({
    source: Type.String(),
    period: Type.String(),
    vintage: Type.String(),
    rows: Type.Integer(),
    sha256: Type.String(),
  }),
);

/** Asks for a release ahead of the daily one; it runs in the background. */
export const requestRelease = defineUseCase({
  name: 'statistics.request-release',
  kind: 'command',
  permission: 'statistics:release',
  input: Type.Object({ months: Months }, { additionalProperties: false }),
  output: Type.Object({ queued: Type.Boolean() }),
  async run(ctx, input) {
    await ctx.enqueue(RELEASE_QUEUE, input.months ? { months: input.months } : {});
    return { queued: true };
  },
});

/** The release itself. Nobody's role holds this permission: it is for the system, which sees all rows. */
export const releaseNow = defineUseCase({
  name: 'statistics.release-now',
  kind: 'command',
  permission: 'system',
  input: Type.Object({ months: Months }, { additionalProperties: false }),
  output: Type.Object({ written: Written, unchanged: Type.Integer(), deals_told: Type.Integer() }),
  run: (ctx, input) => releaseDeclarations(ctx, input),
});

/** Brings data/official into the store; for the system, at start. */
export const loadOfficialNow = defineUseCase({
  name: 'statistics.load-official',
  kind: 'command',
  permission: 'system',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ written: Written }),
  run: async (ctx) => ({ written: await loadOfficial(ctx) }),
});
