import { setTimeout as pause } from 'node:timers/promises';
import type { PgBoss } from 'pg-boss';
import { uuidv7 } from '../kernel/ids.ts';
import { assert, type JsonObject } from '../kernel/refusal.ts';
import type { Tx } from './database/tx.ts';
import type { QueueDatabase } from './job-bell.ts';
import type { EnqueueOptions } from './use-case.ts';

/** Jobs that come within this time are moved together. */
const GATHER_MS = 10;
const MOVED_AT_ONCE = 500;
/** How soon the jobs of a server that died before it moved them are found by another. */
const LOOK_AGAIN_MS = 5000;

interface HandedIn {
  job_id: string;
  queue: string;
  job: JsonObject;
  start_after: Date | null;
}

/**
 * Where transactions hand in the jobs they cause, and from where these are moved to their queues, many at a time: a job
 * that a transaction puts into its queue itself costs that transaction more than most of its other statements.
 */
export class Outbox {
  readonly #boss: PgBoss;
  readonly #queues: string[];
  readonly #tell: (db: QueueDatabase, queues: string[]) => Promise<unknown>;
  readonly #onError: (error: Error) => void;
  readonly #again: NodeJS.Timeout;
  #turn: () => Promise<void> = () => Promise.resolve();
  #asked = false;
  #moving: Promise<void> | undefined;

  /** `tell` is called with the queues that were moved to, in the transaction that does it. */
  constructor(
    boss: PgBoss,
    queues: readonly string[],
    tell: (db: QueueDatabase, queues: string[]) => Promise<unknown>,
    onError: (error: Error) => void,
  ) {
    this.#boss = boss;
    this.#queues = [...queues];
    this.#tell = tell;
    this.#onError = onError;
    this.#again = setInterval(() => this.move(), LOOK_AGAIN_MS).unref();
  }

  /** Hands a job in; it is moved once the transaction is committed. Sends its statement before it returns. */
  async handIn(tx: Tx, queue: string, job: JsonObject, { start_after }: EnqueueOptions): Promise<void> {
    assert(this.#queues.includes(queue), `${queue} is a queue`);
    tx.committed(() => this.move());
    await tx.run('insert into platform.outbox (job_id, queue, job, start_after) values ($1, $2, $3, $4)', [
      uuidv7(new Date(), Math.random),
      queue,
      job,
      start_after ?? null,
    ]);
  }

  /** From now on each batch waits for its turn. */
  inTurn(turn: () => Promise<void>): void {
    this.#turn = turn;
  }

  /** Soon moves what is committed by then. */
  move(): void {
    this.#asked = true;
    this.#moving ??= this.#moveAll();
  }

  /** Resolves when all that is committed now is moved. */
  async empty(): Promise<void> {
    this.move();
    await this.#moving;
  }

  /** Moves what is left, without waiting for a turn, and stops. */
  async close(): Promise<void> {
    clearInterval(this.#again);
    this.#turn = () => Promise.resolve();
    await this.empty();
  }

  async #moveAll(): Promise<void> {
    try {
      while (this.#asked) {
        this.#asked = false;
        await pause(GATHER_MS);
        await this.#turn();
        if ((await this.#moveSome()) === MOVED_AT_ONCE) this.#asked = true;
      }
    } catch (error) {
      this.#onError(error instanceof Error ? error : new Error(String(error)));
    } finally {
      // In the same turn in which nothing more was asked: what is asked from here on begins anew.
      this.#moving = undefined;
    }
  }

  /** Moves the oldest in one transaction; other servers move others meanwhile. Returns how many they were. */
  async #moveSome(): Promise<number> {
    const transaction = await this.#boss.getDb().beginTransaction?.();
    assert(transaction, 'queues are moved to in a transaction');
    const { db } = transaction;
    try {
      const { rows } = (await db.executeSql(
        `delete from platform.outbox where job_id in (
           select job_id from platform.outbox where queue = any ($1::text[]) order by job_id limit $2 for update skip locked)
         returning job_id, queue, job, start_after`,
        [this.#queues, MOVED_AT_ONCE],
      )) as { rows: HandedIn[] };
      const byQueue = Map.groupBy(rows, (row) => row.queue);
      for (const [queue, jobs] of byQueue)
        await this.#boss.insert(
          queue,
          jobs.map(({ job_id, job, start_after }) => ({
            id: job_id,
            data: job,
            ...(start_after ? { startAfter: start_after } : {}),
          })),
          { db },
        );
      if (rows.length > 0) await this.#tell(db, [...byQueue.keys()]);
      await transaction.commit();
      return rows.length;
    } catch (error) {
      await transaction.rollback();
      throw error;
    }
  }
}
