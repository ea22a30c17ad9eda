import type { Tx } from '../../platform/index.ts';
import type { Figures } from './model.ts';

export interface ReviewRow {
  deal_id: string;
  side: 'buyer' | 'seller';
  review_id: string;
  by_org_id: string;
  about_org_id: string;
  closed_at: Date;
  rating: number;
  language: string;
  text: string;
  translations: Record<string, string>;
  written_at: Date;
  answer: string | null;
  answer_language: string | null;
  answered_at: Date | null;
  parties: string[];
}
const reviewColumns = `deal_id, side, review_id, by_org_id, about_org_id, closed_at, rating, language, text, translations,
  written_at, answer, answer_language, answered_at, parties`;

export function selectReviews(tx: Tx, deal_id: string): Promise<ReviewRow[]> {
  return tx.rows(`select ${reviewColumns} from reputation.review where deal_id = $1 order by side`, [
    deal_id,
  ]);
}

/** Writes a review, or changes one that is not answered. False when it was answered. */
export async function writeReviewRow(
  tx: Tx,
  row: Omit<ReviewRow, 'answer' | 'answer_language' | 'answered_at'>,
): Promise<boolean> {
  const changed = await tx.run(
    `update reputation.review set rating = $3, language = $4, text = $5, translations = $6, written_at = $7
     where deal_id = $1 and side = $2 and answered_at is null`,
    [
      row.deal_id,
      row.side,
      row.rating,
      row.language,
      row.text,
      JSON.stringify(row.translations),
      row.written_at,
    ],
  );
  if (changed === 1) return true;
  const written = await tx.run(
    `insert into reputation.review (deal_id, side, review_id, by_org_id, about_org_id, closed_at, rating, language, text,
       translations, written_at, parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (deal_id, side) do nothing`,
    [
      row.deal_id,
      row.side,
      row.review_id,
      row.by_org_id,
      row.about_org_id,
      row.closed_at,
      row.rating,
      row.language,
      row.text,
      JSON.stringify(row.translations),
      row.written_at,
      row.parties,
    ],
  );
  return written === 1;
}

/** False when there is no review of that side, or it has its answer. */
export async function writeAnswer(
  tx: Tx,
  key: { deal_id: string; side: string },
  answer: { text: string; language: string; at: Date },
): Promise<boolean> {
  const changed = await tx.run(
    `update reputation.review set answer = $3, answer_language = $4, answered_at = $5
     where deal_id = $1 and side = $2 and answered_at is null`,
    [key.deal_id, key.side, answer.text, answer.language, answer.at],
  );
  return changed === 1;
}

/** Shows the reviews of a deal to everybody, without the deal. */
export async function publishReviews(
  tx: Tx,
  deal_id: string,
  countries: Record<string, string>,
  demo: boolean,
) {
  await tx.run(
    `insert into reputation.published_review (org_id, review_id, side, by_country, month, rating, language, text,
       translations, answer, answer_language, demo, written_at)
     select about_org_id, review_id, side, $2::jsonb ->> side, date_trunc('month', closed_at at time zone 'UTC')::date,
       rating, language, text, translations, answer, answer_language, $3, written_at
     from reputation.review where deal_id = $1
     on conflict (org_id, review_id) do update set rating = excluded.rating, language = excluded.language,
       text = excluded.text, translations = excluded.translations, answer = excluded.answer,
       answer_language = excluded.answer_language, written_at = excluded.written_at`,
    [deal_id, JSON.stringify(countries), demo],
  );
}

export interface PublishedReview {
  review_id: string;
  side: 'buyer' | 'seller';
  by_country: string;
  month: string;
  rating: number;
  language: string;
  text: string;
  translations: Record<string, string>;
  answer: string | null;
  answer_language: string | null;
  demo: boolean;
  written_at: Date;
}

/** A page of what was written about a firm, newest first; one row more than `limit` when there is a next page. */
export function pageOfReviews(
  tx: Tx,
  org_id: string,
  page: { after: { at: string; id: string } | null; limit: number },
): Promise<PublishedReview[]> {
  return tx.rows(
    `select review_id, side, by_country, month, rating, language, text, translations, answer, answer_language, demo,
       written_at from reputation.published_review
     where org_id = $1 and ($2::timestamptz is null or (written_at, review_id) < ($2, $3::uuid))
     order by written_at desc, review_id desc limit $4`,
    [org_id, page.after?.at ?? null, page.after?.id ?? null, page.limit + 1],
  );
}

export interface RecordRow {
  org_id: string;
  since: string;
  until: string;
  figures: Figures;
  counted_at: Date;
  reviews: number;
  rating_sum: number;
}

/** Figures and the number of reviews of several firms, in one statement. */
export function selectRecords(tx: Tx, org_ids: readonly string[]): Promise<RecordRow[]> {
  return tx.rows(
    `select r.org_id, r.since, r.until, r.figures, r.counted_at, coalesce(p.reviews, 0)::int as reviews,
       coalesce(p.rating_sum, 0)::int as rating_sum
     from reputation.record r
     left join (select org_id, count(*) as reviews, sum(rating) as rating_sum from reputation.published_review
                where org_id = any ($1) group by org_id) p on p.org_id = r.org_id
     where r.org_id = any ($1) order by r.org_id`,
    [org_ids],
  );
}

/** Writes the figures of many firms at once. */
export async function writeRecords(
  tx: Tx,
  records: readonly { org_id: string; figures: Figures }[],
  period: { since: string; until: string; at: Date },
): Promise<void> {
  await tx.run(
    `insert into reputation.record (org_id, since, until, figures, counted_at)
     select r.org_id, $2, $3, r.figures, $4 from jsonb_to_recordset($1::jsonb) as r(org_id uuid, figures jsonb)
     on conflict (org_id) do update set since = excluded.since, until = excluded.until, figures = excluded.figures,
       counted_at = excluded.counted_at`,
    [JSON.stringify(records), period.since, period.until, period.at],
  );
}
