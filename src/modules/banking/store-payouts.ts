import type { Tx } from '../../platform/index.ts';
import type { AccountNumber } from './payouts/account-number.ts';

/** What became of a bank account. */
export type AccountState = 'registered' | 'verified' | 'refused' | 'closed';

export interface PayoutAccount extends AccountNumber {
  org_id: string;
  account_id: string;
  bank_org_id: string;
  holder: string;
  town: string;
  street: string | null;
  registered_by: string | null;
  registered_at: Date;
  parties: string[];
}

export interface AccountStep {
  kind: Exclude<AccountState, 'registered'>;
  evidence_kind: string | null;
  evidence: string | null;
  by_org_id: string;
  by_user_id: string | null;
  at: Date;
}

export type AccountRow = PayoutAccount & { steps: AccountStep[] };

const columns = `a.org_id, a.account_id, a.bank_org_id, a.holder, a.scheme, a.account, a.bic, a.cnaps, a.country, a.town, a.street,
  a.registered_by, a.registered_at, a.parties`;
const steps = `(select coalesce(jsonb_agg(jsonb_build_object('kind', s.kind, 'evidence_kind', s.evidence_kind,
    'evidence', s.evidence, 'by_org_id', s.by_org_id, 'by_user_id', s.by_user_id, 'at', s.at) order by s.at, s.kind), '[]')
  from banking.payout_account_step s where s.org_id = a.org_id and s.account_id = a.account_id) as steps`;

/** Times inside JSON come as text. */
const withTimes = (row: AccountRow): AccountRow => ({
  ...row,
  steps: row.steps.map((s) => ({ ...s, at: new Date(s.at) })),
});

export function insertAccount(tx: Tx, a: PayoutAccount): Promise<number> {
  return tx.run(
    `insert into banking.payout_account (org_id, account_id, bank_org_id, holder, scheme, account, bic, cnaps, country, town,
       street, registered_by, registered_at, parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      a.org_id,
      a.account_id,
      a.bank_org_id,
      a.holder,
      a.scheme,
      a.account,
      a.bic,
      a.cnaps,
      a.country,
      a.town,
      a.street,
      a.registered_by,
      a.registered_at,
      a.parties,
    ],
  );
}

export async function findAccount(
  tx: Tx,
  org_id: string,
  account_id: string,
): Promise<AccountRow | undefined> {
  const row = await tx.maybe<AccountRow>(
    `select ${columns}, ${steps} from banking.payout_account a where a.org_id = $1 and a.account_id = $2`,
    [org_id, account_id],
  );
  return row && withTimes(row);
}

/** Accounts that the reader may see, newest first: their own; for a bank and the treasury those that they look after. */
export async function listAccountRows(
  tx: Tx,
  q: { state: AccountState | null; at: string | null; account_id: string | null; limit: number },
): Promise<AccountRow[]> {
  const rows = await tx.rows<AccountRow>(
    `select ${columns}, ${steps} from banking.payout_account a
     cross join lateral (
       select coalesce((array_agg(s.kind order by s.kind = 'closed' desc))[1], 'registered') as state
       from banking.payout_account_step s where s.org_id = a.org_id and s.account_id = a.account_id) now
     where ($1::text is null or now.state = $1)
       and ($2::timestamptz is null or (a.registered_at, a.account_id) < ($2, $3::uuid))
     order by a.registered_at desc, a.account_id desc limit $4`,
    [q.state, q.at, q.account_id, q.limit],
  );
  return rows.map(withTimes);
}

/** Adds a step unless that, or another decision, happened before; true when it is new. */
export async function insertAccountStep(tx: Tx, a: PayoutAccount, step: AccountStep): Promise<boolean> {
  const inserted = await tx.run(
    `insert into banking.payout_account_step (org_id, account_id, kind, evidence_kind, evidence, by_org_id, by_user_id, at,
       parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      a.org_id,
      a.account_id,
      step.kind,
      step.evidence_kind,
      step.evidence,
      step.by_org_id,
      step.by_user_id,
      step.at,
      a.parties,
    ],
  );
  return inserted === 1;
}

/** What an organisation has ordered in a currency since an instant, but for what came to nothing. */
export async function orderedSince(tx: Tx, org_id: string, currency: string, since: Date): Promise<bigint> {
  const { sum } = await tx.one<{ sum: bigint }>(
    `select coalesce(sum(o.amount), 0)::bigint as sum from banking.payment_order o
     where o.org_id = $1 and o.currency = $2 and o.ordered_at > $3 and not exists (
       select 1 from banking.order_step s where s.org_id = o.org_id and s.order_id = o.order_id
         and s.kind in ('failed', 'declined', 'rejected'))`,
    [org_id, currency, since],
  );
  return sum;
}

export interface Decision {
  decision: 'approved' | 'declined';
  reason: string | null;
  maker: string | null;
  checker: string;
  checker_org_id: string;
  at: Date;
}

/** Writes the second person's word; false when somebody has decided before. */
export async function insertDecision(
  tx: Tx,
  order: { org_id: string; order_id: string; parties: string[] },
  d: Decision,
): Promise<boolean> {
  const inserted = await tx.run(
    `insert into banking.payout_decision (org_id, order_id, decision, reason, maker, checker, checker_org_id, decided_at,
       parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict do nothing`,
    [
      order.org_id,
      order.order_id,
      d.decision,
      d.reason,
      d.maker,
      d.checker,
      d.checker_org_id,
      d.at,
      order.parties,
    ],
  );
  return inserted === 1;
}
