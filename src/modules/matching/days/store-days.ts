import type { Tx } from '../../../platform/index.ts';
import { clockText, type DayTimes } from './slots.ts';

/** A day as the database gives it. */
export interface DayRow extends DayTimes {
  day_id: string;
  org_id: string;
  org_name: string;
  name: string;
  place: string;
  tables: number;
  max_firms: number;
  open_registration: boolean;
  edition: number;
  revision: number;
  called_off_at: Date | null;
  called_off_because: string | null;
  demo: boolean;
  created_at: Date;
}

const columns = `day_id, org_id, org_name, name, place, time_zone, held_on::text as held_on, first_at, slot_minutes,
  pause_minutes, slots, tables, max_firms, open_registration, edition, revision, called_off_at,
  called_off_because, demo, created_at`;

/** The day as it travels. */
export function toDay(row: DayRow) {
  const { first_at, called_off_at, created_at: _at, ...facts } = row;
  return { ...facts, starts: clockText(first_at), called_off_at: called_off_at?.toISOString() ?? null };
}

export function insertDay(
  tx: Tx,
  row: Omit<DayRow, 'revision' | 'called_off_at' | 'called_off_because'>,
): Promise<number> {
  return tx.run(
    `insert into matching.day (day_id, org_id, parties, org_name, name, place, time_zone, held_on, first_at,
       slot_minutes, pause_minutes, slots, tables, max_firms, open_registration, edition, demo, created_at, version)
     values ($1, $2, array[$2::uuid], $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1)`,
    [
      row.day_id,
      row.org_id,
      row.org_name,
      row.name,
      row.place,
      row.time_zone,
      row.held_on,
      row.first_at,
      row.slot_minutes,
      row.pause_minutes,
      row.slots,
      row.tables,
      row.max_firms,
      row.open_registration,
      row.edition,
      row.demo,
      row.created_at,
    ],
  );
}

/** A day that the organisation of the transaction may see. */
export function findDay(tx: Tx, day_id: string): Promise<DayRow | undefined> {
  return tx.maybe<DayRow>(`select ${columns} from matching.day where day_id = $1`, [day_id]);
}

/** The institution's own day, locked until the transaction ends: one change at a time. */
export function lockDay(tx: Tx, day_id: string, org_id: string): Promise<DayRow | undefined> {
  return tx.maybe<DayRow>(
    `select ${columns} from matching.day where day_id = $1 and org_id = $2 for update`,
    [day_id, org_id],
  );
}

/** Writes the facts of a changed day; its revision goes up by one. */
export function updateDay(tx: Tx, row: DayRow): Promise<number> {
  return tx.run(
    `update matching.day set name = $3, place = $4, time_zone = $5, held_on = $6, first_at = $7, slot_minutes = $8,
       pause_minutes = $9, slots = $10, tables = $11, max_firms = $12, open_registration = $13,
       revision = revision + 1, version = version + 1
     where day_id = $1 and org_id = $2`,
    [
      row.day_id,
      row.org_id,
      row.name,
      row.place,
      row.time_zone,
      row.held_on,
      row.first_at,
      row.slot_minutes,
      row.pause_minutes,
      row.slots,
      row.tables,
      row.max_firms,
      row.open_registration,
    ],
  );
}

export function writeCalledOff(
  tx: Tx,
  day: { day_id: string; org_id: string },
  { at, reason }: { at: Date; reason: string },
): Promise<number> {
  return tx.run(
    `update matching.day set called_off_at = $3, called_off_because = $4, version = version + 1
     where day_id = $1 and org_id = $2`,
    [day.day_id, day.org_id, at, reason],
  );
}

/** Lets firms see the day; of firms that see it already nothing changes. Returns how many may see it then. */
export async function letSee(
  tx: Tx,
  day_id: string,
  org_id: string,
  firms: readonly string[],
): Promise<number> {
  const { seen } = await tx.one<{ seen: number }>(
    `update matching.day set version = version + 1,
       parties = parties || array(select f from unnest($3::uuid[]) f where f <> all (parties))
     where day_id = $1 and org_id = $2 returning cardinality(parties) - 1 as seen`,
    [day_id, org_id, firms],
  );
  return seen;
}

/** The next publication of a day; its number. */
export async function nextEdition(tx: Tx, day_id: string, org_id: string): Promise<number> {
  const { edition } = await tx.one<{ edition: number }>(
    `update matching.day set edition = edition + 1, version = version + 1
     where day_id = $1 and org_id = $2 returning edition`,
    [day_id, org_id],
  );
  return edition;
}

/** A day in a list, with the state of the firm that looks; null when it is not invited yet. */
export interface ListedDay extends DayRow {
  own_state: string | null;
}

/** A page of the days in sight, the last made first; one row more than `limit` when there is a next page. */
export function pageOfDays(
  tx: Tx,
  org_id: string,
  page: { after: { at: string; id: string } | null; limit: number },
): Promise<ListedDay[]> {
  return tx.rows<ListedDay>(
    `select ${columns}, (select f.state from matching.day_firm f
        where f.day_id = d.day_id and f.firm_org_id = $1) as own_state
     from matching.day d
     where ($2::timestamptz is null or (created_at, day_id) < ($2, $3::uuid))
     order by created_at desc, day_id desc limit $4`,
    [org_id, page.after?.at ?? null, page.after?.id ?? null, page.limit + 1],
  );
}
