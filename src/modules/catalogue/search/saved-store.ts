import { type Tx, takeTurn } from '../../../platform/index.ts';
import type { SearchFilter } from '../model.ts';

export interface SavedSearch {
  org_id: string;
  search_id: string;
  name: string;
  filter: SearchFilter;
  seen_until: Date;
  created_at: Date;
}

const columns = 'org_id, search_id, name, filter, seen_until, created_at';

export async function insertSavedSearch(tx: Tx, row: SavedSearch): Promise<void> {
  await tx.run(
    `insert into catalogue.saved_search (${columns}, removed) values ($1, $2, $3, $4, $5, $6, false)`,
    [row.org_id, row.search_id, row.name, JSON.stringify(row.filter), row.seen_until, row.created_at],
  );
}

/** Whoever keeps a search of the same organisation next waits until this transaction ends. */
export async function waitForSearches(tx: Tx, org_id: string): Promise<void> {
  await takeTurn(tx, `searches ${org_id}`);
}

/** The searches an organisation keeps, newest first. */
export function savedSearchesOf(tx: Tx, org_id: string): Promise<SavedSearch[]> {
  return tx.rows<SavedSearch>(
    `select ${columns} from catalogue.saved_search where org_id = $1 and not removed
     order by created_at desc, search_id desc`,
    [org_id],
  );
}

/** One of them, locked until the transaction ends. */
export function savedSearchOf(tx: Tx, org_id: string, search_id: string): Promise<SavedSearch | undefined> {
  return tx.maybe<SavedSearch>(
    `select ${columns} from catalogue.saved_search where org_id = $1 and search_id = $2 and not removed
     for no key update`,
    [org_id, search_id],
  );
}

export async function markSeen(tx: Tx, row: SavedSearch, seen_until: Date): Promise<void> {
  await tx.run('update catalogue.saved_search set seen_until = $3 where org_id = $1 and search_id = $2', [
    row.org_id,
    row.search_id,
    seen_until,
  ]);
}

/** False when there is no such search of the organisation. */
export async function removeSavedSearch(tx: Tx, org_id: string, search_id: string): Promise<boolean> {
  const removed = await tx.run(
    'update catalogue.saved_search set removed = true where org_id = $1 and search_id = $2 and not removed',
    [org_id, search_id],
  );
  return removed === 1;
}

/** Kept searches that were not looked at since a time, those longest ago first, with up to when all is known. */
export function searchesLongestAgo(
  tx: Tx,
  before: Date,
  limit: number,
): Promise<(Pick<SavedSearch, 'org_id' | 'search_id' | 'name' | 'filter'> & { since: Date })[]> {
  return tx.rows(
    `select org_id, search_id, name, filter, greatest(seen_until, told_until) as since from catalogue.saved_search
     where not removed and (looked_at is null or looked_at < $1) order by looked_at nulls first limit $2`,
    [before, limit],
  );
}

export interface LookedAt {
  org_id: string;
  search_id: string;
  /** Null: nothing new was found. */
  told_until: Date | null;
}

export async function writeLooks(tx: Tx, looks: readonly LookedAt[], at: Date): Promise<void> {
  await tx.run(
    `update catalogue.saved_search s set looked_at = $4, told_until = coalesce(l.told_until, s.told_until)
     from unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) as l (org_id, search_id, told_until)
     where s.org_id = l.org_id and s.search_id = l.search_id`,
    [
      looks.map((look) => look.org_id),
      looks.map((look) => look.search_id),
      looks.map((look) => look.told_until),
      at,
    ],
  );
}
