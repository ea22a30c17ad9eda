import type { Static, TSchema } from 'typebox';
import { VirtualClock } from '../kernel/clock.ts';
import { type Random, seededRandom } from '../kernel/random.ts';
import { isRefusal, mustSucceed, type Outcome } from '../kernel/refusal.ts';
import type { Actor } from '../platform/actor.ts';
import { execute, type JobSink, type Runtime } from '../platform/execute.ts';
import { MemoryJobs } from '../platform/memory-jobs.ts';
import type { Job, UseCase } from '../platform/use-case.ts';

/** What a play needs of the composition: a runtime on other clocks, dice and queues. */
export interface Theatre {
  compose(parts: { clock: VirtualClock; random: Random; jobs: JobSink }): Runtime;
  jobs: readonly Job[];
}

/**
 * One deal's own time, dice and queue on the common database, so that a deal plays the same whatever plays
 * beside it.
 */
export class Stage {
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly runtime: Runtime;
  readonly #queue: MemoryJobs;
  readonly #handlers: readonly Job[];

  constructor(theatre: Theatre, seed: string, start: Date) {
    this.clock = new VirtualClock(start);
    this.random = seededRandom(seed);
    this.#queue = new MemoryJobs(this.clock);
    this.#handlers = theatre.jobs;
    this.runtime = theatre.compose({ clock: this.clock, random: this.random, jobs: this.#queue });
  }

  /** Lets somebody try something; what it sets off in the background runs before this returns. */
  async attempt<I extends TSchema, O extends TSchema>(
    actor: Actor,
    useCase: UseCase<I, O>,
    input: Static<I>,
  ): Promise<Outcome<Static<O>>> {
    const mark = this.#queue.mark();
    const outcome = await execute(this.runtime, useCase, actor, input);
    if (isRefusal(outcome)) this.#queue.forget(mark);
    await this.settle();
    return outcome;
  }

  /** Lets somebody do something that has to succeed here. */
  async act<I extends TSchema, O extends TSchema>(
    actor: Actor,
    useCase: UseCase<I, O>,
    input: Static<I>,
  ): Promise<Static<O>> {
    return mustSucceed(await this.attempt(actor, useCase, input), `${useCase.name} by ${actor.org_kind}`);
  }

  /** Runs the background work that is due. */
  async settle(): Promise<void> {
    await this.#queue.drain(this.runtime, this.#handlers);
  }

  async wait(duration_ms: number): Promise<void> {
    this.clock.advanceBy(duration_ms);
    await this.settle();
  }

  /** A whole number from low to high, both included. */
  pick(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }
}
