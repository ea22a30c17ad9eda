import type { Clock } from '../../kernel/clock.ts';

const WINDOW_MS = 15 * 60 * 1000;
const FAILURES_ALLOWED = 10;
const ACCOUNTS_WATCHED = 10_000;

/**
 * Counts wrong passwords per account, whether the account exists or not. It stands beside the limit per address,
 * which a guesser with many addresses escapes.
 */
export class Attempts {
  readonly #failures = new Map<string, { count: number; until_ms: number }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  exhausted(account: string): boolean {
    const seen = this.#failures.get(account);
    return (
      seen !== undefined && seen.until_ms > this.#clock.now().getTime() && seen.count >= FAILURES_ALLOWED
    );
  }

  failed(account: string): void {
    const now_ms = this.#clock.now().getTime();
    const seen = this.#failures.get(account);
    const running = seen && seen.until_ms > now_ms ? seen : { count: 0, until_ms: now_ms + WINDOW_MS };
    this.#failures.delete(account);
    this.#failures.set(account, { ...running, count: running.count + 1 });
    for (const oldest of this.#failures.keys()) {
      if (this.#failures.size <= ACCOUNTS_WATCHED) break;
      this.#failures.delete(oldest);
    }
  }

  succeeded(account: string): void {
    this.#failures.delete(account);
  }
}
