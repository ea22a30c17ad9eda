import type { Tx } from '../../../platform/index.ts';
import type { WatchEntry, WatchMatch } from './watchlist.ts';

export interface List {
  list_id: string;
  source: string;
  as_of: string;
  file_hash: string;
}

/** Puts a list in the place of the one with its id, whole. */
export async function replaceList(
  tx: Tx,
  list: List,
  entries: readonly Omit<WatchEntry, 'list_id'>[],
  at: Date,
): Promise<void> {
  await tx.run('delete from parties.watchlist_entry where list_id = $1', [list.list_id]);
  await tx.run(
    `insert into parties.watchlist_entry (list_id, entry_id, names, country)
     select $1, entry_id, names, country
     from jsonb_to_recordset($2::jsonb) as e (entry_id text, names text[], country text)`,
    [list.list_id, JSON.stringify(entries)],
  );
  await tx.run(
    `insert into parties.watchlist (list_id, source, as_of, file_hash, entries, imported_at)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (list_id) do update set source = excluded.source, as_of = excluded.as_of,
       file_hash = excluded.file_hash, entries = excluded.entries, imported_at = excluded.imported_at`,
    [list.list_id, list.source, list.as_of, list.file_hash, entries.length, at],
  );
}

export function readLists(tx: Tx): Promise<(List & { entries: number; imported_at: Date })[]> {
  return tx.rows(
    `select list_id, source, to_char(as_of, 'YYYY-MM-DD') as as_of, file_hash, entries, imported_at
     from parties.watchlist order by list_id`,
  );
}

export function readEntries(tx: Tx): Promise<WatchEntry[]> {
  return tx.rows('select list_id, entry_id, names, country from parties.watchlist_entry');
}

export interface Screened {
  org_id: string;
  name: string;
  names: string[];
  country: string;
  demo: boolean;
}

const screenedColumns = `org_id, name, array_remove(array[name, name_zh, name_ru, name_native], null) as names, country, demo`;

export function readScreened(tx: Tx, org_ids: readonly string[]): Promise<Screened[]> {
  return tx.rows(`select ${screenedColumns} from parties.organisation where org_id = any ($1::uuid[])`, [
    org_ids,
  ]);
}

/** Organisations after this id, for going through all of them. */
export function nextScreened(tx: Tx, after: string, limit: number): Promise<Screened[]> {
  return tx.rows(
    `select ${screenedColumns} from parties.organisation where org_id > $1 order by org_id limit $2`,
    [after, limit],
  );
}

/** Real firms of the same country that were here before, to find those that are here twice. Demonstration firms are no duplicates. */
export function readNeighbours(tx: Tx, one: Screened, limit: number): Promise<Screened[]> {
  return tx.rows(
    `select ${screenedColumns} from parties.organisation
     where country = $1 and not demo and (registered_at, org_id) < (
       select registered_at, org_id from parties.organisation where org_id = $2)
     order by registered_at desc, org_id desc limit $3`,
    [one.country, one.org_id, limit],
  );
}

/** Writes what is new; what a person has decided stays decided. Then the state that follows for the organisation. */
export async function writeHits(
  tx: Tx,
  one: Screened,
  matches: readonly WatchMatch[],
  at: Date,
  id: () => string,
): Promise<void> {
  await tx.run(
    `insert into parties.screening_hit (org_id, hit_id, parties, org_name, list_id, entry_id, listed_name, given_name,
       likeness, same_country, state, found_at)
     select $1, hit_id, (select coalesce(array_agg(org_id order by org_id), '{}') from parties.organisation where kind = 'operator'),
       $2, list_id, entry_id, listed_name, given_name, round(likeness, 3), same_country, 'open', $3
     from jsonb_to_recordset($4::jsonb) as m (hit_id uuid, list_id text, entry_id text, listed_name text,
       given_name text, likeness numeric, same_country boolean)
     on conflict (org_id, list_id, entry_id, listed_name, given_name) do nothing`,
    [one.org_id, one.name, at, JSON.stringify(matches.map((m) => ({ ...m, hit_id: id() })))],
  );
  await settleScreening(tx, one.org_id, await hitStates(tx, one.org_id), at);
}

export async function hitStates(tx: Tx, org_id: string): Promise<string[]> {
  const rows = await tx.rows<{ state: string }>(
    'select distinct state from parties.screening_hit where org_id = $1',
    [org_id],
  );
  return rows.map((r) => r.state);
}

/**
 * A confirmed hit takes the organisation out of sight and out of trade, until a second person has agreed to lift it;
 * an open one waits for a person.
 */
export function settleScreening(
  tx: Tx,
  org_id: string,
  states: readonly string[],
  at: Date,
): Promise<number> {
  const blocked = states.includes('confirmed') || states.includes('lifting');
  const screening = blocked ? 'blocked' : states.includes('open') ? 'review' : 'clear';
  return tx.run(
    `update parties.organisation set screening = $2, published = $2 <> 'blocked', updated_at = $3, version = version + 1
     where org_id = $1 and screening <> $2`,
    [org_id, screening, at],
  );
}

export async function passedScreening(tx: Tx, org_id: string): Promise<boolean> {
  const row = await tx.maybe<{ passed: boolean }>(
    `select screening = 'clear' as passed from parties.organisation where org_id = $1`,
    [org_id],
  );
  return row?.passed ?? false;
}

/** Whether a person confirmed that the organisation is who is listed. */
export async function isBlocked(tx: Tx, org_id: string): Promise<boolean> {
  const row = await tx.maybe<{ blocked: boolean }>(
    `select screening = 'blocked' as blocked from parties.organisation where org_id = $1`,
    [org_id],
  );
  return row?.blocked ?? false;
}

/** Which of these organisations are blocked. For the system, which sees every organisation. */
export async function blockedAmong(tx: Tx, org_ids: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ org_id: string }>(
    `select org_id from parties.organisation where org_id = any ($1::uuid[]) and screening = 'blocked'`,
    [[...new Set(org_ids)]],
  );
  return rows.map((r) => r.org_id);
}

export interface HitRow {
  org_id: string;
  hit_id: string;
  org_name: string;
  list_id: string;
  entry_id: string;
  listed_name: string;
  given_name: string;
  likeness: string;
  same_country: boolean | null;
  state: 'open' | 'cleared' | 'confirmed' | 'lifting';
  found_at: Date;
  decided_by: string | null;
  decided_at: Date | null;
  note: string | null;
}

const hitColumns = `org_id, hit_id, org_name, list_id, entry_id, listed_name, given_name, likeness::text, same_country,
  state, found_at, decided_by, decided_at, note`;

/** Hits in the order in which they were found; one row more than `limit` when there is a next page. */
export function pageOfHits(
  tx: Tx,
  page: { state: string; after?: { found_at: string; hit_id: string } | undefined; limit: number },
): Promise<HitRow[]> {
  return tx.rows(
    `select ${hitColumns} from parties.screening_hit
     where state = $1 and ($2::timestamptz is null or (found_at, hit_id) > ($2, $3::uuid))
     order by found_at, hit_id limit $4`,
    [page.state, page.after?.found_at ?? null, page.after?.hit_id ?? null, page.limit + 1],
  );
}

export function findHit(tx: Tx, org_id: string, hit_id: string): Promise<HitRow | undefined> {
  return tx.maybe(
    `select ${hitColumns} from parties.screening_hit where org_id = $1 and hit_id = $2 for update`,
    [org_id, hit_id],
  );
}

export function decideHitRow(
  tx: Tx,
  hit: { org_id: string; hit_id: string; state: string; note: string; decided_by: string; decided_at: Date },
): Promise<HitRow | undefined> {
  return tx.maybe(
    `update parties.screening_hit set state = $3, note = $4, decided_by = $5, decided_at = $6
     where org_id = $1 and hit_id = $2 returning ${hitColumns}`,
    [hit.org_id, hit.hit_id, hit.state, hit.note, hit.decided_by, hit.decided_at],
  );
}
