import type { Tx } from '../../platform/index.ts';
import type { Part } from './parts.ts';

export interface NewIntroduction {
  introduction_id: string;
  parties: readonly string[];
  need_id: string;
  listing_id: string;
  buyer_org_id: string;
  seller_org_id: string;
  introduced_by: string | null;
  buyer_name: string;
  seller_name: string;
  need_title: string;
  listing_title: string;
  note: string;
  score: number;
  parts: Part[];
  demo: boolean;
  introduced_at: Date;
  /** The matchmaking day that it comes of. */
  of_day?: string;
}

export interface IntroductionRow extends Omit<NewIntroduction, 'parties' | 'of_day'> {
  buyer_answer: string | null;
  seller_answer: string | null;
}

const columns = `introduction_id, need_id, listing_id, buyer_org_id, seller_org_id, introduced_by, buyer_name,
  seller_name, need_title, listing_title, note, score, parts, buyer_answer, seller_answer, demo, introduced_at`;

/** False when the two have been introduced for this need before. */
export async function insertIntroduction(tx: Tx, row: NewIntroduction): Promise<boolean> {
  const written = await tx.run(
    `insert into matching.introduction (introduction_id, parties, need_id, listing_id, buyer_org_id, seller_org_id,
       introduced_by, buyer_name, seller_name, need_title, listing_title, note, score, parts, demo, introduced_at,
       of_day, version)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, 1)
     on conflict do nothing`,
    [
      row.introduction_id,
      row.parties,
      row.need_id,
      row.listing_id,
      row.buyer_org_id,
      row.seller_org_id,
      row.introduced_by,
      row.buyer_name,
      row.seller_name,
      row.need_title,
      row.listing_title,
      row.note,
      row.score,
      JSON.stringify(row.parts),
      row.demo,
      row.introduced_at,
      row.of_day ?? null,
    ],
  );
  return written === 1;
}

/** Makes one that was withdrawn anew. False when there is none. */
export async function renewIntroduction(tx: Tx, row: NewIntroduction): Promise<boolean> {
  const renewed = await tx.run(
    `update matching.introduction set parties = $2, introduced_by = $3, note = $4, score = $5, parts = $6,
       introduced_at = $7, of_day = $8, withdrawn_at = null, version = version + 1
     where introduction_id = $1 and withdrawn_at is not null`,
    [
      row.introduction_id,
      row.parties,
      row.introduced_by,
      row.note,
      row.score,
      JSON.stringify(row.parts),
      row.introduced_at,
      row.of_day ?? null,
    ],
  );
  return renewed === 1;
}

/** Takes back what came of a word on a meeting of a day, unless one of the two has answered it. */
export async function withdrawIntroduction(
  tx: Tx,
  introduction_id: string,
  of_day: string,
  at: Date,
): Promise<void> {
  await tx.run(
    `update matching.introduction set withdrawn_at = $3, version = version + 1
     where introduction_id = $1 and of_day = $2 and withdrawn_at is null
       and buyer_answer is null and seller_answer is null`,
    [introduction_id, of_day, at],
  );
}

export function findIntroduction(tx: Tx, introduction_id: string): Promise<IntroductionRow | undefined> {
  return tx.maybe<IntroductionRow>(
    `select ${columns} from matching.introduction where introduction_id = $1 and withdrawn_at is null`,
    [introduction_id],
  );
}

/** False when that side has answered before, or it was withdrawn. */
export async function answerIntroductionRow(
  tx: Tx,
  introduction_id: string,
  side: 'buyer' | 'seller',
  answer: string,
): Promise<boolean> {
  const column = side === 'buyer' ? 'buyer_answer' : 'seller_answer';
  const changed = await tx.run(
    `update matching.introduction set ${column} = $2, version = version + 1
     where introduction_id = $1 and ${column} is null and withdrawn_at is null`,
    [introduction_id, answer],
  );
  return changed === 1;
}

/** A page, newest first; one row more than `limit` when there is a next page. */
export function pageOfIntroductions(
  tx: Tx,
  org_id: string,
  page: { after: { introduced_at: string; introduction_id: string } | undefined; limit: number },
): Promise<IntroductionRow[]> {
  return tx.rows<IntroductionRow>(
    `select ${columns} from matching.introduction
     where (buyer_org_id = $1 or seller_org_id = $1 or introduced_by = $1) and withdrawn_at is null
       and ($2::timestamptz is null or (introduced_at, introduction_id) < ($2, $3::uuid))
     order by introduced_at desc, introduction_id desc limit $4`,
    [org_id, page.after?.introduced_at ?? null, page.after?.introduction_id ?? null, page.limit + 1],
  );
}
