import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import type { Config } from '../platform/config.ts';
import { startCluster } from '../platform/database/cluster.ts';

const DATABASE_NAME = 'sauda';
// The first start holds it while it builds the database.
const LOCK = 4170_0004;

/** The PostgreSQL of this installation, as its owner reaches it; what is in it may be out of date. */
export interface DatabaseServer {
  owner_url: string;
  /** Removes the database again, if it was created by this opening. */
  discard(): Promise<void>;
  /** Stops the server if it is ours and nobody else uses it. */
  close(): Promise<void>;
}

/**
 * Uses DATABASE_URL, or starts or joins the embedded server. Where that holds no database yet, an empty one is
 * created if asked for; else this throws, because the first start has more to put into it.
 */
export async function openDatabaseServer(
  config: Config,
  options: { create?: boolean } = {},
): Promise<DatabaseServer> {
  const nothing = async (): Promise<void> => undefined;
  if (config.database_url) return { owner_url: config.database_url, discard: nothing, close: nothing };
  mkdirSync(config.home, { recursive: true });
  const cluster = await startCluster(embeddedFolder(config), config.secret, { durable: true });
  try {
    const created = await ensureDatabase(cluster.url('postgres'), options.create ?? false);
    const drop = `drop database if exists ${DATABASE_NAME} with (force)`;
    return {
      owner_url: cluster.url(DATABASE_NAME),
      discard: created
        ? () => onServer(cluster.url('postgres'), async (admin) => void (await admin.query(drop)))
        : nothing,
      close: () => cluster.stop(),
    };
  } catch (error) {
    await cluster.stop();
    throw error;
  }
}

/** Where the embedded server is wanted; see choosePlace for where it lies when its user cannot go there. */
export function embeddedFolder(config: Config): string {
  return join(config.home, 'database');
}

async function ensureDatabase(url: string, create: boolean): Promise<boolean> {
  let created = false;
  await onServer(url, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [LOCK]);
    const known = await admin.query('select 1 from pg_database where datname = $1', [DATABASE_NAME]);
    if (known.rowCount) return;
    if (!create) throw new Error('There is no database here yet. The first start makes it: npm start');
    await admin.query(`create database ${DATABASE_NAME}`);
    created = true;
  });
  return created;
}

async function onServer(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
