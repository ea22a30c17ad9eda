import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { type TestApp, testApp } from '../../../test/app.ts';
import type { JsonObject } from '../../kernel/refusal.ts';
import { systemActor } from '../actor.ts';
import { inTransaction } from '../database/database.ts';
import type { AnyJob, Tx } from '../index.ts';
import { type JobQueue, openJobs, prepareJobs } from '../jobs.ts';

const WITHIN_MS = 5000;
const QUEUE = 'test.outbox';

let app: TestApp;
let sender: JobQueue;
let server: JobQueue;
const done: JsonObject[] = [];
const jobs: AnyJob[] = [{ queue: QUEUE, handler: async (_ctx, job) => void done.push(job) }];
const fail = (error: Error): void => {
  throw error;
};

before(async () => {
  app = await testApp([]);
  await prepareJobs(app.ownerUrl);
  const url = app.database.urlOf('sauda_jobs');
  server = await openJobs(url, jobs, fail);
  await server.work(app.runtime, jobs);
  sender = await openJobs(url, jobs, fail, { tended: false });
  // The first look at an empty queue is over: from here on it looks again after half a minute, or when it is woken.
  await pause(500);
});
after(async () => {
  await sender?.stop();
  await server?.stop();
  await app.close();
});

const inTx = (work: (tx: Tx) => Promise<void>): Promise<void> =>
  inTransaction(app.database.app, systemActor.org_id, work);

const waitFor = async (count: number): Promise<void> => {
  for (const end = performance.now() + WITHIN_MS; performance.now() < end && done.length < count; )
    await pause(20);
};

test('a job of another server is worked as soon as it is committed, and not before', async () => {
  await inTx(async (tx) => {
    await sender.enqueue(tx, QUEUE, { number: 1 }, {});
    await pause(200);
    assert.deepEqual(done, []);
  });
  await waitFor(1);
  assert.deepEqual(done, [{ number: 1 }]);
});

test('handing a job in is one insert, which tells nobody: PostgreSQL lets transactions that notify commit one by one', async () => {
  const sent: string[] = [];
  await inTx(async (tx) => {
    const watched: Tx = {
      ...tx,
      run: (sql, params) => {
        sent.push(sql);
        return tx.run(sql, params);
      },
    };
    await sender.enqueue(watched, QUEUE, { number: 2 }, {});
  });
  assert.equal(sent.length, 1);
  assert.match(sent.join(), /^insert into platform\.outbox /);
  await waitFor(2);
  assert.equal(done.length, 2);
});

test('a queue that an earlier version made to notify by itself no longer does', async () => {
  const owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  await owner.query('update pgboss.queue set notify = true where name = $1', [QUEUE]);
  const again = await openJobs(app.database.urlOf('sauda_jobs'), jobs, fail, { tended: false });
  await again.stop();
  const { rows } = await owner.query('select notify from pgboss.queue where name = $1', [QUEUE]);
  await owner.end();
  assert.deepEqual(rows, [{ notify: false }]);
});

test('a job of a transaction that is rolled back wakes nobody', async () => {
  await assert.rejects(
    inTx(async (tx) => {
      await sender.enqueue(tx, QUEUE, { number: 3 }, {});
      throw new Error('on purpose');
    }),
    /on purpose/,
  );
  await pause(200);
  assert.equal(done.length, 2);
});

const waiting = async (queue: string): Promise<number> => {
  const { rows } = await app.database.system.query<{ count: number }>(
    'select count(*)::int as count from platform.outbox where queue = $1',
    [queue],
  );
  return rows[0]?.count ?? 0;
};

/** A job of a server that died before it moved it. */
const leave = (queue: string, number: number): Promise<unknown> =>
  app.database.system.query('insert into platform.outbox (job_id, queue, job) values ($1, $2, $3)', [
    randomUUID(),
    queue,
    { number },
  ]);

test('what a server left when it died is moved by another, and each job once', async () => {
  done.length = 0;
  await Promise.all(Array.from({ length: 1200 }, (_, number) => leave(QUEUE, number)));
  await Promise.all([server.settled(), sender.settled()]);
  assert.equal(await waiting(QUEUE), 0);
  for (const end = performance.now() + 60_000; performance.now() < end && done.length < 1200; )
    await pause(50);
  assert.deepEqual(
    done.map((job) => Number(job.number)).sort((a, b) => a - b),
    Array.from({ length: 1200 }, (_, number) => number),
  );
});

test('a job for a queue of a later version waits for a server that knows it', async () => {
  await leave('test.later', 1);
  await leave(QUEUE, 7);
  done.length = 0;
  await server.settled();
  await waitFor(1);
  assert.deepEqual(done, [{ number: 7 }]);
  assert.equal(await waiting('test.later'), 1);
});

test('a queue that nobody opened is no queue', async () => {
  await assert.rejects(
    inTx((tx) => sender.enqueue(tx, 'test.unknown', {}, {})),
    /test\.unknown is a queue/,
  );
});

test('a job for later is not worked before its time', async () => {
  done.length = 0;
  const soon = new Date(Date.now() + 1500);
  await inTx((tx) => server.enqueue(tx, QUEUE, { number: 8 }, { start_after: soon }));
  await server.settled();
  await pause(500);
  assert.deepEqual(done, []);
});
