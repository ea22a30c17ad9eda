import { assert, isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import {
  type MoveRequest,
  postAll,
  type ResolveRequest,
  type TransferRequest,
} from '../../payments/index.ts';
import { idFor, type PaymentOrder } from '../model.ts';

/** Money that leaves by a bank: a payment order, or a payment that came in and goes back. */
export interface Outgoing
  extends Pick<
    PaymentOrder,
    'org_id' | 'order_id' | 'bank_org_id' | 'amount' | 'currency' | 'end_to_end_id'
  > {
  /** `payout` when left out. */
  reason?: string;
}

/**
 * A payment order in the ledger. Two reservations, one in the payer's book (wallet → clearing), one in the bank's
 * (clearing → nostro); both are posted together when the bank has paid, both voided when it has not. Ids follow
 * from the order, so the ledger itself keeps each effect to once, whatever is repeated or comes in another order.
 */
const idOf = (order: Outgoing, part: string): string =>
  idFor('payment order', order.org_id, order.order_id, part);

/** The transfer in the bank's book by which an order is paid, or by which what came back is booked. */
export const bankTransferOf = (order: Pick<Outgoing, 'org_id' | 'order_id'>, back: boolean): string =>
  idFor('payment order', order.org_id, order.order_id, back ? 'return bank' : 'bank');

/** The transfer in the payer's book that reserves the money of an order. */
export const reservationOf = (order: Outgoing): string => idOf(order, 'payer');

function half(
  order: Outgoing,
  part: 'payer' | 'bank',
  kind: 'pending' | 'single',
  back = false,
): MoveRequest {
  const { currency, amount } = order;
  const [own, other] =
    part === 'payer' ? [order.org_id, order.bank_org_id] : [order.bank_org_id, order.org_id];
  const sides =
    part === 'payer'
      ? [`wallet:${currency}`, `clearing:${currency}`]
      : [`clearing:${currency}`, `nostro:${currency}`];
  const [debit = '', credit = ''] = back ? sides.reverse() : sides;
  return {
    kind,
    book_id: own,
    transfer_id: idOf(order, back ? `return ${part}` : part),
    debit_account_id: debit,
    credit_account_id: credit,
    amount,
    currency,
    counter_book_id: other,
    reason: back ? 'payout.return' : (order.reason ?? 'payout'),
    reference: order.end_to_end_id,
  };
}

function resolution(order: Outgoing, part: 'payer' | 'bank', kind: 'post' | 'void'): ResolveRequest {
  const reserved = half(order, part, 'pending');
  return {
    kind,
    book_id: reserved.book_id,
    transfer_id: idOf(order, `${kind} ${part}`),
    pending_id: reserved.transfer_id,
    counter_book_id: reserved.counter_book_id ?? null,
    reason: reserved.reason,
    reference: reserved.reference,
  };
}

const account = (org_id: string, kind: 'wallet' | 'clearing' | 'nostro', order: Outgoing) => ({
  book_id: org_id,
  book_kind: 'organisation' as const,
  parties: [org_id],
  kind,
  currency: order.currency,
});

/** Reserves the amount in the payer's wallet. Refuses with payments.overdrawn, account_not_found. */
export function reserveWallet(ctx: Ctx, order: Outgoing): Promise<Outcome<unknown>> {
  return post(ctx, [half(order, 'payer', 'pending')], [account(order.org_id, 'clearing', order)]);
}

/** Reserves the amount in what the bank keeps for the platform; as the system. Refuses with payments.overdrawn. */
export function reserveNostro(ctx: Ctx, order: Outgoing): Promise<Outcome<unknown>> {
  return post(
    ctx,
    [half(order, 'bank', 'pending')],
    [account(order.bank_org_id, 'nostro', order), account(order.bank_org_id, 'clearing', order)],
  );
}

/** The bank has paid; as the system. Refuses with payments.already_resolved when it was void. */
export function postOrder(ctx: Ctx, order: Outgoing): Promise<Outcome<unknown>> {
  return post(ctx, [resolution(order, 'payer', 'post'), resolution(order, 'bank', 'post')]);
}

/** The bank will not pay; as the system. Refuses with payments.already_resolved when it was posted. */
export function voidOrder(ctx: Ctx, order: Outgoing, parts: ('payer' | 'bank')[]): Promise<Outcome<unknown>> {
  return post(
    ctx,
    parts.map((part) => resolution(order, part, 'void')),
  );
}

/**
 * The money came back, less what banks on the way have kept; as the system. What comes back was paid before, so a
 * reservation still open is posted first. Refuses with payments.duplicate_with_another_body when another amount
 * came back before.
 */
export async function postReturn(ctx: Ctx, order: Outgoing, amount: bigint): Promise<Outcome<unknown>> {
  assert(amount > 0n && amount <= order.amount, 'at most what was paid comes back');
  const paid = await postOrder(ctx, order);
  if (isRefusal(paid)) return paid;
  return post(
    ctx,
    [half(order, 'bank', 'single', true), half(order, 'payer', 'single', true)].map((m) => ({
      ...m,
      amount,
    })),
  );
}

async function post(
  ctx: Ctx,
  requests: TransferRequest[],
  opens: ReturnType<typeof account>[] = [],
): Promise<Outcome<unknown>> {
  const posted = await postAll(ctx, requests, opens);
  // Another transaction is at the same transfers: this one is lost and is tried again from the start.
  if (isRefusal(posted) && posted.code === 'platform.changed_meanwhile') throw new Error('raced, try again');
  return posted;
}
