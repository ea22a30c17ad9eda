import pg from 'pg';
import { type JobResult, PgBoss } from 'pg-boss';
import type { JsonObject } from '../kernel/refusal.ts';
import { carryOut } from './carry-out.ts';
import type { JobSink, Runtime } from './execute.ts';
import { JobBell } from './job-bell.ts';
import { Outbox } from './outbox.ts';
import { Turns } from './turns.ts';
import type { AnyJob } from './use-case.ts';

const RETRY_LIMIT = 8;
/** Workers wake when a job is committed; polling is the backstop. Each job of a batch succeeds or fails alone. */
const WORK = {
  pollingIntervalSeconds: 30,
  batchSize: 8,
  burstWhenBatchFull: true,
  perJobResults: true,
} as const;

/** Background work on pg-boss: jobs are handed in inside the transaction that causes them. */
export interface JobQueue extends JobSink {
  /** Begins to work, each job in its turn; without it jobs are only stored. */
  work(runtime: Runtime, jobs: readonly AnyJob[], turns?: Turns): Promise<void>;
  /** Resolves when the jobs of all that is committed now are in their queues. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Makes the schema of the queues, owned by the role that works them. Jobs name deals and organisations, so the role that
 * works for organisations sees nothing of it; the system reads it for backups. Runs as the owner.
 */
export async function prepareJobs(ownerUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'sauda jobs setup' });
  await client.connect();
  try {
    await client.query(`
      create schema if not exists pgboss authorization sauda_jobs;
      grant usage on schema pgboss to sauda_system;
      alter default privileges for role sauda_jobs in schema pgboss revoke insert on tables from sauda_system;
      alter default privileges for role sauda_jobs in schema pgboss grant select on tables to sauda_system;
      -- Earlier versions let both send by themselves.
      revoke all on schema pgboss from sauda_app;
      revoke all on all tables in schema pgboss from sauda_app;
      revoke insert on all tables in schema pgboss from sauda_system;
      alter default privileges for role sauda_jobs in schema pgboss revoke all on tables from sauda_app;
      alter default privileges for role sauda_jobs in schema pgboss revoke execute on functions from sauda_app, sauda_system`);
  } finally {
    await client.end();
  }
}

/** Opens the queues. `jobs` names every queue that can be used; without `tended` nobody keeps the clock and sweeps. */
export async function openJobs(
  connectionString: string,
  jobs: readonly AnyJob[],
  onError: (error: Error) => void,
  { tended = true }: { tended?: boolean } = {},
): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString,
    schema: 'pgboss',
    application_name: 'sauda jobs',
    max: 4,
    createSchema: false,
    supervise: tended,
    schedule: tended,
  });
  boss.on('error', onError);
  await boss.start();
  const bell = new JobBell(boss);
  await bell.listen();
  for (const { queue } of jobs) {
    const found = await boss.getQueue(queue);
    // Queues of earlier versions notified by themselves.
    if (found?.notify) await boss.updateQueue(queue, { notify: false });
    if (!found)
      await boss.createQueue(queue, {
        retryLimit: RETRY_LIMIT,
        retryDelay: 1,
        retryBackoff: true,
      });
  }
  const outbox = new Outbox(
    boss,
    jobs.map(({ queue }) => queue),
    (db, queues) => bell.tell(db, queues),
    onError,
  );
  return {
    enqueue: (tx, queue, job, options) => outbox.handIn(tx, queue, job, options),
    work: async (runtime, list, turns = new Turns()) => {
      outbox.inTurn(() => turns.take());
      for (const work of list) {
        const { queue, schedule } = work;
        const worker = await boss.work<JsonObject, object, typeof WORK>(queue, WORK, async (batch) =>
          Promise.all(
            batch.map(async (job) => {
              await turns.take();
              return settle(runtime, job.id, work, job.data ?? {});
            }),
          ),
        );
        bell.attach(queue, worker);
        if (schedule) await boss.schedule(queue, schedule);
      }
    },
    settled: () => outbox.empty(),
    stop: async () => {
      await outbox.close();
      await bell.close();
      await boss.stop({ graceful: true, timeout: 5000, close: true });
    },
  };
}

async function settle(runtime: Runtime, id: string, work: AnyJob, job: JsonObject): Promise<JobResult> {
  try {
    await carryOut(runtime, work, job);
    return { id, status: 'completed' };
  } catch (error) {
    runtime.log.error({ err: error, job_id: id }, 'job failed');
    return {
      id,
      status: 'failed',
      output: { message: error instanceof Error ? error.message : String(error) },
    };
  }
}
