import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

const NAME = 'sauda keeper';
const AGAIN_AFTER_MS = 500;

/**
 * A connection that says: this process uses the embedded server. When it breaks although nobody asked for that, the
 * server has died, and is started again where it was; the pools find it there.
 */
export class Keeper {
  #client: pg.Client | undefined;
  #leaving = false;
  readonly #url: () => string;
  readonly #restart: () => Promise<unknown>;

  constructor(url: () => string, restart: () => Promise<unknown>) {
    this.#url = url;
    this.#restart = restart;
  }

  /** Takes hold. The process that left last may have stopped the server since it was found: then it is started again. */
  async begin(): Promise<void> {
    await this.#hold().catch(async () => {
      await this.#restart();
      await this.#hold();
    });
  }

  async #hold(): Promise<void> {
    const client = new pg.Client({ connectionString: this.#url(), application_name: NAME });
    client.on('error', () => undefined);
    await client.connect();
    if (this.#leaving) return client.end();
    client.once('end', () => void this.#revive());
    this.#client = client;
  }

  /** Lets go. True when no other process held the server, which then is ours to stop. */
  async leave(): Promise<boolean> {
    this.#leaving = true;
    const others = await this.#client
      ?.query('select 1 from pg_stat_activity where application_name = $1 and pid <> pg_backend_pid()', [
        NAME,
      ])
      .catch(() => undefined);
    await this.#client?.end().catch(() => undefined);
    return others?.rowCount === 0;
  }

  async #revive(): Promise<void> {
    while (!this.#leaving) {
      try {
        await this.#restart();
        await this.#hold();
        return;
      } catch {
        await sleep(AGAIN_AFTER_MS, undefined, { ref: false });
      }
    }
  }
}
