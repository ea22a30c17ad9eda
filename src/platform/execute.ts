import pg from 'pg';
import type { Static, TSchema } from 'typebox';
import type { Clock } from '../kernel/clock.ts';
import { canonicalJson, sha256Hex } from '../kernel/hash.ts';
import { uuidv7 } from '../kernel/ids.ts';
import type { Locale } from '../kernel/locale.ts';
import type { Random } from '../kernel/random.ts';
import { isRefusal, type JsonObject, type Outcome, refuse } from '../kernel/refusal.ts';
import type { Actor } from './actor.ts';
import { type Database, inOneTrip, inTransaction, publicReader } from './database/database.ts';
import type { Tx } from './database/tx.ts';
import type { Gatherer } from './gather.ts';
import type { Log } from './log.ts';
import type { Services } from './services.ts';
import type { Ctx, EnqueueOptions, UseCase } from './use-case.ts';
import { clockRefusal } from './watched-clock.ts';

/**
 * Hands jobs in within a transaction, having sent its statement when `enqueue` returns. In the server they go on to
 * pg-boss; the simulator runs them itself.
 */
export interface JobSink {
  enqueue(tx: Tx, queue: string, job: JsonObject, options: EnqueueOptions): Promise<void>;
}

/** All that use cases need to run. */
export interface Runtime {
  database: Database;
  clock: Clock;
  random: Random;
  log: Log;
  services: Services;
  jobs: JobSink;
  /** Gathers calls of use cases that can run several at once; without it each runs alone. */
  gatherer?: Gatherer<GatheredCall, unknown>;
  /** Whether any of the actor's roles is granted the permission. */
  allows(actor: Actor, permission: string): boolean;
}

export interface ExecuteOptions {
  idempotency_key?: string | undefined;
  locale?: Locale;
  log?: Log;
  /** Set by queries: their transaction is read-only. */
  reading?: boolean;
}

/**
 * Runs a use case in a transaction of its own, in the name of `actor`.
 * Refuses with platform.not_signed_in, platform.not_allowed, platform.clock_wrong, platform.idempotency_conflict,
 * platform.shown_once, or with what the use case itself refuses; in each case nothing is written.
 */
export async function execute<I extends TSchema, O extends TSchema>(
  runtime: Runtime,
  useCase: UseCase<I, O>,
  actor: Actor,
  input: Static<I>,
  options: ExecuteOptions = {},
): Promise<Outcome<Static<O>>> {
  const denied = deny(runtime, actor, useCase.permission);
  if (denied) return denied;
  const wrong = useCase.kind === 'command' && clockRefusal(runtime.clock);
  if (wrong) return wrong;
  if (useCase.kind === 'query') {
    const reading = { ...options, reading: true };
    if (actor.kind === 'public')
      return useCase.run(context(runtime, publicReader(runtime.database.app), actor, reading), input);
    return inTransaction(
      poolOf(runtime, actor),
      actor.org_id,
      (tx) => useCase.run(context(runtime, tx, actor, reading), input),
      { readOnly: true },
    );
  }
  const key = options.idempotency_key;
  if (useCase.runMany && runtime.gatherer && key !== undefined)
    return runtime.gatherer.submit(
      `${useCase.name} ${actor.org_id} ${actor.kind}`,
      { key, input, body_hash: bodyHash(useCase, input), actor, options },
      {
        run: (calls) => executeTogether(runtime, useCase, calls),
        ...(useCase.foresee ? { ahead: (calls) => executeAhead(runtime, useCase, calls) } : {}),
        unlike: (call) => call.key,
        weigh: (call) => useCase.weigh?.(call.input as Static<I>) ?? 1,
      },
    ) as Promise<Outcome<Static<O>>>;
  if (key === undefined)
    return inTransaction(poolOf(runtime, actor), actor.org_id, (tx) =>
      useCase.run(context(runtime, tx, actor, options), input),
    );
  return executeOnce(runtime, useCase, actor, input, key, options);
}

function deny(runtime: Runtime, actor: Actor, permission: string): ReturnType<typeof refuse> | undefined {
  if (permission === 'public' || actor.kind === 'system') return undefined;
  if (actor.kind === 'public') return refuse('platform.not_signed_in');
  if (permission === 'signed-in' || runtime.allows(actor, permission)) return undefined;
  return refuse('platform.not_allowed', { permission });
}

function poolOf(runtime: Runtime, actor: Actor): pg.Pool {
  return actor.kind === 'system' ? runtime.database.system : runtime.database.app;
}

/**
 * The answer is stored under the key in the same transaction as the work. A second request with the key hits
 * the primary key, rolls back and is given the stored answer.
 */
async function executeOnce<I extends TSchema, O extends TSchema>(
  runtime: Runtime,
  useCase: UseCase<I, O>,
  actor: Actor,
  input: Static<I>,
  key: string,
  options: ExecuteOptions,
): Promise<Outcome<Static<O>>> {
  const pool = poolOf(runtime, actor);
  const body_hash = bodyHash(useCase, input);
  try {
    const outcome = await inTransaction(
      pool,
      actor.org_id,
      (tx) => useCase.run(context(runtime, tx, actor, options), input),
      {
        last: (tx, result) =>
          tx.run(
            `insert into platform.idempotency (org_id, key, use_case, body_hash, answer, answered_at)
             values ($1, $2, $3, $4, $5, $6)`,
            [
              actor.org_id,
              key,
              useCase.name,
              body_hash,
              JSON.stringify(useCase.shown_once ? null : result),
              runtime.clock.now(),
            ],
          ),
      },
    );
    if (!isRefusal(outcome)) return outcome;
    return (await storedAnswer(pool, actor, key, body_hash)) ?? outcome;
  } catch (error) {
    if (!(error instanceof pg.DatabaseError && error.code === '23505' && error.table === 'idempotency'))
      throw error;
    return (await storedAnswer(pool, actor, key, body_hash)) ?? refuse('platform.idempotency_conflict');
  }
}

const bodyHash = (useCase: UseCase, input: unknown): string =>
  sha256Hex(`${useCase.name}\n${canonicalJson(input)}`);

/** A call that waits to be run together with others of its organisation. */
export interface GatheredCall {
  key: string;
  input: unknown;
  body_hash: string;
  actor: Actor;
  options: ExecuteOptions;
}

interface StoredAnswer {
  key: string;
  body_hash: string;
  answer: unknown;
}

/**
 * Gathered calls of one organisation in one transaction. Those whose key has an answer are given it; the
 * answers of the others are stored with the commit. A key that another server stores at the same moment makes
 * the transaction fail, and each call is then run alone.
 */
async function executeTogether(
  runtime: Runtime,
  useCase: UseCase,
  calls: readonly GatheredCall[],
): Promise<Outcome<unknown>[]> {
  const [first] = calls;
  if (!first || !useCase.runMany) throw new Error(`${useCase.name} cannot be gathered`);
  const { actor, options } = first;
  if (calls.length === 1)
    return [await executeOnce(runtime, useCase, actor, first.input, first.key, options)];
  const { runMany } = useCase;
  return inTransaction(poolOf(runtime, actor), actor.org_id, async (tx) => {
    const rows = await tx.rows<StoredAnswer>(
      'select key, body_hash, answer from platform.idempotency where org_id = $1 and key = any ($2::text[])',
      [actor.org_id, calls.map((c) => c.key)],
    );
    const stored = new Map(rows.map((r) => [r.key, r]));
    const fresh = calls.filter((c) => !stored.has(c.key));
    const made = await runMany(
      context(runtime, tx, actor, options),
      fresh.map((c) => c.input),
    );
    const answers = new Map(fresh.map((c, i) => [c.key, made[i]]));
    await storeAnswers(runtime, tx, useCase, fresh, answers);
    return calls.map((call) => {
      const before = stored.get(call.key);
      if (!before) return answers.get(call.key) as Outcome<unknown>;
      return before.body_hash === call.body_hash ? before.answer : refuse('platform.idempotency_conflict');
    });
  });
}

/**
 * Gathered calls whose answers can be foreseen, in a transaction that is sent whole. It fails when something is
 * not as foreseen, a stored key among it; the calls are then run together in their turn.
 */
function executeAhead(
  runtime: Runtime,
  useCase: UseCase,
  calls: readonly GatheredCall[],
): Promise<Outcome<unknown>[]> | undefined {
  const [first] = calls;
  const { clock, services, jobs } = runtime;
  const foreseen =
    first &&
    useCase.foresee?.(
      { actor: first.actor, clock, services },
      calls.map((c) => c.input),
    );
  if (!foreseen) return undefined;
  const { actor } = first;
  const answers = new Map(calls.map((c, i) => [c.key, foreseen.answers[i]]));
  return inOneTrip(poolOf(runtime, actor), actor.org_id, async (tx) => {
    const sent = [foreseen.write(tx)];
    sent[0]?.catch(() => undefined);
    for (const { queue, job, options } of foreseen.jobs) sent.push(jobs.enqueue(tx, queue, job, options));
    sent.push(storeAnswers(runtime, tx, useCase, calls, answers));
    return sent;
  }).then(
    () => foreseen.answers,
    (error) => {
      foreseen.lost();
      throw error;
    },
  );
}

async function storeAnswers(
  runtime: Runtime,
  tx: Tx,
  useCase: UseCase,
  calls: readonly GatheredCall[],
  answers: ReadonlyMap<string, Outcome<unknown> | undefined>,
): Promise<void> {
  const kept = calls.filter((c) => !isRefusal(answers.get(c.key)));
  if (kept.length === 0) return;
  await tx.run(
    `insert into platform.idempotency (org_id, key, use_case, body_hash, answer, answered_at)
     select $1, k.key, $2, k.body_hash, k.answer::jsonb, $3
     from unnest($4::text[], $5::text[], $6::text[]) as k (key, body_hash, answer)`,
    [
      kept[0]?.actor.org_id,
      useCase.name,
      runtime.clock.now(),
      kept.map((c) => c.key),
      kept.map((c) => c.body_hash),
      kept.map((c) => JSON.stringify(answers.get(c.key))),
    ],
  );
}

async function storedAnswer<T>(
  pool: pg.Pool,
  actor: Actor,
  key: string,
  body_hash: string,
): Promise<Outcome<T> | undefined> {
  const stored = await inTransaction(
    pool,
    actor.org_id,
    (tx) =>
      tx.maybe<{ body_hash: string; answer: T | null }>(
        'select body_hash, answer from platform.idempotency where org_id = $1 and key = $2',
        [actor.org_id, key],
      ),
    { readOnly: true },
  );
  if (!stored) return undefined;
  if (stored.body_hash !== body_hash) return refuse('platform.idempotency_conflict');
  return stored.answer ?? refuse('platform.shown_once');
}

/** The context of one transaction. */
export function context(runtime: Runtime, tx: Tx, actor: Actor, options: ExecuteOptions = {}): Ctx {
  return {
    tx,
    actor,
    clock: runtime.clock,
    locale: options.locale ?? 'en',
    log: options.log ?? runtime.log,
    writable: !options.reading,
    services: runtime.services,
    id: () => uuidv7(runtime.clock.now(), runtime.random),
    random: runtime.random,
    enqueue: async (queue, job, enqueueOptions = {}) =>
      tx.later(runtime.jobs.enqueue(tx, queue, job, enqueueOptions)),
  };
}
