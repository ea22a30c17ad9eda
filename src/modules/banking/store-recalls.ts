import type { Currency } from '../../kernel/money.ts';
import type { Tx } from '../../platform/index.ts';

/** What of a camt.056 its answers repeat. */
export interface Called {
  OrgnlInstrId?: string;
  OrgnlEndToEndId?: string;
  OrgnlUETR?: string;
  case_id?: string;
  caller?: string;
}

export interface RecallStep {
  number: number;
  kind: 'proposed' | 'accepted' | 'refused' | 'declined' | 'returned' | 'failed' | 'booked';
  code: string | null;
  note: string | null;
  by_org_id: string | null;
  by_user_id: string | null;
  at: Date;
}

export interface Recall {
  org_id: string;
  recall_id: string;
  entry_id: string;
  message_id: string;
  beneficiary_org_id: string | null;
  amount: bigint;
  currency: Currency;
  call: Called;
  reason: string | null;
  asked_at: Date;
  parties: string[];
  deposit_transfer_id: string | null;
  steps: RecallStep[];
}

export function insertRecall(tx: Tx, r: Omit<Recall, 'steps'>): Promise<number> {
  return tx.run(
    `insert into banking.recall (org_id, recall_id, entry_id, message_id, beneficiary_org_id, amount, currency, call,
       reason, asked_at, parties, deposit_transfer_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) on conflict (org_id, recall_id) do nothing`,
    [
      r.org_id,
      r.recall_id,
      r.entry_id,
      r.message_id,
      r.beneficiary_org_id,
      r.amount,
      r.currency,
      JSON.stringify(r.call),
      r.reason,
      r.asked_at,
      r.parties,
      r.deposit_transfer_id,
    ],
  );
}

const withSteps = `r.*, coalesce((
    select jsonb_agg(jsonb_build_object('number', s.number, 'kind', s.kind, 'code', s.code, 'note', s.note,
      'by_org_id', s.by_org_id, 'by_user_id', s.by_user_id, 'at', s.at) order by s.number)
    from banking.recall_step s where s.org_id = r.org_id and s.recall_id = r.recall_id), '[]') as steps
  from banking.recall r`;

const withTimes = (r: Recall): Recall => ({
  ...r,
  steps: r.steps.map((s) => ({ ...s, at: new Date(s.at) })),
});

export async function findRecall(tx: Tx, org_id: string, recall_id: string): Promise<Recall | undefined> {
  const row = await tx.maybe<Recall>(`select ${withSteps} where r.org_id = $1 and r.recall_id = $2`, [
    org_id,
    recall_id,
  ]);
  return row && withTimes(row);
}

/** Calls of an entry; as the system. */
export async function recallsOf(tx: Tx, org_id: string, entry_id: string): Promise<Recall[]> {
  const rows = await tx.rows<Recall>(`select ${withSteps} where r.org_id = $1 and r.entry_id = $2`, [
    org_id,
    entry_id,
  ]);
  return rows.map(withTimes);
}

/** Payments given back that a debit line may be: named by it, or of its amount and without a line yet. As the bank. */
export async function returnsFor(
  tx: Tx,
  org_id: string,
  q: { uetrs: string[]; end_to_end_ids: string[]; amounts: bigint[] },
): Promise<Recall[]> {
  const rows = await tx.rows<Recall>(
    `select ${withSteps} where r.org_id = $1 and r.beneficiary_org_id is not null
       and exists (select 1 from banking.recall_step s
         where s.org_id = r.org_id and s.recall_id = r.recall_id and s.kind = 'returned')
       and (r.call ->> 'OrgnlUETR' = any ($2::text[]) or r.call ->> 'OrgnlEndToEndId' = any ($3::text[])
         or r.amount = any ($4::int8[]) and not exists (select 1 from banking.recall_step s
           where s.org_id = r.org_id and s.recall_id = r.recall_id and s.kind = 'booked'))
     order by r.asked_at desc, r.recall_id desc limit 500`,
    [org_id, q.uetrs, q.end_to_end_ids, q.amounts],
  );
  return rows.map(withTimes);
}

/** What the reader may see, newest first. */
export async function listRecallRows(
  tx: Tx,
  q: { at: string | null; recall_id: string | null; limit: number },
): Promise<Recall[]> {
  const rows = await tx.rows<Recall>(
    `select ${withSteps} where ($1::timestamptz is null or (r.asked_at, r.recall_id) < ($1, $2::uuid))
     order by r.asked_at desc, r.recall_id desc limit $3`,
    [q.at, q.recall_id, q.limit],
  );
  return rows.map(withTimes);
}

/** False when another step came first. */
export async function insertRecallStep(
  tx: Tx,
  r: Recall,
  step: Omit<RecallStep, 'number'>,
): Promise<boolean> {
  const inserted = await tx.run(
    `insert into banking.recall_step (org_id, recall_id, number, kind, code, note, by_org_id, by_user_id, at, parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) on conflict do nothing`,
    [
      r.org_id,
      r.recall_id,
      r.steps.length + 1,
      step.kind,
      step.code,
      step.note,
      step.by_org_id,
      step.by_user_id,
      step.at,
      r.parties,
    ],
  );
  return inserted === 1;
}

/** Names whose money a payment is by now; calls that somebody has answered stay as they are. */
export function assignRecalls(
  tx: Tx,
  org_id: string,
  entry_id: string,
  to: { beneficiary_org_id: string | null; parties: string[]; deposit_transfer_id: string | null },
): Promise<number> {
  return tx.run(
    `update banking.recall r set beneficiary_org_id = $3, parties = $4, deposit_transfer_id = $5
     where r.org_id = $1 and r.entry_id = $2
       and not exists (select 1 from banking.recall_step s where s.org_id = r.org_id and s.recall_id = r.recall_id)`,
    [org_id, entry_id, to.beneficiary_org_id, to.parties, to.deposit_transfer_id],
  );
}
