import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { systemActor } from '../platform/actor.ts';
import type { Config } from '../platform/config.ts';
import { type Cluster, startCluster } from '../platform/database/cluster.ts';
import { type Database, inTransaction, openDatabase } from '../platform/database/database.ts';
import { migrate } from '../platform/database/migrate.ts';
import { prepareJobs } from '../platform/jobs.ts';
import type { LoadedSet } from '../platform/use-case.ts';
import { modules } from './modules.ts';

const DATABASE_NAME = 'sauda';

/** The database of this installation, up to date and with its reference data. */
export interface Installation {
  database: Database;
  owner_url: string;
  loaded: LoadedSet[];
  close(): Promise<void>;
}

/** Starts or joins PostgreSQL, migrates and loads reference data; a no-op when all is there. */
export async function openInstallation(config: Config, say: (line: string) => void): Promise<Installation> {
  mkdirSync(config.home, { recursive: true });
  let cluster: Cluster | undefined;
  let owner_url = config.database_url;
  if (!owner_url) {
    say('PostgreSQL: starting');
    cluster = await startCluster(join(config.home, 'database'), config.secret, { durable: true });
    await createDatabase(cluster.url('postgres'));
    owner_url = cluster.url(DATABASE_NAME);
  }
  try {
    const pending = (await migrate(owner_url, config.secret, modules)).filter((s) => s.state === 'pending');
    if (pending.length > 0) say(`Database: ${pending.length} migrations applied`);
    await prepareJobs(owner_url);
    const database = openDatabase(owner_url, config.secret, config.pool_size);
    const loaded: LoadedSet[] = [];
    for (const { load } of modules)
      if (load) loaded.push(...(await inTransaction(database.system, systemActor.org_id, (tx) => load(tx))));
    return {
      database,
      owner_url,
      loaded,
      close: async () => {
        await database.close();
        await cluster?.stop();
      },
    };
  } catch (error) {
    await cluster?.stop();
    throw error;
  }
}

async function createDatabase(url: string): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await admin.query('select pg_advisory_lock(4170004)');
    const known = await admin.query('select 1 from pg_database where datname = $1', [DATABASE_NAME]);
    if (known.rowCount === 0) await admin.query(`create database ${DATABASE_NAME}`);
  } finally {
    await admin.end();
  }
}
