/** Where time comes from. Code never asks the machine directly, so that a run can be replayed. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

/** A clock that moves only when told to; never backwards. */
export class VirtualClock implements Clock {
  #now_ms: number;

  constructor(start: Date) {
    this.#now_ms = start.getTime();
  }

  now(): Date {
    return new Date(this.#now_ms);
  }

  advanceTo(instant: Date): void {
    this.#now_ms = Math.max(this.#now_ms, instant.getTime());
  }

  advanceBy(duration_ms: number): void {
    this.#now_ms += Math.max(0, duration_ms);
  }
}
