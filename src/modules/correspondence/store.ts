import type { Locale } from '../../kernel/locale.ts';
import type { Tx } from '../../platform/index.ts';
import type { SentFile } from './files.ts';
import type { Audience, MadeTranslations } from './model.ts';

export interface MessageRow {
  number: number;
  audience: Audience;
  author_org_id: string;
  author_user_id: string;
  author_name: string;
  language: Locale;
  text: string;
  translations: MadeTranslations;
  files: SentFile[];
  sent_at: Date;
}

export async function insertMessage(
  tx: Tx,
  deal_id: string,
  row: MessageRow,
  parties: readonly string[],
): Promise<void> {
  await tx.run(
    `insert into correspondence.message (deal_id, number, audience, author_org_id, author_user_id, author_name, language,
       text, translations, files, sent_at, parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10::jsonb, $11, $12::uuid[])`,
    [
      deal_id,
      row.number,
      row.audience,
      row.author_org_id,
      row.author_user_id,
      row.author_name,
      row.language,
      row.text,
      JSON.stringify(row.translations),
      JSON.stringify(row.files),
      row.sent_at,
      parties,
    ],
  );
}

/** Messages of a deal before a number, newest first, with whether this person has read them. */
export function pageOfMessages(
  tx: Tx,
  f: { deal_id: string; org_id: string; user_id: string; before: number | null; limit: number },
): Promise<(MessageRow & { read: boolean })[]> {
  return tx.rows(
    `select m.number, m.audience, m.author_org_id, m.author_user_id, m.author_name, m.language, m.text, m.translations,
       m.files,
       m.sent_at, m.author_user_id = $3 or m.number <= coalesce((select r.read_to from correspondence.read_mark r
         where r.org_id = $2 and r.deal_id = $1 and r.user_id = $3), 0) as read
     from correspondence.message m where m.deal_id = $1 and ($4::int is null or m.number < $4)
     order by m.number desc limit $5`,
    [f.deal_id, f.org_id, f.user_id, f.before, f.limit + 1],
  );
}

/** What a firm has sent as files in a deal so far. */
export async function bytesSent(tx: Tx, deal_id: string, org_id: string): Promise<number> {
  const row = await tx.one<{ bytes: number }>(
    `select coalesce(sum((f ->> 'bytes')::int), 0)::int as bytes
     from correspondence.message m, jsonb_array_elements(m.files) as f where m.deal_id = $1 and m.author_org_id = $2`,
    [deal_id, org_id],
  );
  return row.bytes;
}

/** A file of a message that the reader sees, by its place from 1. */
export function findFile(
  tx: Tx,
  deal_id: string,
  number: number,
  place: number,
): Promise<(SentFile & { author_org_id: string }) | undefined> {
  return tx.maybe(
    `select m.author_org_id, f.name, f.kind, f.bytes, f.sha256
     from correspondence.message m, jsonb_to_record(m.files -> ($3::int - 1)) as f (name text, kind text, bytes int,
       sha256 text)
     where m.deal_id = $1 and m.number = $2 and f.sha256 is not null`,
    [deal_id, number, place],
  );
}

/** Which of these files the messages of a firm still name. */
export async function namedByMessages(tx: Tx, org_id: string, hashes: readonly string[]): Promise<string[]> {
  const rows = await tx.rows<{ sha256: string }>(
    `select f ->> 'sha256' as sha256 from correspondence.message m, jsonb_array_elements(m.files) as f
     where m.author_org_id = $1 and f ->> 'sha256' = any ($2::text[])`,
    [org_id, hashes],
  );
  return rows.map((row) => row.sha256);
}

/** Moves a person's mark on, never back. */
export async function markRead(
  tx: Tx,
  mark: { org_id: string; deal_id: string; user_id: string; read_to: number; at: Date },
): Promise<void> {
  await tx.run(
    `insert into correspondence.read_mark (org_id, deal_id, user_id, read_to, read_at) values ($1, $2, $3, $4, $5)
     on conflict (org_id, deal_id, user_id) do update set read_to = excluded.read_to, read_at = excluded.read_at
       where correspondence.read_mark.read_to < excluded.read_to`,
    [mark.org_id, mark.deal_id, mark.user_id, mark.read_to, mark.at],
  );
}
