import { type Outcome, refuse } from '../kernel/refusal.ts';

/** One call that waits for its turn, with its promise. */
interface Waiting<C, R> {
  call: C;
  settle(result: Outcome<R>): void;
  fail(error: unknown): void;
}

/** How the calls of a line are run. */
export interface Together<C, R> {
  /** Runs calls in order, in one transaction, and answers each. */
  run(calls: readonly C[]): Promise<Outcome<R>[]>;
  /** What two calls of one transaction must not share, such as their idempotency key. */
  unlike(call: C): string | undefined;
}

interface Line<C, R> extends Together<C, R> {
  waiting: Waiting<C, R>[];
  running: boolean;
}

export interface GatherLimits {
  /** Transactions at a time. */
  lines_at_once: number;
  /** Calls that one transaction takes on. */
  calls_at_once: number;
  /** Calls that may wait in one line, and in all. */
  line_limit: number;
  limit: number;
}

const usual: GatherLimits = { lines_at_once: 4, calls_at_once: 64, line_limit: 512, limit: 4096 };

/**
 * Gathers calls that arrive while the database is at work, and runs them together: one transaction, one commit,
 * each call with its own answer. Every line (an organisation's) is served in order, one transaction at a time;
 * lines take turns, so that nobody waits for all the calls of a busy one. Nothing is held back on purpose: a
 * call that finds its line free runs at once. A line that is full refuses with platform.queue_full.
 */
export class Gatherer<C, R> {
  readonly #lines = new Map<string, Line<C, R>>();
  readonly #ready: string[] = [];
  readonly #limits: GatherLimits;
  #running = 0;
  #waiting = 0;

  constructor(limits: Partial<GatherLimits> = {}) {
    this.#limits = { ...usual, ...limits };
  }

  /** Puts a call into a line and resolves with its answer. */
  submit(name: string, call: C, together: Together<C, R>): Promise<Outcome<R>> {
    const line = this.#lines.get(name) ?? { ...together, waiting: [], running: false };
    if (line.waiting.length >= this.#limits.line_limit || this.#waiting >= this.#limits.limit)
      return Promise.resolve(refuse('platform.queue_full', { waiting: line.waiting.length }));
    this.#lines.set(name, line);
    return new Promise((settle, fail) => {
      line.waiting.push({ call, settle, fail });
      this.#waiting += 1;
      if (!line.running && line.waiting.length === 1) this.#ready.push(name);
      this.#next();
    });
  }

  #next(): void {
    while (this.#running < this.#limits.lines_at_once) {
      const name = this.#ready.shift();
      const line = name === undefined ? undefined : this.#lines.get(name);
      if (name === undefined || !line) return;
      const taken = take(line, this.#limits.calls_at_once);
      this.#waiting -= taken.length;
      this.#running += 1;
      line.running = true;
      void answer(taken, line).then(() => {
        this.#running -= 1;
        line.running = false;
        if (line.waiting.length > 0) this.#ready.push(name);
        else this.#lines.delete(name);
        this.#next();
      });
    }
  }
}

/** The first of those who wait, up to one that must not be with them. */
function take<C, R>({ waiting, unlike }: Line<C, R>, limit: number): Waiting<C, R>[] {
  const seen = new Set<string>();
  let count = 0;
  for (const { call } of waiting.slice(0, limit)) {
    const mark = unlike(call);
    if (mark !== undefined && seen.has(mark)) break;
    if (mark !== undefined) seen.add(mark);
    count += 1;
  }
  return waiting.splice(0, count);
}

/** When a transaction of several fails, each is tried alone, so that one cannot spoil the others. */
async function answer<C, R>(taken: readonly Waiting<C, R>[], together: Together<C, R>): Promise<void> {
  try {
    const results = await together.run(taken.map((w) => w.call));
    for (const [i, w] of taken.entries()) {
      const result = results[i];
      if (result === undefined) w.fail(new Error('every gathered call is answered'));
      else w.settle(result);
    }
  } catch (error) {
    if (taken.length === 1) taken[0]?.fail(error);
    else for (const w of taken) await answer([w], together);
  }
}
