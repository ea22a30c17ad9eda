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

  /** Runs what is due up to `until` (default: now), moving the clock to each job's time. */
  async drain(runtime: Runtime, jobs: readonly AnyJob[], until: Date = this.#clock.now()): Promise<number> {
    for (let done = 0; done < RUN_LIMIT; done++) {
      this.#waiting.sort((a, b) => a.due.getTime() - b.due.getTime() || a.order - b.order);
      const next = this.#waiting[0];
      if (!next || next.due > until) return done;
      this.#waiting.shift();
      this.#clock.advanceTo(next.due);
      const work = jobs.find((j) => j.queue === next.queue);
      if (!work) throw new Error(`nobody works the queue ${next.queue}`);
      await carryOut(runtime, work, next.job);
    }
    throw new Error(`more than ${RUN_LIMIT} jobs in one go: a policy feeds itself`);
  }
}
