import type { Static, TSchema } from 'typebox';
import type { Clock } from '../kernel/clock.ts';
import type { Locale } from '../kernel/locale.ts';
import type { JsonObject, Outcome } from '../kernel/refusal.ts';
import type { Actor } from './actor.ts';
import type { Tx } from './database/tx.ts';
import type { Log } from './log.ts';
import type { Services } from './services.ts';

/** What every use case is given: a transaction, the time, who asks, and where randomness comes from. */
export interface Ctx {
  tx: Tx;
  actor: Actor;
  clock: Clock;
  locale: Locale;
  log: Log;
  services: Services;
  /** False in queries, whose transaction is read-only and takes no locks. */
  writable: boolean;
  /** A new UUIDv7. */
  id(): string;
  /** A number in [0, 1). */
  random(): number;
  /** Puts a job into a queue, in this transaction: it exists only if the transaction commits. */
  enqueue(queue: string, job: JsonObject, options?: EnqueueOptions): Promise<void>;
}

export interface EnqueueOptions {
  start_after?: Date;
}

/**
 * One thing somebody can do. A command changes rows and runs once per Idempotency-Key; a query only reads.
 * `permission` is granted to roles in `src/app/grants.ts`; `public` needs no sign-in, `signed-in` any.
 */
export interface UseCase<I extends TSchema = TSchema, O extends TSchema = TSchema> {
  name: string;
  kind: 'command' | 'query';
  permission: string;
  /** The answer holds a secret: it is given once and not kept, so a repetition is told that it was done. */
  shown_once?: true;
  input: I;
  output: O;
  run(ctx: Ctx, input: Static<I>): Promise<Outcome<Static<O>>>;
  /**
   * Several calls of one organisation in one transaction, each with its own answer; a refused one has written
   * nothing. With it, calls that arrive while the database is at work are gathered. Throws when the transaction
   * is lost; each call is then run alone.
   */
  runMany?(ctx: Ctx, inputs: readonly Static<I>[]): Promise<Outcome<Static<O>>[]>;
  /** How much work a call is beside one of weight 1, so that no transaction takes on too much. */
  weigh?(input: Static<I>): number;
  /**
   * The answers of several calls from what this process remembers, while their transaction is still to come;
   * undefined when that is not enough to go by.
   */
  foresee?(ctx: Foresight, inputs: readonly Static<I>[]): Foreseen<Static<O>> | undefined;
}

/** What foreseeing may know: no transaction. */
export type Foresight = Pick<Ctx, 'actor' | 'clock' | 'services'>;

/** Answers that hold only if the transaction with these statements commits. */
export interface Foreseen<O> {
  answers: O[];
  /** Sends statements without waiting for each other; they fail unless everything is as it was remembered. */
  write(tx: Tx): Promise<unknown>;
  jobs: { queue: string; job: JsonObject; options: EnqueueOptions }[];
  /** The transaction was lost: forgets what it was built on. */
  lost(): void;
}

export function defineUseCase<I extends TSchema, O extends TSchema>(useCase: UseCase<I, O>): UseCase<I, O> {
  return useCase;
}

/** How a use case is reached over HTTP. Path parameters, query and body are merged into its one input. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below /api/v1, with `:name` parameters. */
  path: string;
  useCase: UseCase;
  summary: string;
  tags: string[];
  /** The answer is a file: the output is `RawBody`. */
  raw?: boolean;
  /** The use case gives the same object again while its answer stands: its bytes are kept, with an ETag. */
  held?: boolean;
  /** Stricter limit for expensive or guessable routes. */
  per_minute?: number;
  /** The path holds a secret, so a request of it is logged at no level below a warning. */
  secret_path?: boolean;
  /** A longer body than the usual 1 MiB is taken, because it holds a file. */
  body_limit_bytes?: number;
}

/** The output of a route marked `raw`. */
export interface RawBody {
  content_type: string;
  file_name?: string;
  body: Uint8Array | string;
  /** What this address answers is the same for ever: it may be kept by everybody, or by the reader alone. */
  never_changes?: 'public' | 'private';
}

export function route(
  method: Route['method'],
  path: string,
  useCase: UseCase,
  options: Pick<
    Route,
    'summary' | 'tags' | 'raw' | 'held' | 'per_minute' | 'secret_path' | 'body_limit_bytes'
  >,
): Route {
  return { method, path, useCase, ...options };
}

/** A part of trade, as the composition sees it. */
export interface Module {
  name: string;
  migrations: URL;
  routes: Route[];
  refusals: RefusalTable;
  jobs?: AnyJob[];
  /** Reference data that the module keeps; loaded after migrating, a no-op when nothing changed. */
  load?(tx: Tx): Promise<LoadedSet[]>;
}

/** One data set that was brought into the database. */
export interface LoadedSet {
  set: string;
  rows: number;
}

/** Runs work in a transaction of its own, in the name of the system. */
export type InTransaction = <T>(work: (ctx: Ctx) => Promise<T>) => Promise<T>;

/** Work done in the background in the name of the system, at least once, so it must bear repetition. */
export interface Job {
  queue: string;
  handler(ctx: Ctx, job: JsonObject): Promise<void>;
  /** Cron expression (UTC) when it also runs on a schedule. */
  schedule?: string;
}

/** Background work that waits for servers of others: it opens its own transactions and holds none while it waits. */
export interface SteppedJob extends Omit<Job, 'handler'> {
  steps(within: InTransaction, services: Services, job: JsonObject): Promise<void>;
}
export type AnyJob = Job | SteppedJob;

/** What a refusal code means: its HTTP status, an English title and what to do next. */
export interface RefusalMeaning {
  status: number;
  title: string;
  next: string;
}
export type RefusalTable = Record<string, RefusalMeaning>;

/** Names each code `<module>.<reason>`. */
export function defineRefusals<T extends Record<string, RefusalMeaning>>(
  module: string,
  table: T,
): RefusalTable {
  return Object.fromEntries(
    Object.entries(table).map(([reason, meaning]) => [`${module}.${reason}`, meaning]),
  );
}
