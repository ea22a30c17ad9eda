import type { JsonObject } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import type { NoticeKind } from './kinds.ts';
import type { News, Step } from './model.ts';

export interface NoticeRow {
  notice_id: string;
  kind: NoticeKind;
  body: JsonObject;
  made_at: Date;
  read: boolean;
  settled: boolean;
}

/** False when the organisation was told this before. */
export async function insertNotice(
  tx: Tx,
  row: News & { notice_id: string; made_at: Date },
): Promise<boolean> {
  const written = await tx.run(
    `insert into notices.notice (org_id, notice_id, kind, once, body, made_at, subject, step, for_roles, not_for, ends_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::text[], $10, $11) on conflict (org_id, once) do nothing`,
    [
      row.org_id,
      row.notice_id,
      row.what,
      row.once,
      JSON.stringify(row.body),
      row.made_at,
      row.about?.subject ?? null,
      row.about?.step ?? null,
      row.only?.roles ?? null,
      row.only?.not_user_id ?? null,
      row.ends_at ?? null,
    ],
  );
  return written === 1;
}

/** Steps only go up. */
export async function markDone(tx: Tx, org_ids: readonly string[], about: Step, at: Date): Promise<void> {
  await tx.run(
    `insert into notices.done (org_id, subject, step, at) select distinct org, $2, $3::int, $4::timestamptz
       from unnest($1::uuid[]) as org
     on conflict (org_id, subject) do update set step = excluded.step, at = excluded.at
       where notices.done.step < excluded.step`,
    [org_ids, about.subject, about.step, at],
  );
}

/** A delivery for every endpoint that is on; their ids. */
export async function waitForEndpoints(tx: Tx, org_id: string, notice_id: string): Promise<string[]> {
  const rows = await tx.rows<{ endpoint_id: string }>(
    `insert into notices.delivery (org_id, endpoint_id, notice_id, state, attempts)
     select org_id, endpoint_id, $2, 'waiting', 0 from notices.endpoint where org_id = $1 and state = 'on'
     returning endpoint_id`,
    [org_id, notice_id],
  );
  return rows.map((row) => row.endpoint_id);
}

/** Who reads, and when: what is for others is not shown, what has ended asks for nothing. */
export interface Reader {
  org_id: string;
  user_id: string;
  roles: readonly string[];
  at: Date;
}

const forReader = `n.org_id = $1 and (n.for_roles is null or n.for_roles && $3::text[]) and n.not_for is distinct from $2`;
const settled = `(coalesce(n.ends_at <= $4::timestamptz, false) or exists (select 1 from notices.done d
  where d.org_id = n.org_id and d.subject = n.subject and d.step >= n.step))`;
const readTo = `coalesce((select r.read_to from notices.read_mark r where r.org_id = $1 and r.user_id = $2), '-infinity')`;

/**
 * A page, newest first, with whether this person has read each and whether it asks for nothing any more; one row more
 * than `limit` when there is more.
 */
export function pageOfNotices(
  tx: Tx,
  { org_id, user_id, roles, at }: Reader,
  { after, limit }: { after: { at: string; id: string } | null; limit: number },
): Promise<NoticeRow[]> {
  return tx.rows<NoticeRow>(
    `select n.notice_id, n.kind, n.body, n.made_at, n.made_at <= ${readTo} as read, ${settled} as settled
     from notices.notice n
     where ${forReader} and ($5::timestamptz is null or (n.made_at, n.notice_id) < ($5, $6::uuid))
     order by n.made_at desc, n.notice_id desc limit $7`,
    [org_id, user_id, roles, at, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}

/**
 * How many this person has not read and that still are news; no more than `most` are counted, among the newest
 * `looked_at`.
 */
export async function countUnread(
  tx: Tx,
  { org_id, user_id, roles, at }: Reader,
  { most, looked_at }: { most: number; looked_at: number },
): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    `select least(count(*), $5)::int as count from (
       select n.* from notices.notice n where ${forReader} and n.made_at > ${readTo}
       order by n.made_at desc, n.notice_id desc limit $6) as n
     where not ${settled}`,
    [org_id, user_id, roles, at, most, looked_at],
  );
  return count;
}

/** Moves a person's mark on, never back and never past now. */
export async function markRead(
  tx: Tx,
  mark: { org_id: string; user_id: string; read_to: Date },
): Promise<void> {
  await tx.run(
    `insert into notices.read_mark (org_id, user_id, read_to) values ($1, $2, $3)
     on conflict (org_id, user_id) do update set read_to = excluded.read_to
       where notices.read_mark.read_to < excluded.read_to`,
    [mark.org_id, mark.user_id, mark.read_to],
  );
}

/** Removes what is older, with its deliveries; no more than `most` at once. */
export function removeNotices(tx: Tx, before: Date, most: number): Promise<number> {
  return tx.run(
    `delete from notices.notice n using (
       select org_id, notice_id from notices.notice where made_at < $1 order by made_at limit $2) as old
     where n.org_id = old.org_id and n.notice_id = old.notice_id`,
    [before, most],
  );
}

/** Removes what was done longer ago than any notice is kept; no more than `most` at once. */
export function removeDone(tx: Tx, before: Date, most: number): Promise<number> {
  return tx.run(
    `delete from notices.done d using (
       select org_id, subject from notices.done where at < $1 order by at limit $2) as old
     where d.org_id = old.org_id and d.subject = old.subject`,
    [before, most],
  );
}
