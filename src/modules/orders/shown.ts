import { daysAfter } from '../../kernel/days.ts';
import { type Currency, isCurrency } from '../../kernel/money.ts';
import { assert } from '../../kernel/refusal.ts';
import { returnRule } from '../returns/index.ts';
import { orderRule } from './house-rules.ts';
import { allowed, type GivingBack, inCurrency, type Order } from './model.ts';
import type { OrderRow } from './store.ts';

/** The return as it counts now: silence becomes what the rule of its day says, without anybody's doing. */
export function returnNow({ giving_back }: Pick<OrderRow, 'giving_back'>, now: Date): GivingBack | null {
  if (giving_back?.state !== 'requested' || new Date(giving_back.answer_by) > now) return giving_back;
  const { on_silence } = returnRule(new Date(giving_back.asked_at));
  return on_silence === 'approved'
    ? { ...giving_back, state: 'approved', approved: giving_back.asked, goods_back: true }
    : { ...giving_back, state: 'refused' };
}

/** What the merchant owes the person, in minor units; only what it has recorded as paid is ever owed. */
export function refundDue(row: OrderRow, now: Date): bigint {
  if (!row.paid_at || row.refunded_at) return 0n;
  if (row.state === 'refused' || row.state === 'cancelled' || row.state === 'lapsed')
    return row.goods + row.delivery;
  const back = returnNow(row, now);
  if (!back?.approved) return 0n;
  const settled = back.state === 'received' || (back.state === 'approved' && back.goods_back === false);
  return settled ? BigInt(back.approved) : 0n;
}

/** Whether goods or money are still owed, so that each side must be able to reach the other. */
export function isSettled(row: OrderRow, now: Date): boolean {
  if (row.ended_at === null || refundDue(row, now) > 0n) return false;
  const back = returnNow(row, now);
  return back === null || back.state === 'refused' || back.state === 'received' || row.refunded_at !== null;
}

export const returnUntil = (row: OrderRow): Date | null =>
  row.state === 'handed_over' && row.ended_at
    ? daysAfter(row.ended_at, orderRule(row.placed_at).return_within_days)
    : null;

/** When the data of the person go if nothing is owed by then; null while the order is open. */
export function eraseAt(row: OrderRow): Date | null {
  if (!row.ended_at) return null;
  const rule = orderRule(row.placed_at);
  const days = row.state === 'handed_over' ? rule.erase_sent_after_days : rule.erase_unsent_after_days;
  return daysAfter(row.ended_at, days);
}

export function shown(row: OrderRow, now: Date): Order {
  const { currency, person } = row;
  const money = (amount: bigint | string) => inCurrency(amount, currencyOf(currency));
  const back = returnNow(row, now);
  const due = refundDue(row, now);
  const until = returnUntil(row);
  return {
    order_id: row.order_id,
    number: row.number,
    state: row.state,
    shop: row.shop,
    destination: row.destination,
    lines: row.lines,
    goods: money(row.goods),
    delivery: money(row.delivery),
    to_pay: money(row.goods + row.delivery),
    weight_kg: row.weight_kg,
    charges: row.charges,
    payment: row.payment,
    payment_note: row.payment_note,
    placed_at: row.placed_at.toISOString(),
    open_until: row.open_until?.toISOString() ?? null,
    paid_at: row.paid_at?.toISOString() ?? null,
    ended_at: row.ended_at?.toISOString() ?? null,
    reason: row.reason,
    parcel: row.parcel,
    giving_back: back && {
      state: back.state,
      lines: back.lines,
      reason: back.reason,
      text: person.return_text,
      asked: money(back.asked),
      asked_at: back.asked_at,
      answer_by: back.answer_by,
      approved: back.approved === null ? null : money(back.approved),
      goods_back: back.goods_back,
      note: back.note,
      overdue: row.giving_back?.state === 'requested' && new Date(back.answer_by) <= now,
    },
    refund_due: due > 0n ? money(due) : null,
    refunded: row.refunded === null ? null : money(row.refunded),
    refunded_at: row.refunded_at?.toISOString() ?? null,
    person:
      person.erased_at !== null || person.name === null || person.address === null
        ? null
        : {
            name: person.name,
            address: person.address,
            email: person.email,
            phone: person.phone,
            remark: person.remark,
          },
    erase_at: eraseAt(row)?.toISOString() ?? null,
    erased_at: person.erased_at === null ? null : new Date(person.erased_at).toISOString(),
    may: {
      cancel: allowed('cancel', row.state),
      ask_return: until !== null && until > now && back === null && person.erased_at === null,
      erase: person.erased_at === null && isSettled(row, now),
    },
  };
}

function currencyOf(code: string): Currency {
  assert(isCurrency(code), `${code} is a currency`);
  return code;
}
