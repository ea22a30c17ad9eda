import type { VirtualClock } from '../kernel/clock.ts';
import type { JsonObject } from '../kernel/refusal.ts';
import { carryOut } from './carry-out.ts';
import type { JobSink, Runtime } from './execute.ts';
import type { AnyJob } from './use-case.ts';

const RUN_LIMIT = 100_000;

interface Waiting {
  due: Date;
  order: number;
  queue: string;
  job: JsonObject;
}

/** Works a job; with `death` it is thrown after the work and before the commit. */
export type Work = (death?: Error) => Promise<void>;

/**
 * Queues under a virtual clock: jobs run when told to, in the order of their due time, so that a run is the
 * same each time. A job of a transaction that is rolled back must be dropped with `forget`.
 */
export class MemoryJobs implements JobSink {
  #waiting: Waiting[] = [];
  #order = 0;
  readonly #clock: VirtualClock;

  constructor(clock: VirtualClock) {
    this.#clock = clock;
  }

  async enqueue(
    _tx: unknown,
    queue: string,
    job: JsonObject,
    options: { start_after?: Date },
  ): Promise<void> {
    this.#waiting.push({ due: options.start_after ?? this.#clock.now(), order: this.#order++, queue, job });
  }

  /** A mark to return to with `forget`. */
  mark(): number {
    return this.#order;
  }

  forget(mark: number): void {
    this.#waiting = this.#waiting.filter((w) => w.order < mark);
  }

  get size(): number {
    return this.#waiting.length;
  }

  /**
   * Runs what is due up to `until` (default: now), moving the clock to each job's time. `play` decides how each is
   * worked: once, or in other ways before.
   */
  async drain(
    runtime: Runtime,
    jobs: readonly AnyJob[],
    until: Date = this.#clock.now(),
    play: (queue: string, work: Work) => Promise<void> = (_queue, work) => work(),
  ): Promise<number> {
    for (let done = 0; done < RUN_LIMIT; done++) {
      this.#waiting.sort((a, b) => a.due.getTime() - b.due.getTime() || a.order - b.order);
      const next = this.#waiting[0];
      if (!next || next.due > until) return done;
      this.#waiting.shift();
      this.#clock.advanceTo(next.due);
      const work = jobs.find((j) => j.queue === next.queue);
      if (!work) throw new Error(`nobody works the queue ${next.queue}`);
      await play(next.queue, async (death) => {
        const mark = this.mark();
        await carryOut(runtime, work, next.job, death).catch((error) => {
          this.forget(mark);
          throw error;
        });
      });
    }
    throw new Error(`more than ${RUN_LIMIT} jobs in one go: a policy feeds itself`);
  }
}
