import { createHmac } from 'node:crypto';
import pg from 'pg';
import { isUuid } from '../../kernel/ids.ts';
import { assert, isRefusal, type Refusal } from '../../kernel/refusal.ts';
import { oneTurnSocket } from './one-turn-socket.ts';
import { type Due, type Tx, txOn } from './tx.ts';

/** The roles that work with the data. Neither owns a table; neither bypasses row-level security. */
export const databaseRoles = ['sauda_app', 'sauda_system', 'sauda_jobs'] as const;
export type DatabaseRole = (typeof databaseRoles)[number];

/** Pools of connections, one for each role. */
export interface Database {
  app: pg.Pool;
  system: pg.Pool;
  /**
   * One connection for what is read beside a transaction: who waits for it holds one of the others, and as many of them as
   * there are would wait for each other.
   */
  beside: pg.Pool;
  /** Connection string of a role, for parts that keep their own connections. */
  urlOf(role: DatabaseRole): string;
  close(): Promise<void>;
}

/** Role passwords derive from the secret, so that several servers agree without sharing a file. */
export function rolePassword(secret: string, role: string): string {
  return createHmac('sha256', secret).update(`database role ${role}`).digest('hex').slice(0, 40);
}

/**
 * Opens the pools. `relaxed`: commits do not wait for the disk; for data that can be made again, like
 * simulations and the demonstration corridor.
 */
export function openDatabase(
  ownerUrl: string,
  secret: string,
  poolSize: number,
  options: { relaxed?: boolean } = {},
): Database {
  const urlOf = (role: DatabaseRole): string => {
    const url = new URL(ownerUrl);
    url.username = role;
    url.password = rolePassword(secret, role);
    return url.toString();
  };
  const pool = (role: DatabaseRole, max: number): pg.Pool => {
    const made = new pg.Pool({
      connectionString: urlOf(role),
      max,
      // What is sent without waiting, like `begin` and the first statement, travels together.
      pipeline: true,
      stream: oneTurnSocket,
      application_name: role,
      ...(options.relaxed ? { options: '-c synchronous_commit=off' } : {}),
      connectionTimeoutMillis: 10_000,
      statement_timeout: 30_000,
      idle_in_transaction_session_timeout: 30_000,
    });
    outliveConnections(made);
    return made;
  };
  const app = pool('sauda_app', poolSize);
  const system = pool('sauda_system', Math.max(4, Math.floor(poolSize / 2)));
  const beside = pool('sauda_app', 1);
  return {
    app,
    system,
    beside,
    urlOf,
    close: async () => {
      await Promise.all([app.end(), system.end(), beside.end()]);
    },
  };
}

/**
 * A connection that dies is replaced by the pool, and whoever used it learns of that by its next statement. The pool
 * listens to the idle ones only; a lent one that dies between two statements would end the process.
 */
export function outliveConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}

/**
 * Runs `work` in one transaction that sees the rows of `org_id` only. A thrown error or a returned refusal
 * rolls everything back. `last` is run after the work if that was no refusal. The first statement travels
 * with `begin`, and what was left for later and the last one with `commit`: each wait for the database costs a request
 * more than the statement does. What fails later is refused with its meaning.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  org_id: string,
  work: (tx: Tx) => Promise<T>,
  options: { readOnly?: boolean; last?: (tx: Tx, result: T) => Promise<unknown> } = {},
): Promise<T> {
  assert(isUuid(org_id), 'an organisation id is a UUID');
  const client = await pool.connect();
  const due: Due[] = [];
  let broken: Error | undefined;
  try {
    const begun = client.query(
      `begin${options.readOnly ? ' read only' : ''}; set local app.org_id = '${org_id}'`,
    );
    const after: (() => void)[] = [];
    const tx = txOn(client, after, due);
    begun.catch(() => undefined);
    const result = await work(tx);
    if (isRefusal(result)) await client.query('rollback');
    else {
      await Promise.all([
        begun,
        options.last?.(tx, result),
        ...due.map((left) => left.work),
        client.query('commit'),
      ]);
      for (const then of after) then();
    }
    return result;
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    const first = await firstFailure(due);
    if (first?.refusal) return first.refusal as T;
    throw first ? first.error : error;
  } finally {
    client.release(broken);
  }
}

/** The first of what was left for later that failed: what came after it says only that the transaction had failed. */
async function firstFailure(
  due: readonly Due[],
): Promise<{ error: unknown; refusal: Refusal | undefined } | undefined> {
  const ended = await Promise.allSettled(due.map((left) => left.work));
  const at = ended.findIndex((end) => end.status === 'rejected');
  const end = ended[at];
  if (end?.status !== 'rejected') return undefined;
  const error: unknown = end.reason;
  return { error, refusal: error instanceof pg.DatabaseError ? due[at]?.meaning?.(error) : undefined };
}

/**
 * Runs a transaction whose statements need nothing of one another: all are sent at once, with `begin` and
 * `commit`, and one wait answers for all. `send` resolves when it has sent its statements, with their promises.
 * Throws when one of them fails; nothing is written then.
 */
export async function inOneTrip(
  pool: pg.Pool,
  org_id: string,
  send: (tx: Tx) => Promise<Promise<unknown>[]>,
): Promise<void> {
  assert(isUuid(org_id), 'an organisation id is a UUID');
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const begun = client.query(`begin; set local app.org_id = '${org_id}'`);
    begun.catch(() => undefined);
    const after: (() => void)[] = [];
    const sent = await send(txOn(client, after));
    const committed = client.query('commit');
    for (const answer of await Promise.allSettled([begun, ...sent, committed]))
      if (answer.status === 'rejected') throw answer.reason;
    assert((await committed).command === 'COMMIT', 'what did not fail was committed');
    for (const then of after) then();
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure;
    });
    throw error;
  } finally {
    client.release(broken);
  }
}

/** Statement-by-statement reading for the public: no organisation, so only published and reference rows. */
export function publicReader(pool: pg.Pool): Tx {
  return txOn({ query: pool.query.bind(pool) } as Pick<pg.ClientBase, 'query'>);
}
