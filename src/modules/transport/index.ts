import type { Module } from '../../platform/index.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { arriveConsignment } from './arrive-consignment.ts';
export { bookConsignment } from './book-consignment.ts';
export { cancelConsignment } from './cancel-consignment.ts';
export { changeGauge } from './change-gauge.ts';
export { clearConsignment } from './clear-consignment.ts';
export { deliverConsignment } from './deliver-consignment.ts';
export { departConsignment } from './depart-consignment.ts';
export { type AwaitedConsignment, findAwaitedConsignments } from './find-awaiting.ts';
export { type FreightOffer, freightOffers, type GoodsToCarry } from './freight-offers.ts';
export { listRateCards } from './list-rate-cards.ts';
export { loadConsignment } from './load-consignment.ts';
export { type Consignment, type ConsignmentState, gaugeChanges, type Leg, placesOf } from './model.ts';
export {
  type FreightQuote,
  type FreightRequest,
  quoteFreight,
  quoteFreightOnRoute,
} from './quote-freight.ts';
export { reportDamage } from './report-damage.ts';
export { reportMovement } from './report-movement.ts';
export { showConsignment } from './show-consignment.ts';
export { findConsignment } from './store.ts';
export { type RateCard, setRateCards } from './store-rate-card.ts';

/** Goods on their way: consignments, movements, freight. */
export const transport: Module = {
  name: 'transport',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
};
