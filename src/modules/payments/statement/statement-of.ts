import { decimalText } from '../../../kernel/decimal.ts';
import { type Currency, minorDigits } from '../../../kernel/money.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import { filterOf, isFiltered, type StatementFilter } from '../ledger/statement-filter.ts';
import { readAccount, readAsOf, readStatement } from '../ledger/store-views.ts';

/** Entries among which a file is picked. */
const SEARCH_LIMIT = 1_000_000n;

/** One entry as a statement prints it: amounts are decimal text in the account's currency. */
export interface StatementLine {
  number: number;
  booked_at: string;
  reason: string;
  reference: string;
  counterparty: string;
  amount: string;
  balance_after: string;
  transfer_id: string;
}

/** An account over a period: what it had before, each entry in order, what it had after. */
export interface Statement {
  account_id: string;
  currency: string;
  holder: string;
  /** Instants, or null for the account's beginning and for now. */
  from: string | null;
  before: string | null;
  /** What the entries were picked by, as `name: value`; empty when all are there. */
  filter: string[];
  opening: string;
  closing: string;
  /** Sums of what made the balance larger and smaller. */
  received: string;
  paid: string;
  lines: StatementLine[];
}

/**
 * The statement of one of the actor's accounts, oldest entry first. Opening balance and entries add up to the
 * closing balance, unless a filter leaves entries out; then both ends and the balance after each entry stay those of
 * the account, and what is received and paid is that of the entries shown. Refuses with payments.account_not_found, payments.statement_too_long.
 */
export async function statementOf(
  ctx: Ctx,
  q: { account_id: string; from?: string; before?: string; limit: number; filter?: StatementFilter },
): Promise<Outcome<Statement>> {
  const { org_id } = ctx.actor;
  const account = await readAccount(ctx.tx, org_id, q.account_id);
  if (!account) return refuse('payments.account_not_found', { account_id: q.account_id });
  const place = { book_id: org_id, account_id: q.account_id };
  const asOf = (instant: string) => readAsOf(ctx.tx, { ...place, before: new Date(instant) });
  const start = q.from === undefined ? { number: 0n, balance: 0n } : await asOf(q.from);
  const end =
    q.before === undefined ? { number: account.last_number, balance: account.balance } : await asOf(q.before);
  const filter = filterOf(q.filter ?? {});
  if (isFiltered(filter) && end.number - start.number > SEARCH_LIMIT)
    return refuse('payments.statement_too_long', { limit: Number(SEARCH_LIMIT) });
  const rows = await readStatement(ctx.tx, {
    ...place,
    normal_side: account.normal_side,
    filter,
    after: start.number,
    before: end.number + 1n,
    limit: q.limit + 1,
  });
  if (rows.length > q.limit) return refuse('payments.statement_too_long', { limit: q.limit });
  const names = await findOrganisations(ctx, [
    org_id,
    ...new Set(rows.flatMap((r) => r.counter_book_id ?? [])),
  ]);
  const text = (amount: bigint): string => decimalText(amount, minorDigits(account.currency as Currency));
  const changes = rows.map((r) => (r.side === account.normal_side ? r.amount : -r.amount));
  const total = (keep: (change: bigint) => boolean): bigint =>
    changes.filter(keep).reduce((sum, change) => sum + change, 0n);
  return {
    account_id: q.account_id,
    currency: account.currency,
    holder: names.get(org_id)?.name ?? '',
    from: q.from ?? null,
    before: q.before ?? null,
    filter: Object.entries(filter).map(([name, value]) => `${name}: ${value}`),
    opening: text(start.balance),
    closing: text(end.balance),
    received: text(total((change) => change > 0n)),
    paid: text(total((change) => change < 0n)),
    lines: rows
      .map((r, i) => ({
        number: Number(r.number),
        booked_at: r.booked_at.toISOString(),
        reason: r.reason,
        reference: r.reference,
        counterparty: names.get(r.counter_book_id ?? '')?.name ?? '',
        amount: text(changes[i] ?? 0n),
        balance_after: text(r.balance_after),
        transfer_id: r.transfer_id,
      }))
      .reverse(),
  };
}
