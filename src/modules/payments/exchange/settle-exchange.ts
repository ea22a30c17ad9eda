import { toJson } from '../../../kernel/money.ts';
import { assert, isRefusal, type JsonObject } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { appendEvent, getDeal } from '../../deals/index.ts';
import { postAll } from '../ledger/post-transfers.ts';
import { readTransfers } from '../ledger/store.ts';
import { resolve, type Transfer } from '../ledger/transfer.ts';
import { legsOf } from './exchange-legs.ts';
import { type ExchangeRow, lockExchangeRow } from './store-exchange.ts';

/**
 * Executes a locked exchange as the system: what is reserved in both books is posted together with the other legs, or,
 * should the ledger refuse, freed. Repeating it changes nothing.
 */
export async function settleExchange(ctx: Ctx, job: JsonObject): Promise<void> {
  const row = await exchangeOf(ctx, job);
  assert(row.asked_at, 'an exchange is asked for before it is executed');
  const deal = row.deal_id ? await getDeal(ctx, row.deal_id) : undefined;
  const { amounts, requests, opens } = legsOf(row);
  const pending = await reservationsOf(ctx, row);
  const done = await postAll(
    ctx,
    requests.map(({ request, reservation_id }) => {
      const reserved = pending.find((p) => p.book_id === request.book_id && p.transfer_id === reservation_id);
      return reserved ? resolve(reserved, 'post') : request;
    }),
    opens,
  );
  if (isRefusal(done)) {
    retryIfRaced(done.code);
    ctx.log.warn({ exchange_id: row.exchange_id, code: done.code }, 'exchange not executed');
    if (done.code !== 'payments.already_resolved') await free(ctx, pending);
    return;
  }
  if (done.repeated || !deal || isRefusal(deal)) return;
  await appendEvent(ctx, deal, {
    kind: 'exchange.executed',
    body: {
      sold: { ...toJson(amounts.sold) },
      bought: { ...toJson(amounts.bought) },
      spread: { ...toJson(amounts.spread) },
    },
    parties: [row.org_id],
  });
}

/** Frees both sides when the time of a lock is over and nobody has asked for its execution; as the system. */
export async function lapseExchange(ctx: Ctx, job: JsonObject): Promise<void> {
  const row = await exchangeOf(ctx, job);
  if (row.asked_at) return;
  assert(row.holds_until, 'what lapses was locked');
  // The queue's clock is the database's.
  if (ctx.clock.now() < row.holds_until)
    return ctx.enqueue('payments.lapse-exchange', job, { start_after: row.holds_until });
  await free(ctx, await reservationsOf(ctx, row));
}

async function exchangeOf(ctx: Ctx, job: JsonObject): Promise<ExchangeRow> {
  const { org_id, exchange_id } = job;
  assert(typeof org_id === 'string' && typeof exchange_id === 'string', 'a job names its exchange');
  const row = await lockExchangeRow(ctx.tx, org_id, exchange_id);
  assert(row, 'an exchange is written before it is worked on');
  return row;
}

function reservationsOf(ctx: Ctx, row: ExchangeRow): Promise<Transfer[]> {
  return readTransfers(
    ctx.tx,
    legsOf(row).requests.flatMap(({ request, reservation_id }) =>
      reservation_id ? [{ book_id: request.book_id, transfer_id: reservation_id }] : [],
    ),
  );
}

/** What has been resolved meanwhile stays as it is. */
async function free(ctx: Ctx, pending: readonly Transfer[]): Promise<void> {
  const freed = await postAll(
    ctx,
    pending.map((p) => resolve(p, 'void')),
  );
  if (isRefusal(freed)) retryIfRaced(freed.code);
}

function retryIfRaced(code: string): void {
  if (code === 'platform.changed_meanwhile') throw new Error('raced, try again');
}
