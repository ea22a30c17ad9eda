import { setTimeout as sleep } from 'node:timers/promises';

/** Without a request for so long, the server counts as free. */
const QUIET_MS = 15;
/** However busy the server is, background work takes a turn this often, so that it never stands still. */
const PATIENCE_MS = 250;

/**
 * People come before background work: a job waits for its turn while requests are being answered, for both
 * share the processor and the database. A free server takes as many jobs at a time as the queues give.
 */
export class Turns {
  #answering = 0;
  #answered_ms = Number.NEGATIVE_INFINITY;
  #taken_ms = Number.NEGATIVE_INFINITY;
  #line: Promise<void> = Promise.resolve();

  requestBegins(): void {
    this.#answering += 1;
  }

  requestEnds(): void {
    this.#answering -= 1;
    this.#answered_ms = performance.now();
  }

  /** Resolves when the next job may begin; those who wait are served in order. */
  take(): Promise<void> {
    this.#line = this.#line.then(() => this.#wait());
    return this.#line;
  }

  async #wait(): Promise<void> {
    while (this.#busy() && performance.now() - this.#taken_ms < PATIENCE_MS) await sleep(QUIET_MS);
    this.#taken_ms = performance.now();
  }

  #busy(): boolean {
    return this.#answering > 0 || performance.now() - this.#answered_ms < QUIET_MS;
  }
}
