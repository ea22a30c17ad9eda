import type { Tx } from '../../platform/index.ts';
import type { Terms } from '../deals/index.ts';
import type { QuoteRequest } from './model.ts';

/** Answered with the commit. */
export function insertRfq(
  tx: Tx,
  rfq: { deal_id: string; request: QuoteRequest; message: string | null; at: Date; parties: string[] },
): void {
  const inserted = tx.run(
    'insert into quoting.rfq (deal_id, request, message, sent_at, parties) values ($1, $2, $3, $4, $5::uuid[])',
    [rfq.deal_id, rfq.request, rfq.message, rfq.at, rfq.parties],
  );
  tx.later(inserted);
}

export interface QuoteRow {
  deal_id: string;
  quote_number: number;
  offered_by: 'buyer' | 'seller';
  terms: Terms;
  terms_hash: string;
  landed_cost: Record<string, unknown> | null;
  note: string | null;
  valid_until: Date;
  offered_at: Date;
}

const quoteColumns =
  'deal_id, quote_number, offered_by, terms, terms_hash, landed_cost, note, valid_until, offered_at';

export interface RfqRow {
  request: QuoteRequest;
  message: string | null;
  sent_at: Date;
  last_quote: number;
}

/** The request of a deal and the number of its newest quote (0: none). */
export function findRfq(tx: Tx, deal_id: string): Promise<RfqRow | undefined> {
  return tx.maybe<RfqRow>(
    `select request, message, sent_at,
       coalesce((select max(quote_number) from quoting.quote q where q.deal_id = r.deal_id), 0) as last_quote
     from quoting.rfq r where deal_id = $1`,
    [deal_id],
  );
}

/** Answered with the commit. */
export function insertQuote(tx: Tx, quote: QuoteRow, parties: string[]): void {
  const inserted = tx.run(
    `insert into quoting.quote (deal_id, quote_number, offered_by, terms, terms_hash, landed_cost, note, valid_until, offered_at, parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::uuid[])`,
    [
      quote.deal_id,
      quote.quote_number,
      quote.offered_by,
      quote.terms,
      quote.terms_hash,
      quote.landed_cost,
      quote.note,
      quote.valid_until,
      quote.offered_at,
      parties,
    ],
  );
  tx.later(inserted);
}

export function newestQuote(tx: Tx, deal_id: string): Promise<QuoteRow | undefined> {
  return tx.maybe<QuoteRow>(
    `select ${quoteColumns} from quoting.quote where deal_id = $1 order by quote_number desc limit 1`,
    [deal_id],
  );
}

export function listQuoteRows(tx: Tx, deal_id: string): Promise<QuoteRow[]> {
  return tx.rows<QuoteRow>(
    `select ${quoteColumns} from quoting.quote where deal_id = $1 order by quote_number desc limit 100`,
    [deal_id],
  );
}
