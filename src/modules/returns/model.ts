import { type Static, Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { paragraphsPattern } from '../../kernel/text.ts';
import { DecimalText, Instant, Line, MoneySchema, Nullable, Uuid } from '../../platform/index.ts';
import { Evidence } from '../deals/index.ts';
import { returnRule } from './house-rules.ts';
import type { RequestRow } from './store.ts';

export const reasons = ['damaged', 'wrong_goods', 'not_as_described', 'incomplete', 'other'] as const;
export const returnStates = ['requested', 'approved', 'refused', 'sent', 'refund_due', 'refunded'] as const;
export type ReturnState = (typeof returnStates)[number];
export type Side = 'buyer' | 'seller';

/** Whose step is next; when the money is due, the seller's, whose wallet lacked it. */
export const turns: Record<ReturnState, Side | null> = {
  requested: 'seller',
  approved: 'buyer',
  sent: 'seller',
  refund_due: 'seller',
  refused: null,
  refunded: null,
};

/** Evidence of one return at most. */
const MOST_EVIDENCE = 10;

export const askInput = {
  lines: Type.Array(
    Type.Object(
      { line: Type.Integer({ minimum: 1, maximum: 200 }), quantity: DecimalText },
      { additionalProperties: false },
    ),
    { minItems: 1, maxItems: 50 },
  ),
  reason: Type.Unsafe<(typeof reasons)[number]>({ type: 'string', enum: [...reasons] }),
  description: Type.String({ minLength: 3, maxLength: 2000, pattern: paragraphsPattern }),
  evidence: Type.Optional(Type.Array(Evidence, { maxItems: MOST_EVIDENCE })),
};

export const Tracking = Line(60);

export const ReturnSchema = Type.Object({
  deal_id: Uuid,
  return_id: Uuid,
  number: Type.Integer(),
  state: Type.Unsafe<ReturnState>({ type: 'string', enum: [...returnStates] }),
  lines: askInput.lines,
  reason: askInput.reason,
  description: Type.String(),
  evidence: Type.Array(Evidence),
  asked: MoneySchema,
  approved: Nullable(MoneySchema),
  goods_back: Nullable(Type.Boolean()),
  note: Nullable(Type.String()),
  tracking: Nullable(Type.String()),
  asked_at: Instant,
  answer_by: Instant,
  send_by: Nullable(Instant),
  /** The seller did not answer in time. */
  overdue: Type.Boolean(),
});

/** A return among others: what of which deal, with whom, and whose turn it is until when. */
export const ListedReturn = Type.Object({
  ...ReturnSchema.properties,
  deal_number: Type.String(),
  goods: Type.Array(
    Type.Object({
      line: Type.Integer(),
      description: Type.String(),
      quantity: DecimalText,
      unit: Type.String(),
    }),
  ),
  /** The side of the reader, and the firm on the other one. */
  side: Type.Union([Type.Literal('buyer'), Type.Literal('seller')]),
  firm: Type.String(),
  turn: Nullable(Type.Union([Type.Literal('buyer'), Type.Literal('seller')])),
  deadline: Nullable(Instant),
});
export type Return = Static<typeof ReturnSchema>;

/** The state that counts: an unanswered request becomes what the rule of its day says, without anybody's doing. */
export function stateNow(row: Pick<RequestRow, 'state' | 'answer_by' | 'asked_at'>, now: Date): ReturnState {
  if (row.state !== 'requested' || row.answer_by > now) return row.state;
  return returnRule(row.asked_at).on_silence;
}

/** Until when goods of a return that nobody answered, and which is therefore approved, can be sent. */
export function sendByAfterSilence(row: Pick<RequestRow, 'answer_by' | 'asked_at'>): Date {
  const rule = returnRule(row.asked_at);
  return daysAfter(row.answer_by, rule.send_within_days);
}

export function shown(row: RequestRow, now: Date): Return {
  const state = stateNow(row, now);
  const money = (amount: bigint) => ({ amount: amount.toString(), currency: row.currency });
  const silent = row.state === 'requested' && state === 'approved';
  const approved = silent ? row.asked : row.approved;
  return {
    deal_id: row.deal_id,
    return_id: row.return_id,
    number: row.number,
    state,
    lines: row.lines,
    reason: row.reason,
    description: row.description,
    evidence: row.evidence,
    asked: money(row.asked),
    approved: approved === null ? null : money(approved),
    goods_back: silent ? true : row.goods_back,
    note: row.note,
    tracking: row.tracking,
    asked_at: row.asked_at.toISOString(),
    answer_by: row.answer_by.toISOString(),
    send_by: (silent ? sendByAfterSilence(row) : row.send_by)?.toISOString() ?? null,
    overdue: row.state === 'requested' && row.answer_by <= now,
  };
}
