import type { Locale } from '../../kernel/locale.ts';
import type { Tx } from '../../platform/index.ts';
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
       text, translations, sent_at, parties) values ($1, $2, $3, $4, $5, $6, $7, $8, $9::jsonb, $10, $11::uuid[])`,
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
       m.sent_at, m.author_user_id = $3 or m.number <= coalesce((select r.read_to from correspondence.read_mark r
         where r.org_id = $2 and r.deal_id = $1 and r.user_id = $3), 0) as read
     from correspondence.message m where m.deal_id = $1 and ($4::int is null or m.number < $4)
     order by m.number desc limit $5`,
    [f.deal_id, f.org_id, f.user_id, f.before, f.limit + 1],
  );
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
