import { daysAfter } from '../../kernel/days.ts';
import type { MoneyJson } from '../../kernel/money.ts';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Ctx } from '../../platform/index.ts';
import { notify, type Step, settle } from '../notices/index.ts';
import { type Needed, needed, type RequestKind, stateOf, WAITS_DAYS } from './model.ts';
import {
  decideRequestRow,
  insertRequest,
  isWaiting,
  lockRequest,
  type RequestRow,
  selectRules,
} from './store.ts';

const stepOf = (request_id: string): Step => ({ subject: `approval ${request_id}`, step: 1 });

/** What is to be accepted: its id, and the hash of what it says. */
export interface Subject {
  kind: RequestKind;
  subject_id: string;
  subject_hash: string;
  title: string;
  amount: MoneyJson;
  /** It cannot be accepted after this. */
  deadline: Date | null;
}

/** The rules of the actor's firm: judges whether an amount needs two persons; undefined: it does not. */
export async function secondPersonRules(ctx: Ctx): Promise<(amount: MoneyJson) => Needed | undefined> {
  const rules = await selectRules(ctx.tx, ctx.actor.org_id);
  return (amount) => needed(rules, amount);
}

/**
 * Puts an acceptance into the queue of the actor's firm, for a second person to decide; those who may are told, until
 * it is decided or its time is over. Refuses with approvals.person_needed, approvals.asked_already.
 */
export async function askSecond(
  ctx: Ctx,
  subject: Subject,
  { approver_roles, limit_amount }: Needed,
): Promise<Outcome<{ request_id: string; expires_at: Date }>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || actor.user_id === null) return refuse('approvals.person_needed');
  const asked_at = ctx.clock.now();
  if (await isWaiting(ctx.tx, actor.org_id, subject, asked_at)) return refuse('approvals.asked_already');
  const latest = daysAfter(asked_at, WAITS_DAYS);
  const expires_at = subject.deadline && subject.deadline < latest ? subject.deadline : latest;
  const request_id = ctx.id();
  const title = subject.title.slice(0, 300);
  await insertRequest(ctx.tx, actor.org_id, {
    request_id,
    kind: subject.kind,
    subject_id: subject.subject_id,
    subject_hash: subject.subject_hash,
    title,
    amount: BigInt(subject.amount.amount),
    currency: subject.amount.currency as RequestRow['currency'],
    limit_amount,
    approver_roles,
    asked_by: actor.user_id,
    asked_at,
    expires_at,
  });
  await notify(ctx, {
    org_id: actor.org_id,
    what: 'approval.asked',
    once: `approval ${request_id}`,
    body: { request_id, subject: subject.kind, subject_id: subject.subject_id, title },
    about: stepOf(request_id),
    only: { roles: approver_roles, not_user_id: actor.user_id },
    ends_at: expires_at,
  });
  return { request_id, expires_at };
}

/**
 * A second person decides, or who asked takes it back. The caller then carries out what was approved, for the subject
 * with the hash given back, and nothing else. Refuses with approvals.not_found, approvals.decided, approvals.expired,
 * approvals.person_needed, approvals.maker_decides, approvals.not_an_approver.
 */
export async function decideRequest(
  ctx: Ctx,
  input: { kind: RequestKind; subject_id: string; request_id: string; decision: 'approved' | 'refused' },
): Promise<Outcome<{ subject_hash: string; asked_by: string }>> {
  const { actor } = ctx;
  const row = await lockRequest(ctx.tx, actor.org_id, input.request_id);
  if (!row || row.kind !== input.kind || row.subject_id !== input.subject_id)
    return refuse('approvals.not_found');
  const now = ctx.clock.now();
  const state = stateOf(row, now);
  if (state === 'expired') return refuse('approvals.expired', { expires_at: row.expires_at.toISOString() });
  if (state !== 'waiting') return refuse('approvals.decided', { decision: state });
  if (actor.kind !== 'person' || actor.user_id === null) return refuse('approvals.person_needed');
  const mine = actor.user_id === row.asked_by;
  if (mine && input.decision === 'approved') return refuse('approvals.maker_decides');
  if (!mine && !actor.roles.some((role) => row.approver_roles.includes(role)))
    return refuse('approvals.not_an_approver', { roles: row.approver_roles });
  await decideRequestRow(ctx.tx, actor.org_id, row.request_id, {
    decision: input.decision,
    decided_by: actor.user_id,
    decided_at: now,
  });
  await settle(ctx, actor.org_id, stepOf(row.request_id));
  return { subject_hash: row.subject_hash, asked_by: row.asked_by };
}
