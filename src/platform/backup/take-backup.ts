import { createHash } from 'node:crypto';
import {
  copyFileSync,
  createWriteStream,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { sha256Hex } from '../../kernel/hash.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import type { MigrationStatus } from '../database/migrate.ts';
import { type Tx, txOn } from '../database/tx.ts';
import { CONTENTS_FILE, type Contents, JOBS_FILE } from './format.ts';
import { backupTables } from './tables.ts';

const ROWS_AT_ONCE = 2000;
const OWNER_ONLY = { mode: 0o600 };
/** What of the home folder cannot be made again from the database. */
const KEPT_OF_HOME = ['files', 'keys', 'statistics', 'secret'];

/**
 * Writes a consistent copy of the whole database, as of one moment, and of the home folder's files into a new
 * folder. `system_url` is the connection of sauda_system, which sees every row. Refuses with
 * backup.folder_taken.
 */
export async function takeBackup(options: {
  system_url: string;
  migrations: readonly MigrationStatus[];
  home: string;
  folder: string;
  taken_at: Date;
  progress?(label: string, done: number, total: number): void;
}): Promise<Outcome<Contents>> {
  const { folder } = options;
  if (existsSync(folder) && readdirSync(folder).length > 0) return refuse('backup.folder_taken', { folder });
  mkdirSync(join(folder, 'tables'), { recursive: true, mode: 0o700 });
  const contents: Contents = {
    format: 'sauda-backup',
    version: 1,
    taken_at: options.taken_at.toISOString(),
    migrations: options.migrations.map(({ module, file, checksum }) => ({ module, file, checksum })),
    tables: [],
    jobs: { file: JOBS_FILE, rows: 0, sha256: '' },
    files: [],
  };
  const client = new pg.Client({ connectionString: options.system_url, application_name: 'sauda backup' });
  await client.connect();
  try {
    await client.query('begin isolation level repeatable read read only');
    const tx = txOn(client);
    const tables = await backupTables(tx);
    for (const [at, { name, columns }] of tables.entries()) {
      options.progress?.(name, at, tables.length);
      const file = `tables/${name.replaceAll('"', '')}.ndjson.gz`;
      const query = `select row_to_json(t)::text as line from (select ${columns.join(', ')} from ${name}) t`;
      contents.tables.push({ name, columns, file, ...(await writeLines(tx, query, join(folder, file))) });
    }
    const queues = await tx.one<{ there: boolean }>(`select to_regclass('pgboss.job') is not null as there`);
    const jobs = queues.there ? openJobsQuery : `select '' as line where false`;
    contents.jobs = { ...contents.jobs, ...(await writeLines(tx, jobs, join(folder, JOBS_FILE))) };
    options.progress?.('done', tables.length, tables.length);
  } finally {
    await client.end();
  }
  contents.files = keepFiles(options.home, join(folder, 'home'));
  writeFileSync(join(folder, CONTENTS_FILE), `${JSON.stringify(contents, null, 1)}\n`, OWNER_ONLY);
  return contents;
}

/** Jobs that still have something to do; those that failed for good get another chance after a restore. */
const openJobsQuery = `
  select json_build_object('queue', name, 'job', data, 'start_after', start_after)::text as line
    from pgboss.job where state not in ('completed', 'cancelled') order by created_on, id`;

async function writeLines(tx: Tx, query: string, file: string): Promise<{ rows: number; sha256: string }> {
  const hash = createHash('sha256');
  let rows = 0;
  await tx.run(`declare backup_rows no scroll cursor for ${query}`);
  async function* lines(): AsyncGenerator<string> {
    for (;;) {
      // Postgres writes the JSON and nobody parses it here, so that no number passes through a float.
      const some = await tx.rows<{ line: string }>(`fetch ${ROWS_AT_ONCE} from backup_rows`);
      if (some.length === 0) return;
      rows += some.length;
      const text = some.map(({ line }) => `${line}\n`).join('');
      hash.update(text);
      yield text;
    }
  }
  await pipeline(Readable.from(lines()), createGzip({ level: 6 }), createWriteStream(file, OWNER_ONLY));
  await tx.run('close backup_rows');
  return { rows, sha256: hash.digest('hex') };
}

/** A file that goes meanwhile is named by no row of the copy: stored files go a day after their last row did. */
function keepFiles(home: string, target: string): Contents['files'] {
  const files: Contents['files'] = [];
  const keep = (path: string): void => {
    const from = join(home, path);
    const found = statSync(from, { throwIfNoEntry: false });
    if (!found || path.endsWith('/tmp') || path.endsWith('.part')) return;
    if (found.isDirectory()) {
      for (const name of readdirSync(from).sort()) keep(`${path}/${name}`);
      return;
    }
    const to = join(target, path);
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
    if (!copied(from, to)) return;
    const content = readFileSync(to);
    files.push({ path, bytes: content.length, sha256: sha256Hex(content) });
  };
  for (const path of KEPT_OF_HOME) keep(path);
  return files;
}

/** False when the file is not there any more. */
function copied(from: string, to: string): boolean {
  try {
    copyFileSync(from, to);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}
