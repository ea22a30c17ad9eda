import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { sha256Hex } from '../../kernel/hash.ts';
import { knowsIcu, MEND_ICU, WITHOUT_ICU } from './collation.ts';
import { databaseRoles, rolePassword } from './database.ts';

/** The migrations of one module: a folder of numbered SQL files, applied in order. */
export interface MigrationSet {
  name: string;
  migrations: URL;
}

export interface MigrationStatus {
  module: string;
  file: string;
  checksum: string;
  state: 'applied' | 'pending' | 'changed';
}

const LOCK = 4170_0001;
const platformSet: MigrationSet = {
  name: 'platform',
  migrations: new URL('../migrations/', import.meta.url),
};

/**
 * Brings a database up to date: roles, then each module's files, each in a transaction of its own. Refuses
 * when an applied file has changed since, and a database without ICU. Safe to run from several processes at once.
 */
export async function migrate(
  ownerUrl: string,
  secret: string,
  sets: readonly MigrationSet[],
): Promise<MigrationStatus[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sauda migrate' });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    // Before anything is written: half a set of tables would be harder to mend than none.
    if (!(await knowsIcu(client))) throw new Error(`Nothing was set up: ${WITHOUT_ICU}. ${MEND_ICU}`);
    await prepare(client, secret);
    const status = await statusOn(client, sets);
    const changed = status.filter((s) => s.state === 'changed');
    if (changed.length > 0)
      throw new Error(
        `Applied migrations have changed since: ${changed.map((c) => `${c.module}/${c.file}`).join(', ')}. Add a new file instead.`,
      );
    for (const pending of status.filter((s) => s.state === 'pending')) await apply(client, sets, pending);
    return status;
  } finally {
    await client.end();
  }
}

/** What is applied, what waits, what was changed after it was applied. */
export async function migrationStatus(
  ownerUrl: string,
  sets: readonly MigrationSet[],
): Promise<MigrationStatus[]> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sauda migrate' });
  await client.connect();
  try {
    return await statusOn(client, sets);
  } finally {
    await client.end();
  }
}

async function prepare(client: pg.Client, secret: string): Promise<void> {
  for (const role of databaseRoles) {
    const attributes = `login nosuperuser nobypassrls nocreatedb nocreaterole noinherit password '${rolePassword(secret, role)}'`;
    const known = await client.query('select 1 from pg_roles where rolname = $1', [role]);
    await client.query(`${known.rowCount ? 'alter' : 'create'} role ${role} with ${attributes}`);
  }
  await client.query(`
    create schema if not exists platform;
    grant usage on schema platform to sauda_app, sauda_system;
    create table if not exists platform.migration (
      module text not null, file text not null, checksum text not null,
      applied_at timestamptz not null default now(), primary key (module, file));
    revoke create on schema public from public`);
}

async function statusOn(client: pg.Client, sets: readonly MigrationSet[]): Promise<MigrationStatus[]> {
  const exists = await client.query(`select to_regclass('platform.migration') as t`);
  const applied = exists.rows[0]?.t
    ? (
        await client.query<{ module: string; file: string; checksum: string }>(
          'select module, file, checksum from platform.migration',
        )
      ).rows
    : [];
  return [platformSet, ...sets].flatMap((set) =>
    migrationFiles(set).map(({ file, checksum }) => {
      const known = applied.find((a) => a.module === set.name && a.file === file);
      const state = !known ? 'pending' : known.checksum === checksum ? 'applied' : 'changed';
      return { module: set.name, file, checksum, state } as const;
    }),
  );
}

async function apply(
  client: pg.Client,
  sets: readonly MigrationSet[],
  pending: MigrationStatus,
): Promise<void> {
  const set = [platformSet, ...sets].find((s) => s.name === pending.module);
  const sql = readFileSync(new URL(pending.file, set?.migrations), 'utf8');
  const schema = pending.module.replaceAll('-', '_');
  try {
    await client.query('begin');
    await client.query(
      `create schema if not exists ${schema}; grant usage on schema ${schema} to sauda_app, sauda_system`,
    );
    await client.query(sql);
    await client.query('insert into platform.migration (module, file, checksum) values ($1, $2, $3)', [
      pending.module,
      pending.file,
      pending.checksum,
    ]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(
      `Migration ${pending.module}/${pending.file} failed: ${error instanceof Error ? error.message : error}`,
      { cause: error },
    );
  }
}

export function migrationFiles(set: MigrationSet): { file: string; checksum: string }[] {
  return readdirSync(fileURLToPath(set.migrations))
    .filter((file) => /^\d{4}-[a-z0-9-]+\.sql$/.test(file))
    .sort()
    .map((file) => ({ file, checksum: sha256Hex(readFileSync(new URL(file, set.migrations))) }));
}
