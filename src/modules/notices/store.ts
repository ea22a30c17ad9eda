import type { JsonObject } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import type { NoticeKind } from './model.ts';

export interface NoticeRow {
  notice_id: string;
  kind: NoticeKind;
  body: JsonObject;
  made_at: Date;
  read: boolean;
}

/** False when the organisation was told this before. */
export async function insertNotice(
  tx: Tx,
  row: Omit<NoticeRow, 'read'> & { org_id: string; once: string },
): Promise<boolean> {
  const written = await tx.run(
    `insert into notices.notice (org_id, notice_id, kind, once, body, made_at) values ($1, $2, $3, $4, $5, $6)
     on conflict (org_id, once) do nothing`,
    [row.org_id, row.notice_id, row.kind, row.once, JSON.stringify(row.body), row.made_at],
  );
  return written === 1;
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

/** A page, newest first, with whether this person has read each; one row more than `limit` when there is more. */
export function pageOfNotices(
  tx: Tx,
  f: { org_id: string; user_id: string; after: { at: string; id: string } | null; limit: number },
): Promise<NoticeRow[]> {
  return tx.rows<NoticeRow>(
    `select n.notice_id, n.kind, n.body, n.made_at, n.made_at <= coalesce((select r.read_to from notices.read_mark r
       where r.org_id = $1 and r.user_id = $2), '-infinity') as read
     from notices.notice n
     where n.org_id = $1 and ($3::timestamptz is null or (n.made_at, n.notice_id) < ($3, $4::uuid))
     order by n.made_at desc, n.notice_id desc limit $5`,
    [f.org_id, f.user_id, f.after?.at ?? null, f.after?.id ?? null, f.limit + 1],
  );
}

/** How many this person has not read; no more than `most` are counted. */
export async function countUnread(tx: Tx, org_id: string, user_id: string, most: number): Promise<number> {
  const { count } = await tx.one<{ count: number }>(
    `select count(*)::int as count from (
       select 1 from notices.notice where org_id = $1 and made_at > coalesce((select read_to from notices.read_mark
         where org_id = $1 and user_id = $2), '-infinity') limit $3) as unread`,
    [org_id, user_id, most],
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
