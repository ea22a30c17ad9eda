import type { Static } from 'typebox';
import type { Currency } from '../../kernel/money.ts';
import type { Tx } from '../../platform/index.ts';
import type { Evidence } from '../deals/index.ts';
import { returnRules } from './house-rules.ts';
import type { ReturnState, reasons } from './model.ts';

export interface RequestRow {
  deal_id: string;
  return_id: string;
  number: number;
  state: ReturnState;
  lines: { line: number; quantity: string }[];
  reason: (typeof reasons)[number];
  description: string;
  evidence: Static<typeof Evidence>[];
  currency: Currency;
  asked: bigint;
  approved: bigint | null;
  goods_back: boolean | null;
  note: string | null;
  tracking: string | null;
  asked_at: Date;
  answer_by: Date;
  send_by: Date | null;
}

const columns = `deal_id, return_id, number, state, lines, reason, description, evidence, currency, asked, approved,
  goods_back, note, tracking, asked_at, answer_by, send_by`;

export function requestsOf(tx: Tx, deal_id: string): Promise<RequestRow[]> {
  return tx.rows<RequestRow>(`select ${columns} from returns.request where deal_id = $1 order by number`, [
    deal_id,
  ]);
}

/**
 * Returns that the organisation takes part in, newest first; only those in a state when it is given, which of one that
 * nobody answered in time is what the rule of its day says.
 */
export function newestRequests(
  tx: Tx,
  f: { state: ReturnState | null; now: Date; after: { at: string; id: string } | null; limit: number },
): Promise<RequestRow[]> {
  const rules = returnRules();
  return tx.rows<RequestRow>(
    `select ${columns} from returns.request
     where ($2::timestamptz is null or (asked_at, return_id) < ($2, $3::uuid))
       and ($4::text is null or $4 = case when state <> 'requested' or answer_by > $5::timestamptz then state else (
         select silence from unnest($6::date[], $7::text[]) as rule (day, silence)
          where day <= (asked_at at time zone 'UTC')::date order by day desc limit 1) end)
     order by asked_at desc, return_id desc limit $1`,
    [
      f.limit + 1,
      f.after?.at ?? null,
      f.after?.id ?? null,
      f.state,
      f.now,
      rules.map((rule) => rule.valid_from),
      rules.map((rule) => rule.on_silence),
    ],
  );
}

export async function insertRequest(
  tx: Tx,
  row: Omit<RequestRow, 'state' | 'approved' | 'goods_back' | 'note' | 'tracking' | 'send_by'>,
  parties: readonly string[],
): Promise<void> {
  await tx.run(
    `insert into returns.request (deal_id, return_id, number, parties, state, lines, reason, description, evidence,
       currency, asked, asked_at, answer_by, changed_at)
     values ($1, $2, $3, $4::uuid[], 'requested', $5::jsonb, $6, $7, $8::jsonb, $9, $10, $11, $12, $11)`,
    [
      row.deal_id,
      row.return_id,
      row.number,
      parties,
      JSON.stringify(row.lines),
      row.reason,
      row.description,
      JSON.stringify(row.evidence),
      row.currency,
      row.asked,
      row.asked_at,
      row.answer_by,
    ],
  );
}

/** The deal is locked by the caller, so nobody changes the row in between. */
export async function writeStep(
  tx: Tx,
  row: Pick<
    RequestRow,
    'deal_id' | 'return_id' | 'state' | 'approved' | 'goods_back' | 'note' | 'tracking' | 'send_by'
  >,
  at: Date,
): Promise<void> {
  await tx.run(
    `update returns.request set state = $3, approved = $4, goods_back = $5, note = $6, tracking = $7, send_by = $8,
       changed_at = $9
     where deal_id = $1 and return_id = $2`,
    [
      row.deal_id,
      row.return_id,
      row.state,
      row.approved,
      row.goods_back,
      row.note,
      row.tracking,
      row.send_by,
      at,
    ],
  );
}
