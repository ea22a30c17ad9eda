import { type Static, Type } from 'typebox';
import type { Currency, MoneyJson } from '../../kernel/money.ts';
import {
  CurrencyCode,
  Instant,
  MoneySchema,
  Nullable,
  type Role,
  roles,
  Uuid,
} from '../../platform/index.ts';

/** How long a change of rules, or an acceptance, waits for its second person at most. */
export const WAITS_DAYS = 7;

export const ApproverRoles = Type.Array(Type.Unsafe<Role>({ type: 'string', enum: [...roles] }), {
  minItems: 1,
  maxItems: 5,
  uniqueItems: true,
});

/** A limit and who may be the second person above it. */
export const RuleSchema = Type.Object({
  currency: CurrencyCode,
  /** In minor units; an acceptance of more needs two. */
  limit: MoneySchema,
  approver_roles: ApproverRoles,
  changed_at: Instant,
});

export interface Rule {
  currency: Currency;
  limit_amount: bigint;
  approver_roles: Role[];
}

export const requestKinds = ['contract', 'agreement'] as const;
export type RequestKind = (typeof requestKinds)[number];

/** `expired`: nobody has decided in time. */
export type RequestState = 'waiting' | 'approved' | 'refused' | 'expired';

export const RequestSchema = Type.Object({
  request_id: Uuid,
  kind: Type.Unsafe<RequestKind>({ type: 'string', enum: [...requestKinds] }),
  subject_id: Uuid,
  title: Type.String(),
  amount: MoneySchema,
  limit: Nullable(MoneySchema),
  approver_roles: ApproverRoles,
  state: Type.Unsafe<RequestState>({ type: 'string', enum: ['waiting', 'approved', 'refused', 'expired'] }),
  asked_by: Type.String(),
  asked_at: Instant,
  expires_at: Instant,
  decided_by: Nullable(Type.String()),
  /** The reader asked for it, and can only take it back. */
  mine: Type.Boolean(),
});
export type RequestView = Static<typeof RequestSchema>;

/** What an amount needs under a firm's rules. */
export interface Needed {
  approver_roles: Role[];
  /** Null: the currency has no limit of its own. */
  limit_amount: bigint | null;
}

/**
 * Whether an acceptance of this amount needs a second person; undefined: one binds. Where a firm has limits but none
 * in this currency, it always does, and whoever may approve under any rule may approve.
 */
export function needed(rules: readonly Rule[], amount: MoneyJson): Needed | undefined {
  const own = rules.find((rule) => rule.currency === amount.currency);
  if (own)
    return BigInt(amount.amount) > own.limit_amount
      ? { approver_roles: own.approver_roles, limit_amount: own.limit_amount }
      : undefined;
  if (rules.length === 0) return undefined;
  return {
    approver_roles: [...new Set(rules.flatMap((rule) => rule.approver_roles))].sort(),
    limit_amount: null,
  };
}

export function stateOf(
  row: { decision: 'approved' | 'refused' | null; expires_at: Date },
  now: Date,
): RequestState {
  return row.decision ?? (row.expires_at <= now ? 'expired' : 'waiting');
}
