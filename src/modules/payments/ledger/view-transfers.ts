import { Type } from 'typebox';
import { type Currency, currencies } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/refusal.ts';
import {
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  Instant,
  MoneySchema,
  Nullable,
  pageInput,
  pageOf,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { type FoundTransfer, findByReference, findTransfer, readTrialBalance } from './store-search.ts';

const TransferView = Type.Object({
  book_id: Uuid,
  transfer_id: Uuid,
  kind: Type.String(),
  debit_account_id: Type.String(),
  credit_account_id: Type.String(),
  amount: MoneySchema,
  reason: Type.String(),
  reference: Type.String(),
  at: Instant,
  booked_at: Instant,
  expires_at: Nullable(Instant),
  pending_id: Nullable(Uuid),
  reverses_id: Nullable(Uuid),
  link_id: Nullable(Uuid),
  counter_book_id: Nullable(Uuid),
  deal_id: Nullable(Uuid),
  /** What became of a pending or reversed transfer: post, void, expire, reversal. */
  resolved_by: Nullable(Type.String()),
});

/**
 * Transfers whose reference begins with a text, in one's own book or in a deal's, in the order of their
 * references. Refuses with platform.bad_cursor.
 */
export const searchTransfers = defineUseCase({
  name: 'payments.search-transfers',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object(
    {
      reference: Type.String({ minLength: 2, maxLength: 200 }),
      book_id: Type.Optional(Uuid),
      ...pageInput,
    },
    { additionalProperties: false },
  ),
  output: pageOf(TransferView),
  async run(ctx, input) {
    const cursor = decodeCursor(input.cursor, 2);
    const [reference, transfer_id] = cursor ?? [];
    if (input.cursor !== undefined && !(typeof reference === 'string' && isUuidText(transfer_id)))
      return refuse('platform.bad_cursor');
    const limit = input.limit ?? DEFAULT_LIMIT;
    const rows = await findByReference(ctx.tx, {
      book_id: input.book_id ?? ctx.actor.org_id,
      reference: input.reference,
      after: cursor ? { reference: String(reference), transfer_id: String(transfer_id) } : null,
      limit: limit + 1,
    });
    return toPage(rows, limit, (r) => [r.reference, r.transfer_id], show);
  },
});

/** One transfer. Refuses with payments.transfer_not_found. */
export const viewTransfer = defineUseCase({
  name: 'payments.view-transfer',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object({ transfer_id: Uuid, book_id: Type.Optional(Uuid) }, { additionalProperties: false }),
  output: TransferView,
  async run(ctx, input) {
    const found = await findTransfer(ctx.tx, input.book_id ?? ctx.actor.org_id, input.transfer_id);
    return found ? show(found) : refuse('payments.transfer_not_found');
  },
});

const TrialLine = Type.Object({
  kind: Type.String(),
  accounts: Type.Integer(),
  debit: MoneySchema,
  credit: MoneySchema,
});

/**
 * The trial balance of one's book, or of a deal's: per currency and kind of account what was debited and
 * credited; both sides of a currency add up to the same.
 */
export const viewTrialBalance = defineUseCase({
  name: 'payments.view-trial-balance',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object({ book_id: Type.Optional(Uuid) }, { additionalProperties: false }),
  output: Type.Object({
    currencies: Type.Array(
      Type.Object({
        currency: Type.String(),
        lines: Type.Array(TrialLine),
        debit: MoneySchema,
        credit: MoneySchema,
        balanced: Type.Boolean(),
      }),
    ),
  }),
  async run(ctx, input) {
    const rows = await readTrialBalance(ctx.tx, input.book_id ?? ctx.actor.org_id);
    return {
      currencies: currencies.flatMap((currency) => {
        const lines = rows.filter((r) => r.currency === currency);
        if (lines.length === 0) return [];
        const money = (amount: bigint) => ({ amount: amount.toString(), currency });
        const debit = lines.reduce((total, r) => total + r.debit, 0n);
        const credit = lines.reduce((total, r) => total + r.credit, 0n);
        return [
          {
            currency,
            lines: lines.map((r) => ({
              kind: r.kind,
              accounts: r.accounts,
              debit: money(r.debit),
              credit: money(r.credit),
            })),
            debit: money(debit),
            credit: money(credit),
            balanced: debit === credit,
          },
        ];
      }),
    };
  },
});

const isUuidText = (text: unknown): boolean =>
  typeof text === 'string' && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);

function show(t: FoundTransfer) {
  return {
    ...t,
    amount: { amount: t.amount.toString(), currency: t.currency as Currency },
    at: t.at.toISOString(),
    booked_at: t.booked_at.toISOString(),
    expires_at: t.expires_at?.toISOString() ?? null,
  };
}
