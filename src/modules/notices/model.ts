import { createHmac } from 'node:crypto';
import type { JsonObject } from '../../kernel/refusal.ts';
import type { OutboundAnswer, Role } from '../../platform/index.ts';
import type { NoticeKind, TellingKind } from './kinds.ts';

/**
 * News for one organisation. `once` names it among all news of the organisation. `about`: what it asks to be done
 * about, and at which step; it has asked when that step, or a later one, is done. News that ask for something name it.
 */
export type News = Said & ({ what: NoticeKind; about: Step } | { what: TellingKind; about?: undefined });

interface Said {
  org_id: string;
  once: string;
  body: JsonObject;
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

/**
 * What an answer means for a delivery: it arrived, it is tried again after a wait, it is given up, or nobody is there.
 */
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
