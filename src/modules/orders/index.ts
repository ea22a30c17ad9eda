import type { Module } from '../../platform/index.ts';
import { eraseOldData, lapseOrders } from './follow-clock.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { askReturnOfOrder, cancelOrder, eraseMyData, followOrder } from './follow-order.ts';
export { handOver } from './hand-over.ts';
export { registerOrders } from './pages/register.ts';
export { placeOrder } from './place-order.ts';
export { quoteOrder } from './quote-order.ts';
export { confirmOrder, listIncomingOrders, recordPayment, refuseOrder } from './serve-orders.ts';
export { answerReturnOfOrder, receiveGoodsBack, recordRefund } from './settle-return.ts';

/** Orders of persons at merchants' public shops. */
export const orders: Module = {
  name: 'orders',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [lapseOrders, eraseOldData],
};
