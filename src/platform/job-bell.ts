import { setTimeout as pause } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';

const CHANNEL = 'sauda_jobs';
/** Jobs that come within this time are told of together. */
const GATHER_MS = 10;

/**
 * Wakes the workers of a queue, in every server on the database, once its job is committed. It is not told of in the
 * transaction of the job: PostgreSQL lets transactions that notify commit only one after the other, each with its own
 * wait for the disk.
 */
export class JobBell {
  readonly #boss: PgBoss;
  readonly #onError: (error: Error) => void;
  readonly #workers = new Map<string, string>();
  readonly #queues = new Set<string>();
  #ringing: Promise<void> | undefined;
  #ear: { close(): Promise<void> } | undefined;

  constructor(boss: PgBoss, onError: (error: Error) => void) {
    this.#boss = boss;
    this.#onError = onError;
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

  ring(queue: string): void {
    this.#queues.add(queue);
    this.#ringing ??= this.#tell().finally(() => {
      this.#ringing = undefined;
    });
  }

  /** Tells what is still to be told, and hears no more. */
  async close(): Promise<void> {
    await this.#ringing;
    await this.#ear?.close();
  }

  async #tell(): Promise<void> {
    while (this.#queues.size > 0) {
      await pause(GATHER_MS);
      const queues = [...this.#queues];
      this.#queues.clear();
      await this.#boss
        .getDb()
        .executeSql(`select pg_notify('${CHANNEL}', queue) from unnest($1::text[]) as queue`, [queues])
        .catch(this.#onError);
    }
  }

  #wake(queue: string): void {
    const worker = this.#workers.get(queue);
    if (worker !== undefined) this.#boss.notifyWorker(worker);
  }
}
