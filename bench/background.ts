import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Database } from '../src/platform/database/database.ts';

const LIMIT_MS = 300_000;

export interface Backlog {
  /** Jobs that waited when the load ended. */
  waiting: number;
  /** Time until none of them waited. */
  worked_off_ms: number;
}

/** Waits until the background work that the deals caused is done. */
export async function untilWorkedOff(database: Database): Promise<Backlog> {
  const client = new pg.Client({ connectionString: database.urlOf('sauda_jobs') });
  await client.connect();
  const begin = performance.now();
  try {
    const waiting = await countWaiting(client);
    for (let left = waiting; left > 0; left = await countWaiting(client)) {
      if (performance.now() - begin > LIMIT_MS) throw new Error(`${left} jobs still wait`);
      await sleep(250);
    }
    return { waiting, worked_off_ms: performance.now() - begin };
  } finally {
    await client.end();
  }
}

async function countWaiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ waiting: number }>(
    `select ((select count(*) from platform.outbox where queue = 'deals.event')
       + (select count(*) from pgboss.job where name = 'deals.event' and state in ('created', 'retry', 'active')))::int as waiting`,
  );
  return rows[0]?.waiting ?? 0;
}
