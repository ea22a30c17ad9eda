import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { askReturn } from './ask-return.ts';
export { returnRule } from './house-rules.ts';
export { listDealReturns, listReturns } from './list-returns.ts';
export { payRefunds } from './pay-refunds.ts';
export { answerReturn, payAgain, receiveBack, sendBack } from './step-return.ts';

/** Goods that go back after acceptance, and the money that follows them. */
export const returns: Module = {
  name: 'returns',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
