/** Where time comes from. Code never asks the machine directly, so that a run can be replayed. */
export interface Clock {
  now(): Date;
  /** How far it is known to be off, in milliseconds: behind is negative. Absent where nobody watches it. */
  off_ms?(): number;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that moves only when told to; never backwards, unless it is made to be wrong. */
export class VirtualClock implements Clock {
  #now_ms: number;
  #off_ms = 0;

  constructor(start: Date) {
    this.#now_ms = start.getTime();
  }

  now(): Date {
    return new Date(this.#now_ms + this.#off_ms);
  }

  off_ms(): number {
    return this.#off_ms;
  }

  /** From now on it is off by this; zero corrects it. */
  jump(off_ms: number): void {
    this.#off_ms = off_ms;
  }

  advanceTo(instant: Date): void {
    this.#now_ms = Math.max(this.#now_ms, instant.getTime());
  }

  advanceBy(duration_ms: number): void {
    this.#now_ms += Math.max(0, duration_ms);
  }
}
