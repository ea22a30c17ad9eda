import assert from 'node:assert/strict';
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
const QUEUE = 'test.bell';

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

test('the transaction of a job tells nobody by itself: it would commit alone', async () => {
  const sent: string[] = [];
  await inTx(async (tx) => {
    const watched: Tx = {
      ...tx,
      rows: (sql, params) => {
        sent.push(sql);
        return tx.rows(sql, params);
      },
    };
    await sender.enqueue(watched, QUEUE, { number: 2 }, {});
  });
  assert.equal(sent.length, 1);
  assert.doesNotMatch(sent.join(), /notify/i);
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
