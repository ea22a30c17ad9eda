import { sha256Hex } from '../../../kernel/hash.ts';
import { assert, isRefusal, type JsonObject } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { findOrganisations, isBlocked } from '../../parties/index.ts';
import { messageIdOf, type PaymentOrder } from '../model.ts';
import { accountState } from '../payouts/account-view.ts';
import { insertMessage, readNostros } from '../store-messages.ts';
import { findOrder, insertStep, lockOrder, readSteps } from '../store-orders.ts';
import { findAccount } from '../store-payouts.ts';
import { reserveNostro, voidOrder } from './order-ledger.ts';
import { orderMessage } from './order-message.ts';

/**
 * Sends an ordered payment to its bank, as the system: the amount is reserved in what the bank keeps for the
 * platform, the message is written and queued for delivery, all in one transaction. When the bank keeps too little,
 * has named no account in the currency, or the payee's account is out of use, the order fails and the payer's
 * reservation is freed. Of a firm that screening has blocked it is held, its money reserved, until the block is lifted
 * or somebody withdraws it (`payouts/held-payouts`).
 */
export async function sendOrder(ctx: Ctx, job: JsonObject): Promise<void> {
  const { org_id, order_id } = job;
  assert(typeof org_id === 'string' && typeof order_id === 'string', 'a job names its order');
  const order = await findOrder(ctx.tx, org_id, order_id);
  assert(order, 'an order is written before it is sent');
  await lockOrder(ctx.tx, order);
  const steps = await readSteps(ctx.tx, org_id, order_id);
  const kinds = steps.map((s) => s.kind);
  const gone = kinds.some((kind) => !['ordered', 'awaiting_approval', 'approved', 'held'].includes(kind));
  // The only way out: nothing passes that waits for a second person, or whose account is not verified now.
  if (gone || (kinds.includes('awaiting_approval') && !kinds.includes('approved'))) return;
  const account = order.account_id ? await findAccount(ctx.tx, org_id, order.account_id) : undefined;
  if (!account || accountState(account) !== 'verified')
    return fail(ctx, order, 'banking.account_not_verified');
  // What waited for a second person, or for this job, does not leave a firm that was blocked meanwhile. Once is noted.
  if (await isBlocked(ctx.tx, org_id)) {
    await insertStep(ctx.tx, order, { kind: 'held', reason: 'payments.payee_blocked', at: ctx.clock.now() });
    return;
  }
  const nostro = (await readNostros(ctx.tx, order.bank_org_id)).find((n) => n.currency === order.currency);
  if (!nostro) return fail(ctx, order, 'banking.no_nostro');
  const payer = (await findOrganisations(ctx, [org_id])).get(org_id);
  const xml = orderMessage(order, {
    payer: payer?.name ?? org_id,
    payer_country: payer?.country ?? 'CN',
    nostro,
    at: ctx.clock.now(),
  });
  if (isRefusal(xml)) return fail(ctx, order, xml.code);
  const reserved = await reserveNostro(ctx, order);
  if (isRefusal(reserved)) return fail(ctx, order, reserved.code);
  await sendMessage(ctx, order.bank_org_id, messageIdOf(order_id), order.message_name, xml);
  await insertStep(ctx.tx, order, { kind: 'sent', message_id: messageIdOf(order_id), at: ctx.clock.now() });
}

async function fail(ctx: Ctx, order: PaymentOrder, reason: string): Promise<void> {
  const freed = await voidOrder(ctx, order, ['payer']);
  assert(!isRefusal(freed), 'what was reserved for an order that was not sent can be freed');
  await insertStep(ctx.tx, order, { kind: 'failed', reason, at: ctx.clock.now() });
}

/** Writes a message into the log of what goes out; its delivery is a job of the same transaction. */
export async function sendMessage(
  ctx: Ctx,
  bank_org_id: string,
  message_id: string,
  name: string,
  xml: string,
): Promise<void> {
  const at = ctx.clock.now();
  const isNew = await insertMessage(ctx.tx, {
    org_id: bank_org_id,
    direction: 'out',
    message_id,
    name,
    body_hash: sha256Hex(xml),
    xml,
    channel: 'ledger',
    at,
  });
  if (isNew) await ctx.enqueue('banking.deliver-message', { org_id: bank_org_id, message_id });
}
