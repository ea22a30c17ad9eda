import type { Clock } from '../../kernel/clock.ts';

interface Kept<T> {
  until_ms: number;
  value: Promise<T>;
}

/**
 * Remembers for a few seconds who a credential is, so that a busy client costs no statement per request.
 * Bounded; the longest unused goes first. A lookup that fails is not kept.
 */
export class ActorCache<T extends { user_id: string } | undefined> {
  readonly #kept = new Map<string, Kept<T>>();
  readonly #clock: Clock;
  readonly #keep_ms: number;
  readonly #limit: number;

  constructor(clock: Clock, keep_ms: number, limit: number) {
    this.#clock = clock;
    this.#keep_ms = keep_ms;
    this.#limit = limit;
  }

  get size(): number {
    return this.#kept.size;
  }

  /** The remembered value, or that of `look`; requests that arrive together share one lookup. */
  get(key: string, look: () => Promise<T>): Promise<T> {
    const now_ms = this.#clock.now().getTime();
    const kept = this.#kept.get(key);
    this.#kept.delete(key);
    if (kept && kept.until_ms > now_ms) {
      this.#kept.set(key, kept);
      return kept.value;
    }
    const value = look();
    this.#kept.set(key, { until_ms: now_ms + this.#keep_ms, value });
    value.then(
      (found) => found === undefined && this.forget(key),
      () => this.forget(key),
    );
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= this.#limit) break;
      this.#kept.delete(oldest);
    }
    return value;
  }

  forget(key: string): void {
    this.#kept.delete(key);
  }

  /** Drops everything remembered about a person: signed out everywhere, roles changed, key deleted. */
  async forgetUser(user_id: string): Promise<void> {
    for (const [key, { value }] of [...this.#kept])
      if ((await value.catch(() => undefined))?.user_id === user_id) this.#kept.delete(key);
  }
}
