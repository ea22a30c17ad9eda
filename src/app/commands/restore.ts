import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRefusal } from '../../kernel/refusal.ts';
import { restoreBackup } from '../../platform/backup/index.ts';
import type { Config } from '../../platform/config.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { migrate } from '../../platform/database/migrate.ts';
import { openJobs, prepareJobs } from '../../platform/jobs.ts';
import { openDatabaseServer } from '../database-server.ts';
import { jobs, modules } from '../modules.ts';
import { barFor, explainBackupRefusal } from './backup-terminal.ts';
import { EXIT } from './exit-codes.ts';

/** Brings a backup back into an installation that has no deals and no accounts yet; all of it or nothing. */
export async function restore(
  out: (line: string) => void,
  config: Config,
  options: { folder: string; json?: boolean },
): Promise<number> {
  const server = await openDatabaseServer(config, { create: true });
  const database = openDatabase(server.owner_url, config.secret, 1);
  let restored = false;
  try {
    const migrations = await migrate(server.owner_url, config.secret, modules);
    await prepareJobs(server.owner_url);
    const queue = await openJobs(database.urlOf('sauda_jobs'), jobs, () => undefined);
    let outcome: Awaited<ReturnType<typeof restoreBackup>>;
    try {
      outcome = await restoreBackup({
        system_url: database.urlOf('sauda_system'),
        migrations,
        home: config.home,
        folder: options.folder,
        jobs: queue,
        ...(options.json ? {} : { progress: barFor('Restore') }),
      });
    } finally {
      await queue.stop();
    }
    if (isRefusal(outcome)) return explainBackupRefusal(out, outcome, options);
    restored = true;
    const rows = outcome.tables.reduce((total, table) => total + table.rows, 0);
    const other_secret = hasOtherSecret(config, options.folder);
    if (options.json)
      out(JSON.stringify({ tables: outcome.tables.length, rows, taken_at: outcome.taken_at, other_secret }));
    else {
      out(`${rows.toLocaleString('en')} rows are back, as of ${outcome.taken_at}.`);
      out('Now run: npm run -s sauda -- audit verify');
      if (other_secret)
        out(
          `The secret differs from that of the backup (${join(options.folder, 'home', 'secret')}): second factors must be set up anew.`,
        );
    }
    return EXIT.done;
  } finally {
    await database.close();
    if (!restored) await server.discard();
    await server.close();
  }
}

function hasOtherSecret(config: Config, folder: string): boolean {
  const file = join(folder, 'home', 'secret');
  return existsSync(file) && readFileSync(file, 'utf8').trim() !== config.secret;
}
