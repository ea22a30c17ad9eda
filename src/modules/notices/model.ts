import { createHmac } from 'node:crypto';
import { Type } from 'typebox';
import type { JsonObject } from '../../kernel/refusal.ts';
import type { OutboundAnswer, Role } from '../../platform/index.ts';

/** What there can be news of; the facts of each are named where the news is made. */
export const noticeKinds = [
  'offers.found',
  'introduction.made',
  'introduction.answered',
  'day.invited',
  'day.published',
  'day.changed',
  'day.called_off',
  'message.sent',
  'rfq.received',
  'quote.received',
  'quote.countered',
  'quote.accepted',
  'quote.declined',
  'frame.called',
  'frame.proposed',
  'frame.answered',
  'frame.prices_proposed',
  'frame.prices_answered',
  'contract.accepted',
  'contract.concluded',
  'approval.asked',
  'sample.requested',
  'sample.sent',
  'return.requested',
  'return.answered',
  'order.placed',
  'order.cancelled',
  'order.return_asked',
  'notice.test',
] as const;
export type NoticeKind = (typeof noticeKinds)[number];
export const NoticeKindSchema = Type.Unsafe<NoticeKind>({ type: 'string', enum: [...noticeKinds] });

/** News for one organisation. `once` names it among all news of the organisation. */
export interface News {
  org_id: string;
  what: NoticeKind;
  once: string;
  body: JsonObject;
  /** What it asks to be done about, and at which step; it has asked when that step, or a later one, is done. */
  about?: Step;
  /** Only for people with one of these roles, and not for who made the news. */
  only?: { roles: readonly Role[]; not_user_id: string };
  /** It has asked when this time is over. */
  ends_at?: Date;
}

/** A step in the life of something that an organisation is told of; steps of one `subject` only go up. */
export interface Step {
  subject: string;
  step: number;
}

/** Endpoints of one organisation. */
export const MOST_ENDPOINTS = 5;
/** Notices in a row that an endpoint may miss before it is turned off. */
export const MOST_FAILURES = 5;
/** Waits between the tries, in milliseconds: seconds for a restart, hours for a night. */
const WAITS_MS = [5_000, 300_000, 1_800_000, 7_200_000, 18_000_000, 36_000_000] as const;

/** What an answer means for a delivery: it arrived, it is tried again after a wait, it is given up, or nobody is there. */
export type Verdict =
  | { kind: 'delivered' }
  | { kind: 'again'; wait_ms: number }
  | { kind: 'given_up' }
  | { kind: 'gone' };

/** Judges the answer to the `attempt`th try, from 1. A server that asks for patience gets it, an hour at most. */
export function judge(answer: OutboundAnswer, attempt: number): Verdict {
  if (answer.kind === 'answer' && answer.status >= 200 && answer.status < 300) return { kind: 'delivered' };
  if (answer.kind === 'answer' && answer.status === 410) return { kind: 'gone' };
  const wait_ms = WAITS_MS[attempt - 1];
  if (wait_ms === undefined) return { kind: 'given_up' };
  const asked_ms = answer.kind === 'answer' ? (answer.retry_after_ms ?? 0) : 0;
  return { kind: 'again', wait_ms: Math.max(wait_ms, asked_ms) };
}

/** How an answer is kept: its status, or a word for why there was none. */
export function answerWord(answer: OutboundAnswer): string {
  if (answer.kind === 'answer') return String(answer.status);
  if (answer.kind === 'too_large') return 'too_large';
  return (answer.kind === 'unreachable' ? answer.reason : answer.fault).slice(0, 60);
}

/**
 * Headers of a push: `v1,` and the HMAC-SHA256 of `id.timestamp.body` under the bytes of the secret.
 * Source: Standard Webhooks 1.0.0, https://github.com/standard-webhooks/standard-webhooks.
 */
export function signedHeaders(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const seconds = String(Math.floor(at.getTime() / 1000));
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64');
  return {
    'content-type': 'application/json',
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': `v1,${signature}`,
  };
}
