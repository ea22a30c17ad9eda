import { Type } from 'typebox';
import { assert, isRefusal, type Outcome, type Refusal, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../../platform/index.ts';
import { onBehalfOf } from '../../parties/index.ts';
import { postAll } from '../ledger/post-transfers.ts';
import { TREASURY_ORG_ID } from '../model.ts';
import { beyondDeskLimit } from './ask-exchange.ts';
import { legsOf } from './exchange-legs.ts';
import { ExchangeView, showExchange } from './exchange-view.ts';
import { type ExchangeRow, findExchange, lockExchangeRow, noteLocked } from './store-exchange.ts';

/** Reservations outlive the lock by this, so that an execution that was asked for in time can be carried out. */
const GRACE_MS = 5 * 60_000;

/**
 * Locks a price that was quoted: what the customer gives and what the treasury gives for it are reserved, both or
 * neither, for the minutes that the quote says. Locking again changes nothing.
 * Refuses with payments.exchange_not_found, payments.quote_over, payments.overdrawn, payments.beyond_desk_limit.
 */
export const lockExchange = defineUseCase({
  name: 'payments.lock-exchange',
  kind: 'command',
  permission: 'wallet:exchange',
  input: Type.Object({ exchange_id: Uuid }, { additionalProperties: false }),
  output: ExchangeView,
  async run(ctx, { exchange_id }) {
    const row = await lockExchangeRow(ctx.tx, ctx.actor.org_id, exchange_id);
    if (!row) return refuse('payments.exchange_not_found', { exchange_id });
    if (row.locked_at) return show(ctx, row);
    const now = ctx.clock.now();
    if (now >= row.valid_until)
      return refuse('payments.quote_over', { valid_until: row.valid_until.toISOString() });
    const holds_until = new Date(now.getTime() + row.lock_minutes * 60_000);
    const reserved = await reserve(ctx, row, new Date(holds_until.getTime() + GRACE_MS));
    if (isRefusal(reserved)) return reserved;
    await noteLocked(ctx.tx, row, now, holds_until);
    await ctx.enqueue(
      'payments.lapse-exchange',
      { org_id: row.org_id, exchange_id },
      { start_after: holds_until },
    );
    return show(ctx, row);
  },
});

/**
 * Reserves in the treasury's book, in its name, and then in the customer's: the treasury's id is below all others, so
 * accounts are locked in the one order that holds everywhere.
 */
async function reserve(ctx: Ctx, row: ExchangeRow, expires_at: Date): Promise<Outcome<unknown>> {
  assert(TREASURY_ORG_ID < row.org_id, 'the treasury is locked before its customers');
  const { requests, opens } = legsOf(row);
  const reservations = requests.flatMap(({ request, reservation_id }) =>
    reservation_id ? [{ ...request, kind: 'pending' as const, transfer_id: reservation_id, expires_at }] : [],
  );
  const inBook = (book_id: string) =>
    postAll(
      ctx,
      reservations.filter((r) => r.book_id === book_id),
      // The wallet for what is bought is opened when it is bought.
      opens.filter((a) => a.book_id === book_id && (a.kind !== 'wallet' || a.currency === row.sell_currency)),
    );
  const desk = await onBehalfOf(ctx, TREASURY_ORG_ID, () => inBook(TREASURY_ORG_ID));
  if (isRefusal(desk)) return inWordsOfTheDesk(desk, row);
  return inBook(row.org_id);
}

/** What the treasury has is not told to its customers. */
function inWordsOfTheDesk(refusal: Refusal, row: ExchangeRow): Refusal {
  if (refusal.code === 'payments.overdrawn') return beyondDeskLimit(row.buy_currency, 'gives');
  if (refusal.code === 'payments.limit') return beyondDeskLimit(row.sell_currency, 'takes');
  return refusal;
}

export async function show(ctx: Ctx, row: ExchangeRow) {
  const found = await findExchange(ctx.tx, row.org_id, row.exchange_id);
  assert(found, 'an exchange that was locked is there');
  return showExchange(found, ctx.clock.now());
}
