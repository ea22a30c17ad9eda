import type { JsonObject } from '../../../kernel/refusal.ts';
import type { Tx } from '../../../platform/index.ts';
import type { Terms } from '../../deals/index.ts';
import type { QuoteRequest } from '../model.ts';

export interface InquiryRow {
  inquiry_id: string;
  title: string;
  request: QuoteRequest;
  sellers: number;
  deadline: Date;
  sent_at: Date;
  awarded_deal_id: string | null;
  others: 'decline' | 'leave' | null;
}

/** A request with the newest offer in each of its deals, in the order of the deals. */
export interface InquiryWithAnswers extends InquiryRow {
  answers: { deal_id: string; seller_org_id: string; quote: AnswerRow | null }[];
}

/** The newest offer of a deal. */
export interface AnswerRow {
  quote_number: number;
  offered_by: 'buyer' | 'seller';
  terms: Terms;
  landed_cost: JsonObject | null;
  valid_until: string;
  offered_at: string;
}

const columns =
  'i.inquiry_id, i.title, i.request, i.sellers, i.deadline, i.sent_at, i.awarded_deal_id, i.others';

export async function insertInquiry(
  tx: Tx,
  org_id: string,
  row: Pick<InquiryRow, 'inquiry_id' | 'title' | 'request' | 'deadline' | 'sent_at'>,
  deals: readonly { deal_id: string; seller_org_id: string }[],
): Promise<void> {
  await tx.run(
    `insert into quoting.inquiry (org_id, inquiry_id, title, request, sellers, deadline, sent_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [org_id, row.inquiry_id, row.title, row.request, deals.length, row.deadline, row.sent_at],
  );
  await tx.run(
    `insert into quoting.inquiry_deal (org_id, inquiry_id, deal_id, seller_org_id)
     select $1, $2, d.deal_id, d.seller_org_id
     from jsonb_to_recordset($3::jsonb) as d (deal_id uuid, seller_org_id uuid)`,
    [org_id, row.inquiry_id, JSON.stringify(deals)],
  );
}

const answersOf = `(select coalesce(jsonb_agg(jsonb_build_object('deal_id', d.deal_id, 'seller_org_id', d.seller_org_id,
    'quote', (select jsonb_build_object('quote_number', q.quote_number, 'offered_by', q.offered_by, 'terms', q.terms,
        'landed_cost', q.landed_cost, 'valid_until', q.valid_until, 'offered_at', q.offered_at)
      from quoting.quote q where q.deal_id = d.deal_id order by q.quote_number desc limit 1)) order by d.deal_id), '[]')
  from quoting.inquiry_deal d where d.org_id = i.org_id and d.inquiry_id = i.inquiry_id) as answers`;

/** One page of a buyer's requests, newest first, each with its answers: one statement. */
export function pageOfInquiries(
  tx: Tx,
  org_id: string,
  after: { at: string; id: string } | null,
  limit: number,
): Promise<InquiryWithAnswers[]> {
  return tx.rows<InquiryWithAnswers>(
    `select ${columns}, ${answersOf} from quoting.inquiry i
     where i.org_id = $1 and ($2::timestamptz is null or (i.sent_at, i.inquiry_id) < ($2::timestamptz, $3::uuid))
     order by i.sent_at desc, i.inquiry_id desc limit $4`,
    [org_id, after?.at ?? null, after?.id ?? null, limit + 1],
  );
}

/** One request with its answers; in commands its row is locked. */
export function findInquiry(
  tx: Tx,
  org_id: string,
  inquiry_id: string,
  lock: boolean,
): Promise<InquiryWithAnswers | undefined> {
  return tx.maybe<InquiryWithAnswers>(
    `select ${columns}, ${answersOf} from quoting.inquiry i
     where i.org_id = $1 and i.inquiry_id = $2${lock ? ' for no key update of i' : ''}`,
    [org_id, inquiry_id],
  );
}

/** False: it was awarded already. */
export async function markAwarded(
  tx: Tx,
  org_id: string,
  award: { inquiry_id: string; deal_id: string; others: 'decline' | 'leave'; at: Date },
): Promise<boolean> {
  const changed = await tx.run(
    `update quoting.inquiry set awarded_deal_id = $3, awarded_at = $4, others = $5
     where org_id = $1 and inquiry_id = $2 and awarded_deal_id is null`,
    [org_id, award.inquiry_id, award.deal_id, award.at, award.others],
  );
  return changed === 1;
}
