import pg from 'pg';
import { PgBoss } from 'pg-boss';

/** Puts every job that failed for good back into its queue, once more. Returns how many there were. */
export async function retryFailedJobs(connectionString: string): Promise<number> {
  const client = new pg.Client({ connectionString, application_name: 'sauda retry jobs' });
  const boss = new PgBoss({
    connectionString,
    schema: 'pgboss',
    createSchema: false,
    migrate: false,
    max: 1,
  });
  await client.connect();
  try {
    const queues = await client.query<{ job: string | null }>(`select to_regclass('pgboss.job') as job`);
    if (!queues.rows[0]?.job) return 0;
    const { rows } = await client.query<{ name: string; ids: string[] }>(
      `select name, array_agg(id::text) as ids from pgboss.job where state = 'failed' group by name`,
    );
    await boss.start();
    for (const { name, ids } of rows) await boss.retry(name, ids);
    await boss.stop({ graceful: false, close: true });
    return rows.reduce((total, { ids }) => total + ids.length, 0);
  } finally {
    await client.end();
  }
}
