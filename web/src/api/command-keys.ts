/** A command as it is sent; the same content is the same intent. */
export interface Command {
  method: string;
  path: string;
  body?: unknown;
}

/** A key nobody else will choose. Pages without TLS have no randomUUID, but they have random bytes. */
export function newCommandKey(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
}

/**
 * Keeps one Idempotency-Key per intent until the server has given a definite answer, so that a second press
 * after a lost connection cannot do the same thing twice.
 */
export class CommandKeys {
  readonly #open = new Map<string, string>();
  readonly #newKey: () => string;

  constructor(newKey: () => string = newCommandKey) {
    this.#newKey = newKey;
  }

  keyFor(command: Command): string {
    const intent = JSON.stringify([command.method, command.path, command.body ?? null]);
    const known = this.#open.get(intent);
    if (known) return known;
    const key = this.#newKey();
    this.#open.set(intent, key);
    return key;
  }

  /** `status` 0 means that no answer came; 5xx that it is unknown what happened: the key stays. */
  answered(command: Command, status: number): void {
    if (status === 0 || status >= 500) return;
    this.#open.delete(JSON.stringify([command.method, command.path, command.body ?? null]));
  }
}
