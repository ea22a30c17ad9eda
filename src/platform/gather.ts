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
  /**
   * The same without waiting for the transaction before; undefined when that cannot be. Rejects when it was lost:
   * nothing has happened then, and the calls are run again in their turn.
   */
  ahead?(calls: readonly C[]): Promise<Outcome<R>[]> | undefined;
  /** What two calls of one transaction must not share, such as their idempotency key. */
  unlike(call: C): string | undefined;
  /** How much work a call is; 1 where it does not say. */
  weigh?(call: C): number;
}

interface Line<C, R> extends Together<C, R> {
  name: string;
  waiting: Waiting<C, R>[];
  /** What was started ahead and lost, by the number of its start. */
  lost: { started: number; taken: Waiting<C, R>[] }[];
  /** Transactions under way. */
  open: number;
  started: number;
  /** The next transaction must be the only one. */
  alone: boolean;
  queued: boolean;
}

export interface GatherLimits {
  /** Transactions at a time; and of one line, where it can run ahead. */
  lines_at_once: number;
  ahead_at_once: number;
  /** Calls that one transaction takes on, and how heavy they may be together, unless it is one alone. */
  calls_at_once: number;
  weight_at_once: number;
  /** Calls that may wait in one line, and in all. */
  line_limit: number;
  limit: number;
}

const usual: GatherLimits = {
  lines_at_once: 4,
  ahead_at_once: 2,
  calls_at_once: 64,
  weight_at_once: 400,
  line_limit: 512,
  limit: 4096,
};

/**
 * Gathers calls that arrive while the database is at work, and runs them together: one transaction, one commit,
 * each call with its own answer. Every line (an organisation's) is served in order; lines take turns, so that
 * nobody waits for all the calls of a busy one. A line has one transaction at a time, or a few where the next
 * can be started ahead. A line that is full refuses with platform.queue_full.
 */
export class Gatherer<C, R> {
  readonly #lines = new Map<string, Line<C, R>>();
  readonly #ready: Line<C, R>[] = [];
  readonly #limits: GatherLimits;
  #running = 0;
  #waiting = 0;
  #scheduled = false;

  constructor(limits: Partial<GatherLimits> = {}) {
    this.#limits = { ...usual, ...limits };
  }

  /** Puts a call into a line and resolves with its answer. */
  submit(name: string, call: C, together: Together<C, R>): Promise<Outcome<R>> {
    const line = this.#lines.get(name) ?? newLine(name, together);
    if (line.waiting.length >= this.#limits.line_limit || this.#waiting >= this.#limits.limit)
      return Promise.resolve(refuse('platform.queue_full', { waiting: line.waiting.length }));
    this.#lines.set(name, line);
    return new Promise((settle, fail) => {
      line.waiting.push({ call, settle, fail });
      this.#waiting += 1;
      this.#queue(line);
      this.#soon();
    });
  }

  /** Calls that arrive in the same turn of the event loop go together. */
  #soon(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      this.#next();
    });
  }

  #queue(line: Line<C, R>): void {
    const more = line.waiting.length > 0 || line.lost.length > 0;
    const room = line.open === 0 || (!line.alone && line.ahead && line.open < this.#limits.ahead_at_once);
    if (!more && line.open === 0) this.#lines.delete(line.name);
    if (!more || !room || line.queued) return;
    line.queued = true;
    this.#ready.push(line);
  }

  #next(): void {
    while (this.#running < this.#limits.lines_at_once) {
      const line = this.#ready.shift();
      if (!line) return;
      line.queued = false;
      this.#start(line);
      this.#queue(line);
    }
  }

  #start(line: Line<C, R>): void {
    const lost = line.open === 0 ? line.lost.shift() : undefined;
    const taken = lost?.taken ?? take(line, this.#limits);
    const early = lost || line.alone ? undefined : line.ahead?.(taken.map((w) => w.call));
    if (!early && line.open > 0) {
      line.waiting.unshift(...taken);
      line.alone = true;
      return;
    }
    if (!lost) this.#waiting -= taken.length;
    const started = line.started++;
    line.alone = !early;
    line.open += 1;
    this.#running += 1;
    const done = early
      ? early.then(
          (results) => settleAll(taken, results),
          () => void line.lost.push({ started, taken }),
        )
      : answer(taken, line);
    void done.then(() => {
      this.#running -= 1;
      line.open -= 1;
      line.lost.sort((a, b) => a.started - b.started);
      line.alone = line.lost.length > 0;
      this.#queue(line);
      this.#soon();
    });
  }
}

const newLine = <C, R>(name: string, together: Together<C, R>): Line<C, R> => ({
  ...together,
  name,
  waiting: [],
  lost: [],
  open: 0,
  started: 0,
  alone: false,
  queued: false,
});

/** The first of those who wait, up to one that must not be with them or is too much with them. */
function take<C, R>(
  { waiting, unlike, weigh }: Line<C, R>,
  limits: Pick<GatherLimits, 'calls_at_once' | 'weight_at_once'>,
): Waiting<C, R>[] {
  const seen = new Set<string>();
  let count = 0;
  let weight = 0;
  for (const { call } of waiting.slice(0, limits.calls_at_once)) {
    const mark = unlike(call);
    weight += weigh?.(call) ?? 1;
    if ((mark !== undefined && seen.has(mark)) || (count > 0 && weight > limits.weight_at_once)) break;
    if (mark !== undefined) seen.add(mark);
    count += 1;
  }
  return waiting.splice(0, count);
}

function settleAll<C, R>(taken: readonly Waiting<C, R>[], results: readonly Outcome<R>[]): void {
  for (const [i, w] of taken.entries()) {
    const result = results[i];
    if (result === undefined) w.fail(new Error('every gathered call is answered'));
    else w.settle(result);
  }
}

/** When a transaction of several fails, each is tried alone, so that one cannot spoil the others. */
async function answer<C, R>(taken: readonly Waiting<C, R>[], together: Together<C, R>): Promise<void> {
  try {
    settleAll(taken, await together.run(taken.map((w) => w.call)));
  } catch (error) {
    if (taken.length === 1) taken[0]?.fail(error);
    else for (const w of taken) await answer([w], together);
  }
}
