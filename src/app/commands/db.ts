import type { Config } from '../../platform/config.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { migrate as migrateDatabase, migrationStatus } from '../../platform/database/migrate.ts';
import { prepareJobs } from '../../platform/jobs.ts';
import { retryFailedJobs } from '../../platform/retry-failed-jobs.ts';
import { openDatabaseServer } from '../database-server.ts';
import { modules } from '../modules.ts';
import { EXIT } from './exit-codes.ts';

type Out = (line: string) => void;

/** Applies the migrations that wait. */
export async function migrate(out: Out, config: Config, options: { json?: boolean } = {}): Promise<number> {
  const server = await openDatabaseServer(config);
  try {
    const status = await migrateDatabase(server.owner_url, config.secret, modules);
    await prepareJobs(server.owner_url);
    const applied = status.filter((one) => one.state === 'pending').map((one) => `${one.module}/${one.file}`);
    if (options.json) out(JSON.stringify({ applied }));
    else out(applied.length > 0 ? `Applied: ${applied.join(', ')}` : 'Nothing to apply.');
    return EXIT.done;
  } finally {
    await server.close();
  }
}

/** Shows each migration as applied, pending or changed. Exit code 1 when any is not applied as it lies here. */
export async function status(out: Out, config: Config, options: { json?: boolean } = {}): Promise<number> {
  const server = await openDatabaseServer(config);
  try {
    const migrations = await migrationStatus(server.owner_url, modules);
    if (options.json) out(JSON.stringify({ migrations }));
    else for (const one of migrations) out(`${one.state.padEnd(8)} ${one.module}/${one.file}`);
    return migrations.every((one) => one.state === 'applied') ? EXIT.done : EXIT.found;
  } finally {
    await server.close();
  }
}

/** Puts jobs that failed for good back into their queues, for when their cause is mended. */
export async function retryJobs(out: Out, config: Config, options: { json?: boolean } = {}): Promise<number> {
  const server = await openDatabaseServer(config);
  const database = openDatabase(server.owner_url, config.secret, 1);
  try {
    const retried = await retryFailedJobs(database.urlOf('sauda_jobs'));
    out(options.json ? JSON.stringify({ retried }) : `${retried} jobs wait again.`);
    return EXIT.done;
  } finally {
    await database.close();
    await server.close();
  }
}
