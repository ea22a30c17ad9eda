import { Type } from 'typebox';
import type { Currency } from '../../kernel/money.ts';
import { refuse } from '../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  encodeCursor,
  Instant,
  MoneySchema,
  Nullable,
  pageInput,
  pageOf,
  Uuid,
} from '../../platform/index.ts';
import { findOrganisations } from '../parties/index.ts';
import { readAccount, readStatement, readWallet } from './store-views.ts';

const AccountView = Type.Object({
  account_id: Type.String(),
  kind: Type.String(),
  balance: MoneySchema,
  /** Balance less what is reserved. */
  available: MoneySchema,
  reserved: MoneySchema,
  incoming: MoneySchema,
  closed: Type.Boolean(),
});

/** The accounts of one's organisation with their balances, one statement. */
export const viewWallet = defineUseCase({
  name: 'payments.view-wallet',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(AccountView) }),
  async run(ctx) {
    const rows = await readWallet(ctx.tx, ctx.actor.org_id);
    return {
      items: rows.map((r) => {
        const money = (amount: bigint) => ({ amount: amount.toString(), currency: r.currency as Currency });
        return {
          account_id: r.account_id,
          kind: r.kind,
          balance: money(r.balance),
          available: money(r.available),
          reserved: money(r.reserved),
          incoming: money(r.incoming),
          closed: r.closed,
        };
      }),
    };
  },
});

const EntryView = Type.Object({
  number: Type.Integer(),
  transfer_id: Uuid,
  at: Instant,
  /** Positive when the account has more after it. */
  change: MoneySchema,
  balance_after: MoneySchema,
  reason: Type.String(),
  reference: Type.String(),
  /** The organisation or deal on the other side; null within the book. */
  counter_book_id: Nullable(Uuid),
  /** Its name, when it is an organisation's. */
  counterparty: Nullable(Type.String()),
  deal_id: Nullable(Uuid),
});

/**
 * The entries of one account of one's organisation, newest first, with the balance after each.
 * Refuses with payments.account_not_found, platform.bad_cursor.
 */
export const viewStatement = defineUseCase({
  name: 'payments.view-statement',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object(
    { account_id: Type.String({ pattern: '^[a-z]+(:[A-Z0-9]+)*:[A-Z]{3}$', maxLength: 60 }), ...pageInput },
    { additionalProperties: false },
  ),
  output: pageOf(EntryView),
  async run(ctx, input) {
    const book_id = ctx.actor.org_id;
    const account = await readAccount(ctx.tx, book_id, input.account_id);
    if (!account) return refuse('payments.account_not_found', { account_id: input.account_id });
    const at = positionOf(input.cursor);
    if (at === 'bad') return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await readStatement(ctx.tx, {
      book_id,
      account_id: account.account_id,
      ...at,
      limit: limit + 1,
    });
    const money = (amount: bigint) => ({ amount: amount.toString(), currency: account.currency as Currency });
    const normal = account.normal_side;
    const shown = rows.slice(0, limit);
    const names = await findOrganisations(
      ctx,
      shown.flatMap((r) => r.counter_book_id ?? []),
    );
    const last = shown.at(-1);
    const next = rows[limit];
    return {
      items: shown.map((r) => ({
        number: Number(r.number),
        transfer_id: r.transfer_id,
        at: r.at.toISOString(),
        change: money(r.side === normal ? r.amount : -r.amount),
        balance_after: money(r.balance_after),
        reason: r.reason,
        reference: r.reference,
        counter_book_id: r.counter_book_id,
        counterparty: names.get(r.counter_book_id ?? '')?.name ?? null,
        deal_id: r.deal_id,
      })),
      next_cursor:
        last && next ? encodeCursor([last.number.toString(), next.balance_after.toString()]) : null,
    };
  },
});

/** A cursor holds the running number of the last entry shown and the balance before it. */
function positionOf(cursor: string | undefined): { before: bigint | null; balance: bigint | null } | 'bad' {
  if (cursor === undefined) return { before: null, balance: null };
  const key = decodeCursor(cursor, 2);
  const [before, balance] = key ?? [];
  if (typeof before !== 'string' || typeof balance !== 'string') return 'bad';
  if (!/^\d{1,18}$/.test(before) || !/^-?\d{1,18}$/.test(balance)) return 'bad';
  return { before: BigInt(before), balance: BigInt(balance) };
}
