import { join } from 'node:path';
import { systemClock } from '../../kernel/clock.ts';
import { isRefusal } from '../../kernel/refusal.ts';
import { takeBackup } from '../../platform/backup/index.ts';
import type { Config } from '../../platform/config.ts';
import { openDatabase } from '../../platform/database/database.ts';
import { migrationStatus } from '../../platform/database/migrate.ts';
import { openDatabaseServer } from '../database-server.ts';
import { modules } from '../modules.ts';
import { barFor, explainBackupRefusal } from './backup-terminal.ts';
import { EXIT } from './exit-codes.ts';

/**
 * Copies the whole installation as of one moment into a folder, by default one named after the time in
 * `SAUDA_HOME/backups`; the server may go on running. See docs/guides/backup.md for what is in it.
 */
export async function backup(
  out: (line: string) => void,
  config: Config,
  options: { folder?: string; json?: boolean } = {},
): Promise<number> {
  const taken_at = systemClock.now();
  const stamp = taken_at.toISOString().slice(0, 19).replaceAll(':', '-');
  const folder = options.folder ?? join(config.home, 'backups', stamp);
  const server = await openDatabaseServer(config);
  const database = openDatabase(server.owner_url, config.secret, 1);
  try {
    const outcome = await takeBackup({
      system_url: database.urlOf('sauda_system'),
      migrations: (await migrationStatus(server.owner_url, modules)).filter((one) => one.state === 'applied'),
      home: config.home,
      folder,
      taken_at,
      ...(options.json ? {} : { progress: barFor('Backup') }),
    });
    if (isRefusal(outcome)) return explainBackupRefusal(out, outcome, options);
    const rows = outcome.tables.reduce((total, table) => total + table.rows, 0);
    const files = outcome.files.length;
    if (options.json) out(JSON.stringify({ folder, tables: outcome.tables.length, rows, files }));
    else {
      out(
        `${outcome.tables.length} tables, ${rows.toLocaleString('en')} rows and ${files} files are in ${folder}`,
      );
      out('It holds keys and password hashes: keep it where only you can read it.');
    }
    return EXIT.done;
  } finally {
    await database.close();
    await server.close();
  }
}
