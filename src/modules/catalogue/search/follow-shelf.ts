import type { Services, Tx } from '../../../platform/index.ts';
import { Shelf } from './shelf.ts';
import { presentSnapshot, shelfRowsAfter, shelfRowsSince } from './shelf-store.ts';
import { understandQuery } from './understand-query.ts';

const ROWS_AT_ONCE = 1_000;
/** With more changes than this at once a new index is made from all listings instead. */
const CHANGES_LIMIT = 5_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** The index of one process, and where in the database's history it stands. */
interface Followed {
  shelf: Shelf;
  snapshot: string;
}

/**
 * Keeps the index of this process at what the database has committed. Those who ask while one look at the database
 * is under way share the next one, so that ten searches at once cost one look.
 */
class Follower {
  readonly #reader: Tx;
  #followed: Followed | undefined;
  #now: Promise<Shelf> | undefined;
  #next: Promise<Shelf> | undefined;

  constructor(reader: Tx) {
    this.#reader = reader;
  }

  /** The index with everything that was committed before the call. */
  upToDate(): Promise<Shelf> {
    if (!this.#now) return this.#begin();
    // The look under way may have begun before a commit that this caller has seen.
    const following = (): Promise<Shelf> => {
      this.#next = undefined;
      return this.#now ?? this.#begin();
    };
    this.#next ??= this.#now.then(following, following);
    return this.#next;
  }

  #begin(): Promise<Shelf> {
    const look = this.#follow().finally(() => {
      if (this.#now === look) this.#now = undefined;
    });
    this.#now = look;
    return look;
  }

  async #follow(): Promise<Shelf> {
    if (this.#followed) {
      const { shelf } = this.#followed;
      const { snapshot, rows } = await shelfRowsSince(this.#reader, this.#followed.snapshot, CHANGES_LIMIT);
      if (rows.length <= CHANGES_LIMIT) {
        for (const row of rows) shelf.put(row);
        this.#followed = { shelf, snapshot };
        return shelf;
      }
    }
    this.#followed = await readShelf(this.#reader);
    return this.#followed.shelf;
  }
}

/** All published listings, a thousand at a time, so that other requests come in between. */
async function readShelf(reader: Tx): Promise<Followed> {
  // What is committed while the listings are read comes again with the first look.
  const snapshot = await presentSnapshot(reader);
  const shelf = new Shelf();
  let after = { org_id: FIRST_ID, listing_id: FIRST_ID };
  for (;;) {
    const rows = await shelfRowsAfter(reader, after, ROWS_AT_ONCE);
    for (const row of rows) shelf.put(row);
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return { shelf, snapshot };
    after = last;
  }
}

const followers = new WeakMap<Services, Follower>();

/** Reads the shelf and the words of goods before the first search asks for them. */
export async function warmSearch(services: Services): Promise<void> {
  understandQuery('goods');
  await shelfOf(services);
}

/** The index of the shelf in this process, up to date. */
export function shelfOf(services: Services): Promise<Shelf> {
  const follower = followers.get(services) ?? new Follower(services.reader);
  followers.set(services, follower);
  return follower.upToDate();
}
