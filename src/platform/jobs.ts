import { PgBoss } from 'pg-boss';
import type { JsonObject } from '../kernel/refusal.ts';
import { systemActor } from './actor.ts';
import { inTransaction } from './database/database.ts';
import { context, type JobSink, type Runtime } from './execute.ts';
import type { Job } from './use-case.ts';

const RETRY_LIMIT = 8;
const POLLING_SECONDS = 0.5;

/** Background work on pg-boss: jobs are sent inside the transaction that causes them. */
export interface JobQueue extends JobSink {
  /** Begins to work; without it jobs are only stored. */
  work(runtime: Runtime, jobs: readonly Job[]): Promise<void>;
  stop(): Promise<void>;
}

/** Opens the queues. `jobs` names every queue that can be used. */
export async function openJobs(
  connectionString: string,
  jobs: readonly Job[],
  onError: (error: Error) => void,
): Promise<JobQueue> {
  const boss = new PgBoss({
    connectionString,
    schema: 'pgboss',
    application_name: 'sauda jobs',
    max: 4,
    createSchema: false,
  });
  boss.on('error', onError);
  await boss.start();
  for (const { queue, ordered } of jobs) {
    if (!(await boss.getQueue(queue)))
      await boss.createQueue(queue, {
        policy: ordered ? 'key_strict_fifo' : 'standard',
        retryLimit: RETRY_LIMIT,
        retryDelay: 1,
        retryBackoff: true,
      });
  }
  return {
    enqueue: async (tx, queue, job, options) => {
      await boss.send(queue, job, {
        ...(options.key ? { singletonKey: options.key } : {}),
        ...(options.start_after ? { startAfter: options.start_after } : {}),
        db: {
          executeSql: async (text: string, values?: unknown[]) => ({
            rows: await tx.rows(text, values ?? []),
          }),
        },
      });
    },
    work: async (runtime, list) => {
      for (const { queue, handler, schedule } of list) {
        await boss.work<JsonObject>(
          queue,
          { pollingIntervalSeconds: POLLING_SECONDS, batchSize: 1, localConcurrency: 2 },
          async ([job]) => {
            if (!job) return;
            await inTransaction(runtime.database.system, systemActor.org_id, (tx) =>
              handler(context(runtime, tx, systemActor), job.data ?? {}),
            );
          },
        );
        if (schedule) await boss.schedule(queue, schedule);
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: 5000, close: true }),
  };
}
