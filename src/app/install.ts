import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { systemActor } from '../platform/actor.ts';
import type { Config } from '../platform/config.ts';
import { startCluster } from '../platform/database/cluster.ts';
import { type Database, inTransaction, openDatabase } from '../platform/database/database.ts';
import { migrate } from '../platform/database/migrate.ts';
import { prepareJobs } from '../platform/jobs.ts';
import { modules } from './modules.ts';

const NAME = 'sauda';
/** Where a first installation is put together; it takes its name only when it is whole. */
const BUILDING = 'sauda_building';
const LOCK = 4170_0004;

/** The database of this installation, up to date and with its reference data. */
export interface Installation {
  database: Database;
  owner_url: string;
  close(): Promise<void>;
}

/** Puts into a new installation what it starts with, like the demonstration corridor. Commits need not wait for the disk. */
export type Furnish = (base: { database: Database; owner_url: string }) => Promise<void>;

/**
 * Starts or joins PostgreSQL, migrates and loads reference data; a no-op when all is there. Without `furnish`
 * nothing is built: it throws when there is no installation yet.
 */
export async function openInstallation(
  config: Config,
  say: (line: string) => void,
  furnish: Furnish | undefined,
): Promise<Installation> {
  mkdirSync(config.home, { recursive: true });
  if (config.database_url) return open(config, config.database_url, say, furnish, async () => undefined);
  say('PostgreSQL starts');
  const cluster = await startCluster(join(config.home, 'database'), config.secret, { durable: true });
  try {
    await ensureBuilt(config, (name) => cluster.url(name), say, furnish);
    return await open(config, cluster.url(NAME), say, undefined, () => cluster.stop());
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Builds a first installation aside, so that one that was interrupted is simply built again. */
async function ensureBuilt(
  config: Config,
  url: (name: string) => string,
  say: (line: string) => void,
  furnish: Furnish | undefined,
): Promise<void> {
  const admin = new pg.Client({ connectionString: url('postgres') });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock($1)', [LOCK]);
    const known = await admin.query('select 1 from pg_database where datname = $1', [NAME]);
    if (known.rowCount) return;
    if (!furnish)
      throw new Error('There is no installation here yet. Run npm start once, or set SAUDA_HOME.');
    say('First start: the installation is put together');
    await admin.query(`drop database if exists ${BUILDING} with (force)`);
    await admin.query(`create database ${BUILDING}`);
    const built = await open(config, url(BUILDING), say, furnish, async () => undefined);
    await built.close();
    await admin.query(`alter database ${BUILDING} rename to ${NAME}`);
    await admin.query('checkpoint');
  } finally {
    await admin.end();
  }
}

async function open(
  config: Config,
  owner_url: string,
  say: (line: string) => void,
  furnish: Furnish | undefined,
  stop: () => Promise<void>,
): Promise<Installation> {
  const pending = (await migrate(owner_url, config.secret, modules)).filter((s) => s.state === 'pending');
  if (pending.length > 0) say(`${pending.length} migrations applied`);
  await prepareJobs(owner_url);
  const database = openDatabase(owner_url, config.secret, config.pool_size);
  for (const { load } of modules)
    if (load)
      for (const { set, rows } of await inTransaction(database.system, systemActor.org_id, (tx) => load(tx)))
        if (pending.length > 0) say(`  ${set}: ${rows.toLocaleString('en')} rows`);
  if (pending.length > 0) await measureTables(owner_url);
  if (furnish) {
    const relaxed = openDatabase(owner_url, config.secret, config.pool_size, { relaxed: true });
    try {
      await furnish({ database: relaxed, owner_url });
    } finally {
      await relaxed.close();
    }
    if (pending.length > 0) await measureTables(owner_url);
  }
  return {
    database,
    owner_url,
    close: async () => {
      await database.close();
      await stop();
    },
  };
}

/** PostgreSQL plans by what it knows of the tables; by itself it would look at new ones only minutes later. */
async function measureTables(owner_url: string): Promise<void> {
  const owner = new pg.Client({ connectionString: owner_url });
  await owner.connect();
  try {
    await owner.query('analyze');
  } finally {
    await owner.end();
  }
}
