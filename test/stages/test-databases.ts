import pg from 'pg';
import type { Cluster } from '../../src/platform/database/cluster.ts';
import { enterTestCluster, leaveTestCluster } from '../cluster.ts';

const TEMPLATE_KEPT_HOURS = 48;

/**
 * Holds the test PostgreSQL open for the whole run, so that it is not stopped and started between files, and
 * drops what killed runs and old templates left behind.
 */
export async function keepTestCluster(): Promise<Pick<Cluster, 'stop'>> {
  const cluster = await enterTestCluster();
  const admin = new pg.Client({ connectionString: cluster.url('postgres') });
  await admin.connect();
  const { rows } = await admin.query<{ datname: string; age_hours: number }>(
    `select datname, extract(epoch from now() - (pg_stat_file('base/' || oid || '/PG_VERSION')).modification) / 3600 as age_hours
       from pg_database where datname like 't\\_%' or datname like 'template\\_%'`,
  );
  for (const { datname, age_hours } of rows) {
    const [, pid] = /^t_(\d+)_/.exec(datname) ?? [];
    const abandoned = pid ? !isAlive(Number(pid)) : Number(age_hours) > TEMPLATE_KEPT_HOURS;
    if (abandoned) await admin.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`);
  }
  await admin.end();
  return { stop: leaveTestCluster };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
