import type { Tx } from '../../../platform/index.ts';
import { type MeetingOutcome, MOST_CORRECTIONS, type Pair, type PlannedMeeting, type Side } from './model.ts';

export interface PlanRow {
  plan_no: number;
  seed: number;
  pinned: Pair[];
  forbidden: Pair[];
  meetings: PlannedMeeting[];
  planned_at: Date;
}

export interface MeetingRow extends PlannedMeeting {
  called_off_by: string | null;
  buyer_outcome: MeetingOutcome | null;
  seller_outcome: MeetingOutcome | null;
  institution_outcome: MeetingOutcome | null;
  institution_before: { outcome: MeetingOutcome; corrected_at: string }[];
}

/** The plan that the institution of the transaction works on. */
export function findPlan(tx: Tx, day_id: string): Promise<PlanRow | undefined> {
  return tx.maybe<PlanRow>(
    `select plan_no, seed, pinned, forbidden, meetings, planned_at from matching.day_plan where day_id = $1`,
    [day_id],
  );
}

/** Puts a new plan in the place of the one before. */
export function writePlan(tx: Tx, day: { day_id: string; org_id: string }, plan: PlanRow): Promise<number> {
  return tx.run(
    `insert into matching.day_plan (org_id, day_id, plan_no, seed, pinned, forbidden, meetings, planned_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8)
     on conflict (org_id, day_id) do update set plan_no = excluded.plan_no, seed = excluded.seed,
       pinned = excluded.pinned, forbidden = excluded.forbidden, meetings = excluded.meetings,
       planned_at = excluded.planned_at`,
    [
      day.org_id,
      day.day_id,
      plan.plan_no,
      plan.seed,
      JSON.stringify(plan.pinned),
      JSON.stringify(plan.forbidden),
      JSON.stringify(plan.meetings),
      plan.planned_at,
    ],
  );
}

/** Pairs of which one has declined what the institution introduced before, or of which it has seen that they part. */
export function declinedPairs(tx: Tx, org_id: string, firms: readonly string[]): Promise<Pair[]> {
  return tx.rows<Pair>(
    `select distinct buyer_org_id, seller_org_id from matching.introduction
     where introduced_by = $1 and 'declined' in (buyer_answer, seller_answer)
       and buyer_org_id = any ($2::uuid[]) and seller_org_id = any ($2::uuid[])
     union select buyer_org_id, seller_org_id from matching.day_meeting
     where $1 = any (parties) and institution_outcome = 'declined'
       and buyer_org_id = any ($2::uuid[]) and seller_org_id = any ($2::uuid[])`,
    [org_id, firms],
  );
}

/** Writes the meetings of an edition in one statement; from then on those that meet see them. */
export function insertMeetings(
  tx: Tx,
  day: { day_id: string; org_id: string; edition: number },
  meetings: readonly PlannedMeeting[],
): Promise<number> {
  return tx.run(
    `insert into matching.day_meeting (day_id, edition, slot, table_no, parties, buyer_org_id, seller_org_id,
       buyer_name, seller_name, need_id, listing_id, need_title, listing_title, score, parts, version)
     select $1, $2, slot, table_no, array[$3::uuid, buyer_org_id, seller_org_id], buyer_org_id, seller_org_id,
       buyer_name, seller_name, need_id, listing_id, need_title, listing_title, score, parts, 1
     from jsonb_to_recordset($4::jsonb) as g(slot smallint, table_no smallint, buyer_org_id uuid, seller_org_id uuid,
       buyer_name text, seller_name text, need_id uuid, listing_id uuid, need_title text, listing_title text,
       score smallint, parts jsonb)`,
    [day.day_id, day.edition, day.org_id, JSON.stringify(meetings)],
  );
}

const columns = `slot, table_no, buyer_org_id, seller_org_id, buyer_name, seller_name, need_id, listing_id,
  need_title, listing_title, score, parts, called_off_by, buyer_outcome, seller_outcome, institution_outcome,
  institution_before`;

/** Meetings of an edition that the organisation of the transaction may see, slot by slot. */
export function meetingsOfDay(tx: Tx, day_id: string, edition: number): Promise<MeetingRow[]> {
  return tx.rows<MeetingRow>(
    `select ${columns} from matching.day_meeting where day_id = $1 and edition = $2 order by slot, table_no`,
    [day_id, edition],
  );
}

/** A published meeting of any edition, as far as a calendar tells of it. */
export type CalendarMeeting = Omit<PlannedMeeting, 'need_id' | 'listing_id' | 'score' | 'parts'> & {
  edition: number;
  called_off_by: string | null;
};

/** Meetings of all editions that the organisation of the transaction may see, the newest edition first. */
export function meetingsOfEditions(tx: Tx, day_id: string): Promise<CalendarMeeting[]> {
  return tx.rows<CalendarMeeting>(
    `select edition, slot, table_no, buyer_org_id, seller_org_id, buyer_name, seller_name, need_title, listing_title,
       called_off_by
     from matching.day_meeting where day_id = $1 order by edition desc, slot, table_no`,
    [day_id],
  );
}

/** Whether somebody has said already how a meeting of the edition went. */
export async function anyOutcome(tx: Tx, day_id: string, edition: number): Promise<boolean> {
  const { any } = await tx.one<{ any: boolean }>(
    `select exists (select from matching.day_meeting where day_id = $1 and edition = $2
       and coalesce(buyer_outcome, seller_outcome, institution_outcome) is not null) as any`,
    [day_id, edition],
  );
  return any;
}

/** Calls off the meetings of a firm; those whose outcome is known stay as they are. Returns how many. */
export function callOff(tx: Tx, day_id: string, edition: number, firm_org_id: string): Promise<number> {
  return tx.run(
    `update matching.day_meeting set called_off_by = $3, version = version + 1
     where day_id = $1 and edition = $2 and $3 in (buyer_org_id, seller_org_id) and called_off_by is null
       and coalesce(buyer_outcome, seller_outcome, institution_outcome) is null`,
    [day_id, edition, firm_org_id],
  );
}

export interface MeetingPlace {
  day_id: string;
  edition: number;
  slot: number;
  table_no: number;
}

const outcomeColumns = {
  buyer: 'buyer_outcome',
  seller: 'seller_outcome',
  institution: 'institution_outcome',
} as const;

/** False when that side, or the institution, has said it before. */
export async function writeOutcome(
  tx: Tx,
  at: MeetingPlace,
  by: Side | 'institution',
  outcome: MeetingOutcome,
): Promise<boolean> {
  const column = outcomeColumns[by];
  const written = await tx.run(
    `update matching.day_meeting set ${column} = $5, version = version + 1
     where day_id = $1 and edition = $2 and slot = $3 and table_no = $4 and ${column} is null`,
    [at.day_id, at.edition, at.slot, at.table_no, outcome],
  );
  return written === 1;
}

/**
 * Puts another word of the institution in the place of one it has said, which is kept. False when that is not its last,
 * or when it has corrected itself as often as it may.
 */
export async function correctOutcome(
  tx: Tx,
  at: MeetingPlace,
  { from, to, now }: { from: MeetingOutcome; to: MeetingOutcome; now: Date },
): Promise<boolean> {
  const before = [{ outcome: from, corrected_at: now.toISOString() }];
  const written = await tx.run(
    `update matching.day_meeting set institution_outcome = $6, version = version + 1,
       institution_before = institution_before || $7::jsonb
     where day_id = $1 and edition = $2 and slot = $3 and table_no = $4 and institution_outcome = $5
       and jsonb_array_length(institution_before) < $8`,
    [at.day_id, at.edition, at.slot, at.table_no, from, to, JSON.stringify(before), MOST_CORRECTIONS],
  );
  return written === 1;
}
