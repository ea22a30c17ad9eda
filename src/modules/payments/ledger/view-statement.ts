import { Type } from 'typebox';
import type { Currency } from '../../../kernel/money.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import {
  type Ctx,
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
} from '../../../platform/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import { filterInput, filterOf, isFiltered, LOOK_LIMIT } from './statement-filter.ts';
import { readAccount, readAsOf, readStatement, type WalletRow } from './store-views.ts';

const AccountId = Type.String({ pattern: '^[a-z]+(:[A-Z0-9]+)*:[A-Z]{3}$', maxLength: 60 });
/** The book: of one's organisation when left out, or of a deal whose money is one's own. */
const bookInput = { book_id: Type.Optional(Uuid) };

const EntryView = Type.Object({
  number: Type.Integer(),
  transfer_id: Uuid,
  at: Instant,
  /** Differs from `at` only where clocks of several servers, or of a simulation, did. */
  booked_at: Instant,
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
 * The entries of one account, newest first, with the balance after each; of a period (booked from, booked
 * before), and only those that fit, where that is asked for. A page looks at 10,000 entries at most: of what is rare,
 * it may hold few or none and still say where to go on. Refuses with payments.account_not_found, platform.bad_cursor.
 */
export const viewStatement = defineUseCase({
  name: 'payments.view-statement',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object(
    {
      account_id: AccountId,
      ...bookInput,
      from: Type.Optional(Instant),
      before: Type.Optional(Instant),
      ...filterInput,
      ...pageInput,
    },
    { additionalProperties: false },
  ),
  output: pageOf(EntryView),
  async run(ctx, input) {
    const account = await findAccount(ctx, input);
    if ('refusal' in account) return account;
    const cursor = positionOf(input.cursor);
    if (cursor === 'bad') return refuse('platform.bad_cursor');
    const place = { book_id: account.book_id, account_id: account.account_id };
    const numberAt = async (instant: string) =>
      (await readAsOf(ctx.tx, { ...place, before: new Date(instant) })).number;
    const newest = input.before === undefined ? account.last_number : await numberAt(input.before);
    const before = cursor ?? newest + 1n;
    const start = input.from === undefined ? 0n : await numberAt(input.from);
    const filter = filterOf(input);
    const looked = isFiltered(filter) ? before - LOOK_LIMIT : 0n;
    const after = looked > start ? looked : start;
    const limit = input.limit ?? DEFAULT_LIMIT;
    const { normal_side } = account;
    const rows = await readStatement(ctx.tx, {
      ...place,
      normal_side,
      before,
      after,
      limit: limit + 1,
      filter,
    });
    const shown = rows.slice(0, limit);
    const names = await findOrganisations(
      ctx,
      shown.flatMap((r) => r.counter_book_id ?? []),
    );
    const money = (amount: bigint) => ({ amount: amount.toString(), currency: account.currency as Currency });
    const last = shown.at(-1);
    const more = rows.length > limit ? last?.number : after > start ? after + 1n : undefined;
    return {
      items: shown.map((r) => ({
        number: Number(r.number),
        transfer_id: r.transfer_id,
        at: r.at.toISOString(),
        booked_at: r.booked_at.toISOString(),
        change: money(r.side === account.normal_side ? r.amount : -r.amount),
        balance_after: money(r.balance_after),
        reason: r.reason,
        reference: r.reference,
        counter_book_id: r.counter_book_id,
        counterparty: names.get(r.counter_book_id ?? '')?.name ?? null,
        deal_id: r.deal_id,
      })),
      next_cursor: more === undefined ? null : encodeCursor([more.toString()]),
    };
  },
});

/**
 * What an account had, posted, just before an instant; now, without one. Refuses with
 * payments.account_not_found.
 */
export const viewBalance = defineUseCase({
  name: 'payments.view-balance',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object(
    { account_id: AccountId, ...bookInput, before: Type.Optional(Instant) },
    { additionalProperties: false },
  ),
  output: Type.Object({
    account_id: Type.String(),
    /** Null: as it is now. */
    before: Nullable(Instant),
    balance: MoneySchema,
    /** Transfers of the account up to then. */
    number: Type.Integer(),
  }),
  async run(ctx, input) {
    const account = await findAccount(ctx, input);
    if ('refusal' in account) return account;
    const { book_id, account_id } = account;
    const then =
      input.before === undefined
        ? { balance: account.balance, number: account.last_number }
        : await readAsOf(ctx.tx, { book_id, account_id, before: new Date(input.before) });
    return {
      account_id,
      before: input.before ?? null,
      balance: { amount: then.balance.toString(), currency: account.currency as Currency },
      number: Number(then.number),
    };
  },
});

async function findAccount(
  ctx: Ctx,
  input: { account_id: string; book_id?: string },
): Promise<Outcome<WalletRow & { book_id: string }>> {
  const book_id = input.book_id ?? ctx.actor.org_id;
  const account = await readAccount(ctx.tx, book_id, input.account_id);
  return account
    ? { ...account, book_id }
    : refuse('payments.account_not_found', { account_id: input.account_id });
}

/** A cursor holds the running number of the last entry shown. */
function positionOf(cursor: string | undefined): bigint | null | 'bad' {
  if (cursor === undefined) return null;
  const [before] = decodeCursor(cursor, 1) ?? [];
  return typeof before === 'string' && /^\d{1,18}$/.test(before) ? BigInt(before) : 'bad';
}
