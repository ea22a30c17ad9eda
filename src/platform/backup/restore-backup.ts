import { createHash } from 'node:crypto';
import { copyFileSync, createReadStream, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import pg from 'pg';
import { sha256Hex } from '../../kernel/hash.ts';
import { isRefusal, type JsonObject, type Outcome, type Refusal, refuse } from '../../kernel/refusal.ts';
import type { MigrationStatus } from '../database/migrate.ts';
import { type Tx, txOn } from '../database/tx.ts';
import type { JobSink } from '../execute.ts';
import { type Contents, readContents } from './format.ts';
import { backupTables } from './tables.ts';

const ROWS_AT_ONCE = 1000;

/**
 * Brings a backup back into a migrated database without deals or accounts; reference data there is replaced.
 * All or nothing: everything is in one transaction and each table's rows and checksum are compared before it
 * commits. Refuses with backup.not_a_backup, backup.other_version, backup.not_empty, backup.damaged.
 */
export async function restoreBackup(options: {
  system_url: string;
  migrations: readonly MigrationStatus[];
  home: string;
  folder: string;
  jobs: JobSink;
  progress?(label: string, done: number, total: number): void;
}): Promise<Outcome<Contents>> {
  const contents = readContents(options.folder);
  if (isRefusal(contents)) return contents;
  const refusal = otherVersion(contents, options.migrations) ?? damagedFile(contents, options.folder);
  if (refusal) return refusal;
  const client = new pg.Client({ connectionString: options.system_url, application_name: 'sauda restore' });
  await client.connect();
  try {
    // The ledger takes rows from nobody but its own function, except in a transaction that says it restores.
    await client.query(`begin; set local app.restoring = 'yes'`);
    const outcome = await restoreRows(txOn(client), contents, options);
    // Before the commit: a key too many does no harm, a database without its keys does.
    if (!isRefusal(outcome)) bringFiles(contents, options.folder, options.home);
    await client.query(isRefusal(outcome) ? 'rollback' : 'commit');
    return outcome;
  } finally {
    await client.end();
  }
}

async function restoreRows(
  tx: Tx,
  contents: Contents,
  options: { folder: string; jobs: JobSink; progress?(label: string, done: number, total: number): void },
): Promise<Outcome<Contents>> {
  const tables = await backupTables(tx);
  for (const table of tables) {
    if (table.reference) continue;
    const row = await tx.maybe(`select 1 from ${table.name} limit 1`);
    if (row) return refuse('backup.not_empty', { table: table.name });
  }
  for (const table of tables.toReversed()) if (table.reference) await tx.run(`delete from ${table.name}`);

  for (const [at, { name }] of tables.entries()) {
    options.progress?.(name, at, tables.length);
    const kept = contents.tables.find((table) => table.name === name);
    if (!kept) return refuse('backup.damaged', { what: `${name} is missing` });
    const columns = kept.columns.join(', ');
    const insert = `insert into ${name} (${columns}) select ${columns} from json_populate_recordset(null::${name}, $1::json)`;
    const refusal = await eachBatch(options.folder, kept, (lines) =>
      tx.run(insert, [`[${lines.join(',')}]`]),
    );
    if (refusal) return refusal;
  }
  const refusal = await eachBatch(options.folder, contents.jobs, async (lines) => {
    for (const line of lines) {
      const { queue, job, start_after } = JSON.parse(line) as {
        queue: string;
        job: JsonObject;
        start_after: string;
      };
      await options.jobs.enqueue(tx, queue, job, { start_after: new Date(start_after) });
    }
  });
  options.progress?.('done', tables.length, tables.length);
  return refusal ?? contents;
}

/** Reads the lines of a file in batches and compares their number and checksum with what was noted. */
async function eachBatch(
  folder: string,
  kept: { file: string; rows: number; sha256: string },
  work: (lines: string[]) => Promise<unknown>,
): Promise<Refusal | undefined> {
  const hash = createHash('sha256');
  let rows = 0;
  let batch: string[] = [];
  try {
    for await (const line of linesOf(join(folder, kept.file))) {
      hash.update(`${line}\n`);
      rows += 1;
      batch.push(line);
      if (batch.length < ROWS_AT_ONCE) continue;
      await work(batch);
      batch = [];
    }
    if (batch.length > 0) await work(batch);
  } catch (error) {
    return refuse('backup.damaged', {
      what: `${kept.file}: ${error instanceof Error ? error.message : error}`,
    });
  }
  if (rows !== kept.rows)
    return refuse('backup.damaged', { what: `${kept.file} has ${rows} rows, ${kept.rows} were written` });
  if (hash.digest('hex') !== kept.sha256)
    return refuse('backup.damaged', { what: `the checksum of ${kept.file} does not hold` });
  return undefined;
}

async function* linesOf(file: string): AsyncGenerator<string> {
  // An error of either stream is thrown by the loop below.
  const plain = pipeline(createReadStream(file), createGunzip(), () => undefined);
  plain.setEncoding('utf8');
  let rest = '';
  for await (const text of plain as AsyncIterable<string>) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function otherVersion(contents: Contents, migrations: readonly MigrationStatus[]): Refusal | undefined {
  const key = (one: { module: string; file: string; checksum: string }): string =>
    `${one.module}/${one.file} ${one.checksum.slice(0, 8)}`;
  const here = new Set(migrations.map(key));
  const there = new Set(contents.migrations.map(key));
  const differing = [...here.symmetricDifference(there)];
  return differing.length > 0
    ? refuse('backup.other_version', { difference: differing.slice(0, 5).join(', ') })
    : undefined;
}

function damagedFile(contents: Contents, folder: string): Refusal | undefined {
  const broken = contents.files.find(({ path, sha256 }) => {
    const file = join(folder, 'home', path);
    return !existsSync(file) || sha256Hex(readFileSync(file)) !== sha256;
  });
  return broken ? refuse('backup.damaged', { what: `home/${broken.path}` }) : undefined;
}

function bringFiles(contents: Contents, folder: string, home: string): void {
  for (const { path } of contents.files) {
    // The secret of the new home already guards its database; the old one is for the operator to set.
    if (path === 'secret') continue;
    const to = join(home, path);
    mkdirSync(dirname(to), { recursive: true, mode: 0o700 });
    copyFileSync(join(folder, 'home', path), to);
  }
}
