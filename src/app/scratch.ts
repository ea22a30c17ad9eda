import { join } from 'node:path';
import pg from 'pg';
import { systemActor } from '../platform/actor.ts';
import type { Config } from '../platform/config.ts';
import { startCluster } from '../platform/database/cluster.ts';
import { inTransaction, openDatabase } from '../platform/database/database.ts';
import { migrate } from '../platform/database/migrate.ts';
import { prepareJobs } from '../platform/jobs.ts';
import type { Installation } from './install.ts';
import { modules } from './modules.ts';

/**
 * An empty installation for one run, in a database of its own beside the real one, so that walks and
 * simulations leave nothing behind. Closing drops it.
 */
export async function openScratch(config: Config): Promise<Installation> {
  const cluster = config.database_url
    ? undefined
    : await startCluster(join(config.home, 'database'), config.secret, { durable: true });
  const server = cluster?.url('postgres') ?? config.database_url ?? '';
  const name = `sauda_scratch_${process.pid}`;
  const owner_url = cluster?.url(name) ?? Object.assign(new URL(server), { pathname: `/${name}` }).toString();
  const drop = `drop database if exists ${name} with (force)`;
  await onServer(server, [drop, `create database ${name}`]);
  const database = openDatabase(owner_url, config.secret, config.pool_size, { relaxed: true });
  const close = async (): Promise<void> => {
    await database.close();
    await onServer(server, [drop]);
    await cluster?.stop();
  };
  try {
    await migrate(owner_url, config.secret, modules);
    await prepareJobs(owner_url);
    for (const { load } of modules)
      if (load) await inTransaction(database.system, systemActor.org_id, (tx) => load(tx));
    return { database, owner_url, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function onServer(url: string, commands: readonly string[]): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    for (const command of commands) await admin.query(command);
  } finally {
    await admin.end();
  }
}
