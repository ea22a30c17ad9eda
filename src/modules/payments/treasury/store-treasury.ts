import type { Currency } from '../../../kernel/money.ts';
import type { Tx } from '../../../platform/index.ts';
import { TREASURY_ORG_ID } from '../model.ts';

/** A change that one person of the treasury proposes and another decides. Amounts are minor units as text. */
export type ProposalBody =
  | { kind: 'limit'; currency: string; keep_at_least: string; hold_at_most: string | null; reason: string }
  | { kind: 'rate'; base: string; currency: string; rate: string; valid_from: string; source: string }
  | {
      kind: 'move';
      from_account_id: string;
      to_account_id: string;
      currency: Currency;
      amount: string;
      reference: string;
    }
  | { kind: 'close'; book_id: string; account_id: string | null; reason: string };

export interface ProposalRow {
  org_id: string;
  proposal_id: string;
  kind: ProposalBody['kind'];
  body: ProposalBody;
  proposed_by: string;
  proposed_at: Date;
  decision: 'approved' | 'refused' | null;
  decided_by: string | null;
  decided_at: Date | null;
  effect_at: Date | null;
  effect_code: string | null;
}

export function insertProposal(
  tx: Tx,
  p: Pick<ProposalRow, 'org_id' | 'proposal_id' | 'body' | 'proposed_by' | 'proposed_at'>,
): Promise<number> {
  return tx.run(
    `insert into payments.desk_proposal (org_id, proposal_id, kind, body, proposed_by, proposed_at)
     values ($1, $2, $3, $4, $5, $6)`,
    [p.org_id, p.proposal_id, p.body.kind, JSON.stringify(p.body), p.proposed_by, p.proposed_at],
  );
}

export function lockProposal(tx: Tx, org_id: string, proposal_id: string): Promise<ProposalRow | undefined> {
  return tx.maybe<ProposalRow>(
    'select * from payments.desk_proposal where org_id = $1 and proposal_id = $2 for update',
    [org_id, proposal_id],
  );
}

export function decideProposalRow(
  tx: Tx,
  p: Pick<ProposalRow, 'org_id' | 'proposal_id' | 'decision' | 'decided_by' | 'decided_at'>,
): Promise<number> {
  return tx.run(
    `update payments.desk_proposal set decision = $3, decided_by = $4, decided_at = $5
     where org_id = $1 and proposal_id = $2 and decision is null`,
    [p.org_id, p.proposal_id, p.decision, p.decided_by, p.decided_at],
  );
}

export function noteEffect(tx: Tx, p: ProposalRow, at: Date, code: string | null): Promise<number> {
  return tx.run(
    `update payments.desk_proposal set effect_at = $3, effect_code = $4
     where org_id = $1 and proposal_id = $2 and effect_at is null`,
    [p.org_id, p.proposal_id, at, code],
  );
}

/** Proposals newest first: their ids grow with time. */
export function listProposalRows(
  tx: Tx,
  q: { org_id: string; open: boolean; limits_of: string | null; before: string | null; limit: number },
): Promise<ProposalRow[]> {
  return tx.rows<ProposalRow>(
    `select * from payments.desk_proposal
     where org_id = $1 and (not $2 or decision is null) and ($3::uuid is null or proposal_id < $3)
       and ($4::text is null or kind = 'limit' and body ->> 'currency' = $4)
     order by proposal_id desc limit $5`,
    [q.org_id, q.open, q.before, q.limits_of, q.limit],
  );
}

/** A liquidity account as it stands, with the limits of the ledger. */
export interface LiquidityRow {
  currency: string;
  balance: bigint;
  reserved: bigint;
  incoming: bigint;
  keep_at_least: bigint;
  hold_at_most: bigint | null;
}

const liquidityColumns = `currency, posted_credit - posted_debit as balance, pending_debit as reserved,
  pending_credit as incoming, coalesce(lower_limit, 0) as keep_at_least, upper_limit as hold_at_most`;

/** Empty for everybody but the treasury: its book is nobody else's to see. */
export function readLiquidity(tx: Tx): Promise<LiquidityRow[]> {
  return tx.rows<LiquidityRow>(
    `select ${liquidityColumns} from payments.account where book_id = $1 and kind = 'liquidity' order by currency`,
    [TREASURY_ORG_ID],
  );
}

export function lockLiquidity(tx: Tx, currency: string): Promise<LiquidityRow | undefined> {
  return tx.maybe<LiquidityRow>(
    `select ${liquidityColumns} from payments.account
     where book_id = $1 and account_id = 'liquidity:' || $2 for no key update`,
    [TREASURY_ORG_ID, currency],
  );
}

export function writeLimits(
  tx: Tx,
  currency: string,
  keep_at_least: bigint,
  hold_at_most: bigint | null,
): Promise<number> {
  return tx.run(
    `update payments.account set lower_limit = $3, upper_limit = $4 where book_id = $1 and account_id = 'liquidity:' || $2`,
    [TREASURY_ORG_ID, currency, keep_at_least, hold_at_most],
  );
}

export function insertDeskRate(
  tx: Tx,
  r: {
    base: string;
    currency: string;
    valid_from: string;
    rate: string;
    source: string;
    proposal_id: string;
  },
  at: Date,
): Promise<number> {
  return tx.run(
    `insert into payments.desk_rate (base, currency, valid_from, filed_at, rate, source, proposal_id)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [r.base, r.currency, r.valid_from, at, r.rate, r.source, r.proposal_id],
  );
}

export interface FlowRow {
  currency: string;
  day: string;
  kind: string;
  flow: bigint;
  entries: bigint;
}

/** What came into and went out of the treasury's own accounts, by currency, day (UTC) and kind; capital is not counted. */
export function readFlows(tx: Tx, before: Date): Promise<FlowRow[]> {
  return tx.rows<FlowRow>(
    `select e.currency, (e.booked_at at time zone 'UTC')::date as day, a.kind,
       sum(case e.side when 'credit' then e.amount else -e.amount end)::bigint as flow, count(*) as entries
     from payments.account a
     join payments.entry e on e.book_id = a.book_id and e.account_id = a.account_id
     where a.book_id = $1 and a.kind in ('liquidity', 'spread', 'rounding') and e.booked_at < $2
       and e.other_account_id not like 'capital:%'
     group by e.currency, day, a.kind order by e.currency, day, a.kind`,
    [TREASURY_ORG_ID, before],
  );
}
