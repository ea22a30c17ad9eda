import { Type } from 'typebox';
import { Value } from 'typebox/value';
import { type Currency, fromJson, money, toJson } from '../../../kernel/money.ts';
import { assert, isRefusal, type JsonObject } from '../../../kernel/refusal.ts';
import { type Ctx, PositiveMoneySchema, Uuid } from '../../../platform/index.ts';
import { appendEvent, getDeal } from '../../deals/index.ts';
import { transfersFor } from '../ledger/movement.ts';
import { postAll } from '../ledger/post-transfers.ts';
import { readTransfers } from '../ledger/store.ts';
import { resolve } from '../ledger/transfer.ts';
import { exchangeMovements } from './exchange-quote.ts';

const Order = Type.Object({
  org_id: Uuid,
  exchange_id: Uuid,
  bought: PositiveMoneySchema,
  spread: PositiveMoneySchema,
  rounding: PositiveMoneySchema,
});

/**
 * Executes a reserved exchange as the system: the reservation is posted together with the legs through the
 * treasury, or freed when liquidity does not suffice. Repeating it changes nothing.
 */
export async function settleExchange(ctx: Ctx, job: JsonObject): Promise<void> {
  const order = Value.Parse(Order, job);
  const [pending] = await readTransfers(ctx.tx, [{ book_id: order.org_id, transfer_id: order.exchange_id }]);
  assert(pending?.kind === 'pending', 'an exchange was reserved before it is executed');
  const deal = pending.deal_id ? await getDeal(ctx, pending.deal_id) : undefined;

  const legs = {
    sold: money(pending.amount, pending.currency as Currency),
    bought: fromJson(order.bought),
    spread: fromJson(order.spread),
    rounding: fromJson(order.rounding),
    reference: pending.reference,
  };
  const made = transfersFor(
    ['exchange', order.exchange_id],
    exchangeMovements(order.org_id, legs, pending.deal_id ?? undefined),
  );
  // The first leg's half in the organisation's book is what was reserved.
  const [sold, ...others] = made.requests;
  assert(
    sold?.book_id === order.org_id && sold.amount === pending.amount,
    'the first half is the one reserved',
  );
  const done = await postAll(ctx, [resolve(pending, 'post'), ...others], made.opens);
  if (isRefusal(done)) {
    ctx.log.warn({ exchange_id: order.exchange_id, code: done.code }, 'exchange not executed');
    if (done.code !== 'payments.already_resolved') await postAll(ctx, [resolve(pending, 'void')]);
    return;
  }
  if (done.repeated || !deal || isRefusal(deal)) return;
  await appendEvent(ctx, deal, {
    kind: 'exchange.executed',
    body: {
      sold: { ...toJson(legs.sold) },
      bought: { ...toJson(legs.bought) },
      spread: { ...toJson(legs.spread) },
    },
    parties: [order.org_id],
  });
}
