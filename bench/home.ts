import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemActor } from '../src/platform/actor.ts';
import { type Cluster, startCluster } from '../src/platform/database/cluster.ts';
import { type Database, inTransaction, openDatabase } from '../src/platform/database/database.ts';
import type { Tx } from '../src/platform/index.ts';

/** The folder of an installation that lives as long as a bench or a test. */
export interface Home {
  folder: string;
  remove(): void;
}

export function temporaryHome(): Home {
  const folder = mkdtempSync(join(tmpdir(), 'sauda-bench-'));
  // For root too the database's files lie in it then, and go with it.
  chmodSync(folder, 0o755);
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** The database of an installation, whether or not its server runs. */
export interface OpenedHome {
  cluster: Cluster;
  database: Database;
  asSystem<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

export async function openHome(folder: string): Promise<OpenedHome> {
  const secret = readFileSync(join(folder, 'secret'), 'utf8').trim();
  const cluster = await startCluster(join(folder, 'database'), secret, { durable: true });
  const database = openDatabase(cluster.url('sauda'), secret, 2);
  return {
    cluster,
    database,
    asSystem: (work) => inTransaction(database.system, systemActor.org_id, (tx) => work(tx)),
    close: async () => {
      await database.close();
      await cluster.stop();
    },
  };
}
