import { systemClock } from '../kernel/clock.ts';
import { mustSucceed } from '../kernel/refusal.ts';
import { hasDemoPasswords, openAccounts } from '../modules/accounts/index.ts';
import { warmSearch } from '../modules/catalogue/index.ts';
import { membershipOf } from '../modules/parties/index.ts';
import { loadOfficialNow } from '../modules/statistics/index.ts';
import { systemActor } from '../platform/actor.ts';
import type { Config } from '../platform/config.ts';
import { inTransaction } from '../platform/database/database.ts';
import { execute } from '../platform/execute.ts';
import { openJobs } from '../platform/jobs.ts';
import { createLog } from '../platform/log.ts';
import { Turns } from '../platform/turns.ts';
import { WatchedClock, watchClock } from '../platform/watched-clock.ts';
import { composeRuntime, openTools } from './compose.ts';
import { furnishDemo } from './demo.ts';
import { openInstallation } from './install.ts';
import { jobs } from './modules.ts';
import { releaseDemo } from './release-demo.ts';
import { createServer } from './server.ts';

/** A running Sauda. */
export interface Serving {
  address: string;
  stop(): Promise<void>;
}

/**
 * Starts everything: database, reference data, demonstration corridor, queues, HTTP. Throws when the port is
 * taken, when production would run with demonstration passwords, or when a part does not start.
 */
export async function serve(
  config: Config,
  say: (line: string) => void,
  progress: (label: string, done: number, total: number) => void,
): Promise<Serving> {
  const closers: (() => Promise<unknown>)[] = [];
  const stop = async (): Promise<void> => {
    for (const close of closers.splice(0).reverse()) await close();
  };
  try {
    const log = createLog(config.log_level);
    const tools = await openTools(config);
    closers.push(tools.close);
    const installation = await openInstallation(config, say, async ({ database }) => {
      if (config.demo) await furnishDemo({ config, database, tools, log, progress });
    });
    closers.push(installation.close);
    const { database } = installation;
    const accounts = await openAccounts({
      config,
      systemUrl: database.urlOf('sauda_system'),
      clock: systemClock,
      log,
      membershipOf: (user_id) =>
        inTransaction(database.system, systemActor.org_id, (tx) => membershipOf(tx, user_id), {
          readOnly: true,
        }),
    });
    closers.push(accounts.close);
    if (config.production && (await hasDemoPasswords(accounts.pool)))
      throw new Error(
        'Accounts with the public demonstration password exist in this database; production refuses to start. Delete them or use another database.',
      );

    const queue = await openJobs(database.urlOf('sauda_jobs'), jobs, (error) =>
      log.error({ err: error }, 'queue'),
    );
    closers.push(queue.stop);
    const clock = new WatchedClock();
    const unwatch = await watchClock(clock, database.system, log);
    closers.push(async () => unwatch());
    const runtime = composeRuntime({ config, database, tools, jobs: queue, log, clock });
    mustSucceed(await execute(runtime, loadOfficialNow, systemActor, {}), 'loading official figures');
    if (config.demo) await releaseDemo(runtime, log);
    const app = await createServer({ config, log, runtime, accounts });
    closers.push(() => app.close());
    const turns = new Turns();
    app.server.on('request', (_request, response) => {
      turns.requestBegins();
      response.once('close', () => turns.requestEnds());
    });
    await queue.work(runtime, jobs, turns);
    const listening = new URL(await app.listen({ port: config.port, host: config.host }));
    warmSearch(runtime.services).catch((error: unknown) =>
      log.warn({ err: error }, 'search is not warm yet'),
    );
    return { address: config.port === 0 ? `http://localhost:${listening.port}` : config.public_url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
