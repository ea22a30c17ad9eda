import type { Static, TSchema } from 'typebox';
import { VirtualClock } from '../kernel/clock.ts';
import { DAY_MS } from '../kernel/days.ts';
import { canonicalJson } from '../kernel/hash.ts';
import { uuidv7 } from '../kernel/ids.ts';
import { type Random, seededRandom } from '../kernel/random.ts';
import { assert, isRefusal, mustSucceed, type Outcome } from '../kernel/refusal.ts';
import { type Actor, systemActor } from '../platform/actor.ts';
import { inTransaction } from '../platform/database/database.ts';
import { context, execute, type JobSink, type Runtime } from '../platform/execute.ts';
import { MemoryJobs, type Work } from '../platform/memory-jobs.ts';
import type { AnyJob, UseCase } from '../platform/use-case.ts';

/** Of a hundred commands or jobs, three crash; of commands, three lose their answer; three meet a clock that jumped. */
const CHANCE = 0.03;
/** A machine whose clock is set wrongly is off by minutes or by days. */
const JUMP_MS = { low: 60_000, high: 3 * DAY_MS };

/** What happened on purpose, and to which steps: commands by their names, jobs by their queues. */
export interface Faults {
  crashes: number;
  lost_answers: number;
  clock_jumps: number;
  /** Steps that were played, and those of them that died once between their work and their commit. */
  played: Set<string>;
  died: Set<string>;
}

/** The curtain falls: what was played so far stays, and the play is over. */
export class Curtain extends Error {}

/** What a play needs of the composition: a runtime on other clocks, dice and queues. */
export interface Theatre {
  compose(parts: { clock: VirtualClock; random: Random; jobs: JobSink }): Runtime;
  jobs: readonly AnyJob[];
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
  readonly #handlers: readonly AnyJob[];
  readonly #dice: Random | undefined;
  readonly #until: Date | undefined;
  readonly faults: Faults = {
    crashes: 0,
    lost_answers: 0,
    clock_jumps: 0,
    played: new Set(),
    died: new Set(),
  };
  /** Every step meets every fault, not just some. */
  merciless = false;

  /**
   * With `faults`, a command or job sometimes dies before its commit, meets a clock that has jumped, or its answer is
   * lost and it is sent again.
   */
  constructor(theatre: Theatre, seed: string, start: Date, options: { faults?: boolean; until?: Date } = {}) {
    this.#until = options.until;
    this.#dice = options.faults ? seededRandom(`${seed} faults`) : undefined;
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
    const command = useCase.kind === 'command';
    if (command && this.#happens()) await this.#jump(actor, useCase, input);
    if (command && this.#happens()) await this.#crash(actor, useCase, input);
    if (command) this.faults.played.add(useCase.name);
    const mark = this.#queue.mark();
    const idempotency_key =
      command && this.#happens() ? `simulated-${uuidv7(this.clock.now(), this.random)}` : undefined;
    const outcome = await execute(this.runtime, useCase, actor, input, { idempotency_key });
    if (isRefusal(outcome)) this.#queue.forget(mark);
    else if (idempotency_key) await this.#sendAgain(actor, useCase, input, idempotency_key, outcome);
    await this.settle();
    return outcome;
  }

  #happens(): boolean {
    return this.#dice !== undefined && (this.merciless || this.#dice() < CHANCE);
  }

  /** While the clock is wrong nothing is done, in whichever direction it jumped. */
  async #jump<I extends TSchema, O extends TSchema>(
    actor: Actor,
    useCase: UseCase<I, O>,
    input: Static<I>,
  ): Promise<void> {
    await this.#whileWrong(async () => {
      const outcome = await execute(this.runtime, useCase, actor, input);
      assert(
        isRefusal(outcome) && outcome.code.startsWith('platform.'),
        `${useCase.name} does nothing by a wrong clock`,
      );
    });
  }

  async #whileWrong(work: () => Promise<void>): Promise<void> {
    const size_ms = JUMP_MS.low + (this.#dice?.() ?? 0) * (JUMP_MS.high - JUMP_MS.low);
    this.clock.jump((this.#dice?.() ?? 0) < 0.5 ? -size_ms : size_ms);
    await work();
    this.clock.jump(0);
    this.faults.clock_jumps += 1;
  }

  /** The process dies after the work and before the commit: nothing of it may remain. */
  async #crash<I extends TSchema, O extends TSchema>(
    actor: Actor,
    useCase: UseCase<I, O>,
    input: Static<I>,
  ): Promise<void> {
    const mark = this.#queue.mark();
    const crash = new Error('simulated crash');
    const dying: UseCase<I, O> = {
      ...useCase,
      run: async (ctx, given) => {
        await useCase.run(ctx, given);
        throw crash;
      },
    };
    await execute(this.runtime, dying, actor, input).catch((error) => {
      if (error !== crash) throw error;
    });
    this.#queue.forget(mark);
    this.faults.crashes += 1;
    this.faults.died.add(useCase.name);
  }

  /** The answer is lost and the command is sent again under its key: the same answer, and no second effect. */
  async #sendAgain<I extends TSchema, O extends TSchema>(
    actor: Actor,
    useCase: UseCase<I, O>,
    input: Static<I>,
    idempotency_key: string,
    first: Static<O>,
  ): Promise<void> {
    const mark = this.#queue.mark();
    const again = await execute(this.runtime, useCase, actor, input, { idempotency_key });
    this.#queue.forget(mark);
    assert(
      canonicalJson(again) === canonicalJson(JSON.parse(JSON.stringify(first))),
      `${useCase.name} sent twice answers the same`,
    );
    this.faults.lost_answers += 1;
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
    await this.#queue.drain(this.runtime, this.#handlers, undefined, (queue, work) =>
      this.#workJob(queue, work),
    );
  }

  /** A job that dies, or meets a wrong clock, is tried again. */
  async #workJob(queue: string, work: Work): Promise<void> {
    if (this.#happens())
      await this.#whileWrong(() =>
        work().then(
          () => assert(false, `${queue} does nothing by a wrong clock`),
          () => undefined,
        ),
      );
    if (this.#happens()) {
      const death = new Error('simulated crash');
      await work(death).catch((error) => {
        if (error !== death) throw error;
      });
      this.faults.crashes += 1;
      this.faults.died.add(queue);
    }
    this.faults.played.add(queue);
    await work();
  }

  /** Runs work that the server does on a schedule, and what it sets off. */
  async enqueue(queue: string): Promise<void> {
    await asSystem(this.runtime, (ctx) => ctx.enqueue(queue, {}));
    await this.settle();
  }

  /** Lets time pass. Throws Curtain when it would pass the end of the play. */
  async wait(duration_ms: number): Promise<void> {
    if (this.#until && this.clock.now().getTime() + duration_ms > this.#until.getTime()) throw new Curtain();
    this.clock.advanceBy(duration_ms);
    await this.settle();
  }

  /** A whole number from low to high, both included. */
  pick(low: number, high: number): number {
    return low + Math.floor(this.random() * (high - low + 1));
  }
}

/** One transaction that sees every row. */
export function asSystem<T>(
  runtime: Runtime,
  work: (ctx: ReturnType<typeof context>) => Promise<T>,
): Promise<T> {
  return inTransaction(runtime.database.system, systemActor.org_id, (tx) =>
    work(context(runtime, tx, systemActor)),
  );
}
