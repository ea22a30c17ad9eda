import Fastify from 'fastify';
import pg from 'pg';
import { startCluster } from '../src/platform/database/cluster.ts';

/**
 * The ceiling: Fastify and pg with nothing between them, as a process of its own. What it cannot do on this
 * machine, Sauda cannot do either. Its work comes as JSON in BARE.
 */
export interface BareWork {
  /** A database by address, or a cluster to start in a folder. */
  url?: string;
  cluster?: { folder: string; secret: string };
  /** Statements served at /read/NAME, from the database at `readUrl`, or `url` where there is none. */
  readUrl?: string;
  reads?: Record<string, { sql: string; params: unknown[] }>;
  /** Whether the tables for POST /write exist in the database at `url`. */
  writes?: boolean;
}

const POOL_SIZE = 12;
const work = JSON.parse(process.env.BARE ?? '{}') as BareWork;
const cluster = work.cluster
  ? await startCluster(work.cluster.folder, work.cluster.secret, { durable: true })
  : undefined;
const pool = new pg.Pool({ connectionString: work.url ?? cluster?.url('postgres'), max: POOL_SIZE });
const shelf = work.readUrl ? new pg.Pool({ connectionString: work.readUrl, max: POOL_SIZE }) : pool;
const app = Fastify();

for (const [name, { sql, params }] of Object.entries(work.reads ?? {}))
  app.get(`/read/${name}`, async () => (await shelf.query({ name, text: sql, values: params })).rows);

// One command as plain as can be: a row inserted and a row changed, each with its round trip.
app.post<{ Body: { id: string; step: number } }>('/write', async (request) => {
  const { id, step } = request.body;
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query({
      name: 'insert',
      text: 'insert into bare.step (id, number, body) values ($1, $2, $3)',
      values: [id, step, request.body],
    });
    await client.query({
      name: 'update',
      text: 'insert into bare.flow (id, step) values ($1, $2) on conflict (id) do update set step = excluded.step',
      values: [id, step],
    });
    await client.query('commit');
    return { id, step };
  } finally {
    client.release();
  }
});
app.get('/memory', async () => ({ rss: process.memoryUsage.rss() }));

const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`bare server at ${address}\n`);
process.once('SIGTERM', () => void end());

async function end(): Promise<void> {
  await app.close();
  await pool.end();
  if (shelf !== pool) await shelf.end();
  await cluster?.stop();
}
