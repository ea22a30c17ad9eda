import { Type } from 'typebox';
import { Country, Instant, Nullable, Uuid } from '../../../platform/index.ts';
import type { Profile } from '../../parties/index.ts';
import type { AccountRow, AccountState } from '../store-payouts.ts';

export const evidenceKinds = ['bank_letter', 'statement', 'test_payment', 'in_person'] as const;

/** A bank account as people see it: where it stands, and who said so when. */
export const AccountView = Type.Object({
  org_id: Uuid,
  org_name: Nullable(Type.String()),
  account_id: Uuid,
  bank_org_id: Uuid,
  holder: Type.String(),
  scheme: Type.Enum(['iban', 'cnaps', 'bic']),
  account: Type.String(),
  bic: Nullable(Type.String()),
  cnaps: Nullable(Type.String()),
  country: Country,
  town: Type.String(),
  street: Nullable(Type.String()),
  state: Type.Enum(['registered', 'verified', 'refused', 'closed']),
  registered_at: Instant,
  decided_at: Nullable(Instant),
  decided_by: Nullable(Type.String()),
  evidence_kind: Nullable(Type.String()),
  evidence: Nullable(Type.String()),
});

/** Closed whatever it was before; else what was decided, or registered. */
export function accountState({ steps }: Pick<AccountRow, 'steps'>): AccountState {
  const kinds = steps.map((s) => s.kind);
  if (kinds.includes('closed')) return 'closed';
  return kinds.at(0) ?? 'registered';
}

/** When the account was verified; undefined when it was not. */
export const verifiedAt = ({ steps }: Pick<AccountRow, 'steps'>): Date | undefined =>
  steps.find((s) => s.kind === 'verified')?.at;

export function viewAccount(row: AccountRow, profiles: ReadonlyMap<string, Profile>) {
  const decided = row.steps.find((s) => s.kind !== 'closed');
  return {
    org_id: row.org_id,
    org_name: profiles.get(row.org_id)?.name ?? null,
    account_id: row.account_id,
    bank_org_id: row.bank_org_id,
    holder: row.holder,
    scheme: row.scheme,
    account: row.account,
    bic: row.bic,
    cnaps: row.cnaps,
    country: row.country,
    town: row.town,
    street: row.street,
    state: accountState(row),
    registered_at: row.registered_at.toISOString(),
    decided_at: decided?.at.toISOString() ?? null,
    decided_by: decided ? (profiles.get(decided.by_org_id)?.name ?? null) : null,
    evidence_kind: decided?.evidence_kind ?? null,
    evidence: decided?.evidence ?? null,
  };
}

/** Organisations that an account names. */
export const orgsOf = (rows: readonly AccountRow[]): string[] =>
  rows.flatMap((r) => [r.org_id, ...r.steps.map((s) => s.by_org_id)]);
