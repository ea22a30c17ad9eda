import type { Logger } from 'pino';
import { isRefusal, mustSucceed } from '../kernel/refusal.ts';
import { listReleases, makeRelease } from '../modules/releases/index.ts';
import { storeCatalogue } from '../modules/statistics/index.ts';
import { systemActor } from '../platform/actor.ts';
import { execute, type Runtime } from '../platform/execute.ts';
import { asSystem } from './commands/with-installation.ts';

/**
 * Publishes the newest whole month of the demonstration declarations, marked as such, where nothing was published
 * yet: so that a newcomer sees what a release is. An installation that cannot make one starts without.
 */
export async function releaseDemo(runtime: Runtime, log: Logger): Promise<void> {
  const published = mustSucceed(await execute(runtime, listReleases, systemActor, { limit: 1 }), 'listing');
  if (published.items.length > 0) return;
  const month = runtime.clock.now().toISOString().slice(0, 7);
  const catalogue = await asSystem(runtime, storeCatalogue);
  const months = catalogue.filter((v) => v.demo && v.rows > 0 && v.period < month).map((v) => v.period);
  const period = months.sort().at(-1);
  if (period === undefined) return;
  const made = await makeRelease((work) => asSystem(runtime, work), { period });
  if (isRefusal(made)) log.warn({ refusal: made.code, period }, 'no release of the demonstration was made');
}
