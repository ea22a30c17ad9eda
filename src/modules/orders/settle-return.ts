import { Type } from 'typebox';
import { refuse } from '../../kernel/refusal.ts';
import { hasHiddenMarks } from '../../kernel/text.ts';
import { defineUseCase } from '../../platform/index.ts';
import { OrderSchema } from './model.ts';
import { refundDue, returnNow } from './shown.ts';
import { orderOf, stepOrder, Words } from './step-order.ts';
import { doneWith } from './tell-merchant.ts';

/**
 * The merchant answers a return: wholly, for less, or not at all, with or without the goods coming back. After the day
 * of the answer silence has answered. Refuses with orders.not_found, orders.no_return, orders.more_than_asked,
 * orders.text_wrong.
 */
export const answerReturnOfOrder = defineUseCase({
  name: 'orders.answer-return',
  kind: 'command',
  permission: 'order:serve',
  input: Type.Object(
    {
      ...orderOf,
      answer: Type.Enum(['approve', 'refuse']),
      /** What is given back, in minor units; the whole that was asked when left out. */
      amount: Type.Optional(Type.String({ pattern: '^\\d{1,15}$' })),
      goods_back: Type.Optional(Type.Boolean()),
      note: Words,
    },
    { additionalProperties: false },
  ),
  output: OrderSchema,
  run: (ctx, { order_id, answer, amount, goods_back = true, note }) =>
    stepOrder(ctx, order_id, async (row, now) => {
      const back = returnNow(row, now);
      if (back?.state !== 'requested') return refuse('orders.no_return');
      if (hasHiddenMarks(note)) return refuse('orders.text_wrong');
      const approved = BigInt(amount ?? back.asked);
      if (approved > BigInt(back.asked)) return refuse('orders.more_than_asked', { asked: back.asked });
      await doneWith(ctx, 'return', row);
      return {
        giving_back:
          answer === 'approve'
            ? { ...back, state: 'approved', approved: approved.toString(), goods_back, note }
            : { ...back, state: 'refused', note },
      };
    }),
});

/** The goods that were given back have arrived. Refuses with orders.not_found, orders.no_return. */
export const receiveGoodsBack = defineUseCase({
  name: 'orders.receive-goods-back',
  kind: 'command',
  permission: 'order:serve',
  input: Type.Object(orderOf, { additionalProperties: false }),
  output: OrderSchema,
  run: (ctx, { order_id }) =>
    stepOrder(ctx, order_id, async (row, now) => {
      const back = returnNow(row, now);
      if (back?.state !== 'approved' || back.goods_back === false) return refuse('orders.no_return');
      return { giving_back: { ...back, state: 'received' } };
    }),
});

/** The merchant says that it has paid back what it owed. Refuses with orders.not_found, orders.no_refund_due. */
export const recordRefund = defineUseCase({
  name: 'orders.record-refund',
  kind: 'command',
  permission: 'order:serve',
  input: Type.Object(orderOf, { additionalProperties: false }),
  output: OrderSchema,
  run: (ctx, { order_id }) =>
    stepOrder(ctx, order_id, async (row, now) => {
      const due = refundDue(row, now);
      if (due === 0n) return refuse('orders.no_refund_due');
      return { refunded: due, refunded_at: now };
    }),
});
