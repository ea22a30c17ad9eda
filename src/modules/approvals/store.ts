import type { Currency } from '../../kernel/money.ts';
import type { Role, Tx } from '../../platform/index.ts';
import type { RequestKind, Rule } from './model.ts';

export interface RuleRow extends Rule {
  changed_at: Date;
}

/** The limits in force. */
export function selectRules(tx: Tx, org_id: string): Promise<RuleRow[]> {
  return tx.rows<RuleRow>(
    `select currency, limit_amount, approver_roles, changed_at from approvals.rule
     where org_id = $1 and limit_amount is not null order by currency`,
    [org_id],
  );
}

export async function writeRule(
  tx: Tx,
  row: {
    org_id: string;
    currency: Currency;
    limit_amount: bigint | null;
    approver_roles: readonly Role[];
    set_by: string;
    approved_by: string | null;
    at: Date;
  },
): Promise<void> {
  await tx.run(
    `insert into approvals.rule (org_id, currency, limit_amount, approver_roles, set_by, approved_by, changed_at)
     values ($1, $2, $3, $4::text[], $5, $6, $7)
     on conflict (org_id, currency) do update set limit_amount = excluded.limit_amount,
       approver_roles = excluded.approver_roles, set_by = excluded.set_by, approved_by = excluded.approved_by,
       changed_at = excluded.changed_at`,
    [row.org_id, row.currency, row.limit_amount, row.approver_roles, row.set_by, row.approved_by, row.at],
  );
}

export interface ChangeRow {
  change_id: string;
  currency: Currency;
  limit_amount: bigint | null;
  approver_roles: Role[];
  proposed_by: string;
  proposed_at: Date;
  expires_at: Date;
  decision: 'approved' | 'refused' | null;
}

const changeColumns =
  'change_id, currency, limit_amount, approver_roles, proposed_by, proposed_at, expires_at, decision';

export async function insertChange(tx: Tx, org_id: string, row: Omit<ChangeRow, 'decision'>): Promise<void> {
  await tx.run(
    `insert into approvals.rule_change (org_id, change_id, currency, limit_amount, approver_roles, proposed_by,
       proposed_at, expires_at) values ($1, $2, $3, $4, $5::text[], $6, $7, $8)`,
    [
      org_id,
      row.change_id,
      row.currency,
      row.limit_amount,
      row.approver_roles,
      row.proposed_by,
      row.proposed_at,
      row.expires_at,
    ],
  );
}

export function openChanges(tx: Tx, org_id: string, now: Date): Promise<ChangeRow[]> {
  return tx.rows<ChangeRow>(
    `select ${changeColumns} from approvals.rule_change
     where org_id = $1 and decision is null and expires_at > $2 order by proposed_at, change_id limit 50`,
    [org_id, now],
  );
}

export function lockChange(tx: Tx, org_id: string, change_id: string): Promise<ChangeRow | undefined> {
  return tx.maybe<ChangeRow>(
    `select ${changeColumns} from approvals.rule_change where org_id = $1 and change_id = $2 for update`,
    [org_id, change_id],
  );
}

export interface Decision {
  decision: 'approved' | 'refused';
  decided_by: string;
  decided_at: Date;
}

export async function decideChangeRow(tx: Tx, org_id: string, change_id: string, d: Decision): Promise<void> {
  await tx.run(
    `update approvals.rule_change set decision = $3, decided_by = $4, decided_at = $5
     where org_id = $1 and change_id = $2 and decision is null`,
    [org_id, change_id, d.decision, d.decided_by, d.decided_at],
  );
}

export interface RequestRow {
  request_id: string;
  kind: RequestKind;
  subject_id: string;
  subject_hash: string;
  title: string;
  amount: bigint;
  currency: Currency;
  limit_amount: bigint | null;
  approver_roles: Role[];
  asked_by: string;
  asked_at: Date;
  expires_at: Date;
  decision: 'approved' | 'refused' | null;
  decided_by: string | null;
}

const requestColumns = `request_id, kind, subject_id, subject_hash, title, amount, currency, limit_amount,
  approver_roles, asked_by, asked_at, expires_at, decision, decided_by`;

export async function insertRequest(
  tx: Tx,
  org_id: string,
  row: Omit<RequestRow, 'decision' | 'decided_by'>,
): Promise<void> {
  await tx.run(
    `insert into approvals.request (org_id, request_id, kind, subject_id, subject_hash, title, amount, currency,
       limit_amount, approver_roles, asked_by, asked_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10::text[], $11, $12, $13)`,
    [
      org_id,
      row.request_id,
      row.kind,
      row.subject_id,
      row.subject_hash,
      row.title,
      row.amount,
      row.currency,
      row.limit_amount,
      row.approver_roles,
      row.asked_by,
      row.asked_at,
      row.expires_at,
    ],
  );
}

/** Whether this thing, as it is now, waits for its second person. */
export async function isWaiting(
  tx: Tx,
  org_id: string,
  subject: { subject_id: string; subject_hash: string },
  now: Date,
): Promise<boolean> {
  const found = await tx.maybe(
    `select 1 from approvals.request where org_id = $1 and subject_id = $2 and subject_hash = $3
       and decision is null and expires_at > $4 limit 1`,
    [org_id, subject.subject_id, subject.subject_hash, now],
  );
  return found !== undefined;
}

export function lockRequest(tx: Tx, org_id: string, request_id: string): Promise<RequestRow | undefined> {
  return tx.maybe<RequestRow>(
    `select ${requestColumns} from approvals.request where org_id = $1 and request_id = $2 for update`,
    [org_id, request_id],
  );
}

export async function decideRequestRow(
  tx: Tx,
  org_id: string,
  request_id: string,
  d: Decision,
): Promise<void> {
  await tx.run(
    `update approvals.request set decision = $3, decided_by = $4, decided_at = $5
     where org_id = $1 and request_id = $2 and decision is null`,
    [org_id, request_id, d.decision, d.decided_by, d.decided_at],
  );
}

/** One page of an organisation's requests, newest first; only those that wait when `waiting_at` is given. */
export function pageOfRequests(
  tx: Tx,
  f: { org_id: string; waiting_at: Date | null; after: { at: string; id: string } | null; limit: number },
): Promise<RequestRow[]> {
  return tx.rows<RequestRow>(
    `select ${requestColumns} from approvals.request
     where org_id = $1 and ($2::timestamptz is null or (decision is null and expires_at > $2::timestamptz))
       and ($3::timestamptz is null or (asked_at, request_id) < ($3::timestamptz, $4::uuid))
     order by asked_at desc, request_id desc limit $5`,
    [f.org_id, f.waiting_at, f.after?.at ?? null, f.after?.id ?? null, f.limit + 1],
  );
}
