import type { PgBoss } from 'pg-boss';

const CHANNEL = 'sauda_jobs';

/** What pg-boss sends its statements to: its pool, or one transaction. */
export type QueueDatabase = ReturnType<PgBoss['getDb']>;

/**
 * Wakes the workers of a queue, in every server on the database, once jobs were moved to it. The transactions that cause
 * jobs tell nobody: PostgreSQL lets transactions that notify commit only one after the other, each with its own wait for
 * the disk.
 */
export class JobBell {
  readonly #boss: PgBoss;
  readonly #workers = new Map<string, string>();
  #ear: { close(): Promise<void> } | undefined;

  constructor(boss: PgBoss) {
    this.#boss = boss;
  }

  /** Begins to hear what other servers and this one tell. */
  async listen(): Promise<void> {
    this.#ear = await this.#boss.getDb().listen?.(
      CHANNEL,
      (queue) => this.#wake(queue),
      // What was told while nobody heard is lost: everybody looks.
      () => {
        for (const queue of this.#workers.keys()) this.#wake(queue);
      },
    );
  }

  /** The worker to be woken for a queue. */
  attach(queue: string, worker: string): void {
    this.#workers.set(queue, worker);
  }

  /** Tells of jobs in these queues with the commit of the transaction that runs on `db`. */
  tell(db: QueueDatabase, queues: string[]): Promise<unknown> {
    return db.executeSql(`select pg_notify('${CHANNEL}', queue) from unnest($1::text[]) as queue`, [queues]);
  }

  async close(): Promise<void> {
    await this.#ear?.close();
  }

  #wake(queue: string): void {
    const worker = this.#workers.get(queue);
    if (worker !== undefined) this.#boss.notifyWorker(worker);
  }
}
