import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { callOff, giveBackLots } from './call-off.ts';
export { answerPrices, proposePrices } from './change-prices.ts';
export { listFrames } from './list-frames.ts';
export { answerFrame, approveFrame, proposeFrame } from './propose-frame.ts';

/** Frame agreements and what is called off them. */
export const agreements: Module = {
  name: 'agreements',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
