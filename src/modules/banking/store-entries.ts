import type { Tx } from '../../platform/index.ts';
import type { Entry, Expectation } from './model.ts';

export interface MatchRow {
  org_id: string;
  entry_id: string;
  number: number;
  action: 'match' | 'unmatch';
  how: 'automatic' | 'manual';
  target_kind: 'expectation' | 'order' | 'organisation' | 'recall';
  target_org_id: string;
  target_id: string;
  reasons: string[];
  proposed_by: string | null;
  proposed_at: Date;
  decision: 'approved' | 'refused' | null;
  decided_by: string | null;
  decided_at: Date | null;
  effect_at: Date | null;
  effect_code: string | null;
}

const matchColumns = `m.org_id, m.entry_id, m.number, m.action, m.how, m.target_kind, m.target_org_id, m.target_id,
  m.reasons, m.proposed_by, m.proposed_at, m.decision, m.decided_by, m.decided_at, m.effect_at, m.effect_code`;

/** Writes entries; those that were told before are left out. Returns the ids of the new ones. */
export async function insertEntries(tx: Tx, entries: readonly Entry[]): Promise<Set<string>> {
  const rows = await tx.rows<{ entry_id: string }>(
    `insert into banking.entry (org_id, entry_id, entry_key, message_id, account, side, reversal, amount, currency,
       booked_on, bank_reference, end_to_end_id, uetr, creditor_reference, remittance, counterparty, returned, at)
     select * from jsonb_to_recordset($1::jsonb) as e (org_id uuid, entry_id uuid, entry_key text, message_id text,
       account text, side text, reversal boolean, amount bigint, currency text, booked_on date, bank_reference text,
       end_to_end_id text, uetr uuid, creditor_reference text, remittance text, counterparty text, returned boolean,
       at timestamptz)
     on conflict (org_id, entry_key) do nothing returning entry_id`,
    [JSON.stringify(entries, (_key, value) => (typeof value === 'bigint' ? value.toString() : value))],
  );
  return new Set(rows.map((r) => r.entry_id));
}

export function findEntry(tx: Tx, org_id: string, entry_id: string): Promise<Entry | undefined> {
  return tx.maybe<Entry>('select * from banking.entry where org_id = $1 and entry_id = $2', [
    org_id,
    entry_id,
  ]);
}

/** Credits of a bank under these references. */
export function findCredits(
  tx: Tx,
  org_id: string,
  q: { uetrs: string[]; end_to_end_ids: string[] },
): Promise<Entry[]> {
  return tx.rows<Entry>(
    `select * from banking.entry where org_id = $1 and side = 'credit'
       and (uetr = any ($2::uuid[]) or end_to_end_id = any ($3::text[]))`,
    [org_id, q.uetrs, q.end_to_end_ids],
  );
}

export function readMatches(tx: Tx, org_id: string, entry_id: string): Promise<MatchRow[]> {
  return tx.rows<MatchRow>(
    `select ${matchColumns} from banking.match m where m.org_id = $1 and m.entry_id = $2 order by m.number`,
    [org_id, entry_id],
  );
}

/** True when it is new; two who propose at once get the same number, and one of them nothing. */
export async function insertMatch(tx: Tx, m: Omit<MatchRow, 'effect_at' | 'effect_code'>): Promise<boolean> {
  const inserted = await tx.run(
    `insert into banking.match (org_id, entry_id, number, action, how, target_kind, target_org_id, target_id, reasons,
       proposed_by, proposed_at, decision, decided_by, decided_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) on conflict do nothing`,
    [
      m.org_id,
      m.entry_id,
      m.number,
      m.action,
      m.how,
      m.target_kind,
      m.target_org_id,
      m.target_id,
      m.reasons,
      m.proposed_by,
      m.proposed_at,
      m.decision,
      m.decided_by,
      m.decided_at,
    ],
  );
  return inserted === 1;
}

/** Decides a proposal that is still open; false when somebody was faster. */
export async function decideMatch(
  tx: Tx,
  m: {
    org_id: string;
    entry_id: string;
    number: number;
    decision: string;
    decided_by: string | null;
    at: Date;
  },
): Promise<boolean> {
  const changed = await tx.run(
    `update banking.match set decision = $4, decided_by = $5, decided_at = $6
     where org_id = $1 and entry_id = $2 and number = $3 and decision is null`,
    [m.org_id, m.entry_id, m.number, m.decision, m.decided_by, m.at],
  );
  return changed === 1;
}

/** Notes that the ledger followed an approved match, or why it did not; false when it was noted before. */
export async function noteEffect(tx: Tx, m: MatchRow, at: Date, code: string | null): Promise<boolean> {
  const changed = await tx.run(
    `update banking.match set effect_at = $4, effect_code = $5
     where org_id = $1 and entry_id = $2 and number = $3 and effect_at is null`,
    [m.org_id, m.entry_id, m.number, at, code],
  );
  return changed === 1;
}

export type EntryRow = Entry & { last: MatchRow | null };

/**
 * Entries of a bank, newest first, with the last word on each. `unmatched`: nothing counts for them; `proposed`: a
 * second person is awaited; `matched`: done.
 */
export function listEntryRows(
  tx: Tx,
  q: {
    /** Null: of every bank that the reader may see. */
    org_id: string | null;
    state: string | null;
    at: string | null;
    entry_id: string | null;
    limit: number;
  },
): Promise<EntryRow[]> {
  return tx.rows<EntryRow>(
    `select e.*, to_jsonb(m) as last from banking.entry e
     left join lateral (
       select ${matchColumns} from banking.match m
       where m.org_id = e.org_id and m.entry_id = e.entry_id order by m.number desc limit 1) m on true
     where ($1::uuid is null or e.org_id = $1) and ($3::timestamptz is null or (e.at, e.entry_id) < ($3, $4::uuid))
       and ($2::text is null or $2 = case
         when m.number is null or m.decision = 'refused' and m.action = 'match' or m.effect_code is not null and m.action = 'match'
           or m.action = 'unmatch' and m.decision = 'approved' and m.effect_code is null then 'unmatched'
         when m.decision is null then 'proposed' else 'matched' end)
     order by e.at desc, e.entry_id desc limit $5`,
    [q.org_id, q.state, q.at, q.entry_id, q.limit],
  );
}

export async function insertExpectation(tx: Tx, e: Omit<Expectation, 'met_at'>): Promise<boolean> {
  const inserted = await tx.run(
    `insert into banking.expectation (org_id, expectation_id, bank_org_id, reference, amount, currency, expected_from,
       expected_to, announced_at, parties)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      e.org_id,
      e.expectation_id,
      e.bank_org_id,
      e.reference,
      e.amount,
      e.currency,
      e.expected_from,
      e.expected_to,
      e.announced_at,
      e.parties,
    ],
  );
  return inserted === 1;
}

const expectationColumns = `x.org_id, x.expectation_id, x.bank_org_id, x.reference, x.amount, x.currency,
  x.expected_from, x.expected_to, x.announced_at, x.met_at, x.parties`;

export function findExpectation(
  tx: Tx,
  org_id: string,
  expectation_id: string,
): Promise<Expectation | undefined> {
  return tx.maybe<Expectation>(
    `select ${expectationColumns} from banking.expectation x where x.org_id = $1 and x.expectation_id = $2`,
    [org_id, expectation_id],
  );
}

/** What is still expected at a bank and may be what entries are: by reference, or by amount. */
export function expectationsFor(
  tx: Tx,
  bank_org_id: string,
  q: { told: string[]; amounts: bigint[] },
): Promise<Expectation[]> {
  return tx.rows<Expectation>(
    `(select ${expectationColumns} from banking.expectation x
      where x.bank_org_id = $1 and x.met_at is null and x.amount = any ($2::int8[])
      order by x.announced_at desc limit 500)
     union
     (select ${expectationColumns} from banking.expectation x
      where x.bank_org_id = $1 and x.met_at is null and x.reference = any ($3::text[]) limit 500)`,
    [bank_org_id, q.amounts, q.told],
  );
}

export function listExpectationRows(
  tx: Tx,
  q: { at: string | null; expectation_id: string | null; limit: number },
): Promise<Expectation[]> {
  return tx.rows<Expectation>(
    `select ${expectationColumns} from banking.expectation x
     where $1::timestamptz is null or (x.announced_at, x.expectation_id) < ($1, $2::uuid)
     order by x.announced_at desc, x.expectation_id desc limit $3`,
    [q.at, q.expectation_id, q.limit],
  );
}

/** Marks an expectation as met by an entry, or as open again; false when it was so already. */
export async function meetExpectation(
  tx: Tx,
  target: { org_id: string; expectation_id: string },
  met: { entry_id: string; at: Date } | null,
): Promise<boolean> {
  const changed = await tx.run(
    `update banking.expectation set met_at = $3, met_entry_id = $4
     where org_id = $1 and expectation_id = $2 and (met_at is null) = ($3::timestamptz is not null)`,
    [target.org_id, target.expectation_id, met?.at ?? null, met?.entry_id ?? null],
  );
  return changed === 1;
}
