import { route } from '../../platform/index.ts';
import { askReturnOfOrder, cancelOrder, eraseMyData, followOrder } from './follow-order.ts';
import { handOver } from './hand-over.ts';
import { placeOrder } from './place-order.ts';
import { quoteOrder } from './quote-order.ts';
import { confirmOrder, listIncomingOrders, recordPayment, refuseOrder } from './serve-orders.ts';
import { answerReturnOfOrder, receiveGoodsBack, recordRefund } from './settle-return.ts';

const tags = ['orders'];
/** Orders that one address places a minute at most; looking is bounded more widely. */
export const PLACED_PER_MINUTE = 6;
export const LOOKED_PER_MINUTE = 60;

export const routes = [
  route('POST', '/shops/:slug/order-quotes', quoteOrder, {
    summary: 'What an order of a person would cost, with what its country asks; nothing is kept',
    tags,
    per_minute: LOOKED_PER_MINUTE,
  }),
  route('POST', '/shops/:slug/orders', placeOrder, {
    summary: 'Order as a person, without an account',
    tags,
    per_minute: PLACED_PER_MINUTE,
  }),
  route('GET', '/placed-orders/:token', followOrder, {
    summary: 'The order of a secret link',
    tags,
    secret_path: true,
    per_minute: LOOKED_PER_MINUTE,
  }),
  route('POST', '/placed-orders/:token/cancellation', cancelOrder, {
    summary: 'Cancel it before it is sent',
    tags,
    secret_path: true,
    per_minute: PLACED_PER_MINUTE,
  }),
  route('POST', '/placed-orders/:token/return', askReturnOfOrder, {
    summary: 'Ask to give goods back',
    tags,
    secret_path: true,
    per_minute: PLACED_PER_MINUTE,
  }),
  route('POST', '/placed-orders/:token/erasure', eraseMyData, {
    summary: 'Have what you told of yourself removed',
    tags,
    secret_path: true,
    per_minute: PLACED_PER_MINUTE,
  }),
  route('GET', '/incoming-orders', listIncomingOrders, { summary: 'Orders of persons at your shop', tags }),
  route('POST', '/incoming-orders/:order_id/confirmation', confirmOrder, {
    summary: 'Say that you will send the goods',
    tags,
  }),
  route('POST', '/incoming-orders/:order_id/refusal', refuseOrder, {
    summary: 'Refuse it, with a reason',
    tags,
  }),
  route('POST', '/incoming-orders/:order_id/payment', recordPayment, {
    summary: 'Record that it was paid',
    tags,
  }),
  route('POST', '/incoming-orders/:order_id/hand-over', handOver, {
    summary: 'Packed and given to the carrier; its parcel is registered',
    tags,
  }),
  route('POST', '/incoming-orders/:order_id/return-answer', answerReturnOfOrder, {
    summary: 'Answer a return',
    tags,
  }),
  route('POST', '/incoming-orders/:order_id/return-receipt', receiveGoodsBack, {
    summary: 'The goods are back',
    tags,
  }),
  route('POST', '/incoming-orders/:order_id/refund', recordRefund, {
    summary: 'Record that what was owed is paid back',
    tags,
  }),
];
