import { Type } from 'typebox';
import type { Currency } from '../../../kernel/money.ts';
import { refuse } from '../../../kernel/refusal.ts';
import {
  type Ctx,
  CurrencyCode,
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  Instant,
  MoneySchema,
  Nullable,
  pageInput,
  toPage,
  Uuid,
} from '../../../platform/index.ts';
import { findOrganisations } from '../../parties/index.ts';
import { legsOf } from '../exchange/exchange-legs.ts';
import { findExchange } from '../exchange/store-exchange.ts';
import { AccountId } from '../ledger/send-transfers.ts';
import { transferIdFor } from '../model.ts';
import {
  type EntryChoice,
  type EntryRow,
  type FigureAccount,
  readEntries,
  readEntriesOf,
  readFigureAccounts,
  SUM_LIMIT,
  sumEntries,
} from './store-entries.ts';

const EntryView = Type.Object({
  account_id: Type.String(),
  transfer_id: Uuid,
  at: Instant,
  side: Type.Enum(['debit', 'credit']),
  amount: MoneySchema,
  /** Positive when the account has more after it. */
  change: MoneySchema,
  reason: Type.String(),
  reference: Type.String(),
  other_account_id: Type.String(),
  /** The organisation or deal on the other side; null within the book. */
  counter_book_id: Nullable(Uuid),
  counterparty: Nullable(Type.String()),
  deal_id: Nullable(Uuid),
});

/** A sum may have more digits than an amount that somebody sends. */
const Sum = Type.Object({ amount: Type.String({ pattern: '^-?\\d{1,60}$' }), currency: CurrencyCode });
const Sums = Type.Object({
  debit: Sum,
  credit: Sum,
  /** What the accounts have more for these entries. */
  change: Sum,
});

/**
 * The entries that a figure is made of, with what they come to: of one account, or of all accounts of some kinds in a
 * currency, in one's own book or in a deal's; of one side, of a time, of an exchange; posted, or with `open` reserved
 * and not resolved. `sums` is null where more than 100,000 entries would have to be added up. Refuses with
 * payments.account_not_found, payments.exchange_not_found, platform.bad_cursor.
 */
export const listEntries = defineUseCase({
  name: 'payments.list-entries',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object(
    {
      book_id: Type.Optional(Uuid),
      account_id: Type.Optional(AccountId),
      /** `liquidity,spread,rounding` */
      kinds: Type.Optional(Type.String({ pattern: '^[a-z]+(,[a-z]+){0,8}$', maxLength: 100 })),
      currency: Type.Optional(CurrencyCode),
      side: Type.Optional(Type.Enum(['debit', 'credit'])),
      open: Type.Optional(Type.Enum(['1'])),
      /** Booked from then on. */
      from: Type.Optional(Instant),
      /** Booked before. */
      before: Type.Optional(Instant),
      /** Without what the owners put in or took out. */
      except: Type.Optional(Type.Enum(['capital'])),
      /** An exchange of one's own organisation, in its own book. */
      exchange_id: Type.Optional(Uuid),
      ...pageInput,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    book_id: Uuid,
    currency: Type.String(),
    accounts: Type.Array(Type.String()),
    /** The side on which those accounts grow; null where they differ. */
    normal_side: Nullable(Type.Enum(['debit', 'credit'])),
    sums: Nullable(Sums),
    /** What those accounts have, and of it what is reserved, whichever entries are asked for. */
    balance: Sum,
    reserved: Sum,
    incoming: Sum,
    items: Type.Array(EntryView),
    next_cursor: Nullable(Type.String()),
  }),
  async run(ctx, input) {
    const book_id = input.book_id ?? ctx.actor.org_id;
    const cursor = placeOf(input.cursor);
    if (cursor === undefined) return refuse('platform.bad_cursor');
    const accounts = await readFigureAccounts(ctx.tx, {
      book_id,
      account_id: input.account_id ?? null,
      kinds: input.kinds?.split(',') ?? null,
      currency: input.currency ?? null,
    });
    const [first] = accounts;
    // One currency: sums of several would be no figure.
    if (!first || accounts.some((a) => a.currency !== first.currency))
      return refuse('payments.account_not_found', { account_id: input.account_id ?? input.kinds ?? '' });
    const currency = first.currency as Currency;
    const choice: EntryChoice = {
      book_id,
      account_ids: accounts.map((a) => a.account_id),
      side: input.side ?? null,
      open: input.open === '1',
      from: input.from ?? null,
      before: input.before ?? null,
      except: input.except ?? null,
    };
    const limit = input.limit ?? DEFAULT_LIMIT;
    const transfer_ids = input.exchange_id ? await transfersOf(ctx, input.exchange_id) : null;
    if (input.exchange_id && !transfer_ids)
      return refuse('payments.exchange_not_found', { exchange_id: input.exchange_id });
    const rows = transfer_ids
      ? await readEntriesOf(ctx.tx, { ...choice, transfer_ids })
      : await readEntries(ctx.tx, choice, cursor, limit + 1);
    const money = (amount: bigint | string) => ({ amount: amount.toString(), currency });
    const sums = transfer_ids ? sumsOfRows(rows) : await sumsOf(ctx, choice, accounts);
    const standing = standingOf(accounts);
    const names = await findOrganisations(
      ctx,
      rows.slice(0, limit).flatMap((r) => r.counter_book_id ?? []),
    );
    return {
      book_id,
      currency,
      accounts: accounts.map((a) => a.account_id),
      normal_side: accounts.every((a) => a.normal_side === first.normal_side) ? first.normal_side : null,
      sums: sums && { debit: money(sums.debit), credit: money(sums.credit), change: money(sums.change) },
      balance: money(standing.balance),
      reserved: money(standing.reserved),
      incoming: money(standing.incoming),
      ...toPage(
        rows,
        transfer_ids ? rows.length : limit,
        (r) => [r.account_id, r.number.toString()],
        (r) => ({
          account_id: r.account_id,
          transfer_id: r.transfer_id,
          at: r.at.toISOString(),
          side: r.side,
          amount: money(r.amount),
          change: money(changeOf(r)),
          reason: r.reason,
          reference: r.reference,
          other_account_id: r.other_account_id,
          counter_book_id: r.counter_book_id,
          counterparty: names.get(r.counter_book_id ?? '')?.name ?? null,
          deal_id: r.deal_id,
        }),
      ),
    };
  },
});

const changeOf = (r: EntryRow): bigint => (r.side === r.normal_side ? r.amount : -r.amount);

/** The ids under which an exchange stands in the ledger, whether its reservations were posted or its legs at once. */
async function transfersOf(ctx: Ctx, exchange_id: string): Promise<string[] | null> {
  const exchange = await findExchange(ctx.tx, ctx.actor.org_id, exchange_id);
  if (!exchange) return null;
  return legsOf(exchange).requests.flatMap(({ request, reservation_id }) => [
    request.transfer_id,
    ...(reservation_id ? [transferIdFor('resolve', reservation_id, 'post')] : []),
  ]);
}

interface PlainSums {
  debit: bigint | string;
  credit: bigint | string;
  change: bigint | string;
}

function sumsOfRows(rows: readonly EntryRow[]): PlainSums {
  const total = (list: readonly EntryRow[], of: (r: EntryRow) => bigint) =>
    list.reduce((sum, r) => sum + of(r), 0n);
  return {
    debit: total(
      rows.filter((r) => r.side === 'debit'),
      (r) => r.amount,
    ),
    credit: total(
      rows.filter((r) => r.side === 'credit'),
      (r) => r.amount,
    ),
    change: total(rows, changeOf),
  };
}

/** Whole accounts know their sums; those of a choice are added up, as far as that is bounded. */
async function sumsOf(
  ctx: Ctx,
  choice: EntryChoice,
  accounts: readonly FigureAccount[],
): Promise<PlainSums | null> {
  if (choice.from || choice.before || choice.except) {
    const { most, ...sums } = await sumEntries(ctx.tx, choice);
    return most > SUM_LIMIT ? null : sums;
  }
  const of = (side: 'debit' | 'credit') => (a: FigureAccount) =>
    choice.side !== null && choice.side !== side ? 0n : a[`${choice.open ? 'pending' : 'posted'}_${side}`];
  const total = (pick: (a: FigureAccount) => bigint) => accounts.reduce((sum, a) => sum + pick(a), 0n);
  const [debit, credit] = [of('debit'), of('credit')];
  return {
    debit: total(debit),
    credit: total(credit),
    change: total((a) => (a.normal_side === 'credit' ? credit(a) - debit(a) : debit(a) - credit(a))),
  };
}

function standingOf(accounts: readonly FigureAccount[]) {
  const total = (pick: (a: FigureAccount) => bigint) => accounts.reduce((sum, a) => sum + pick(a), 0n);
  const isCredit = (a: FigureAccount) => a.normal_side === 'credit';
  return {
    balance: total((a) =>
      isCredit(a) ? a.posted_credit - a.posted_debit : a.posted_debit - a.posted_credit,
    ),
    reserved: total((a) => (isCredit(a) ? a.pending_debit : a.pending_credit)),
    incoming: total((a) => (isCredit(a) ? a.pending_credit : a.pending_debit)),
  };
}

/** A cursor holds the account and the running number of the last entry shown. */
function placeOf(cursor: string | undefined): { account_id: string; number: string } | null | undefined {
  if (cursor === undefined) return null;
  const [account_id, number] = decodeCursor(cursor, 2) ?? [];
  return typeof account_id === 'string' && typeof number === 'string' && /^\d{1,18}$/.test(number)
    ? { account_id, number }
    : undefined;
}
