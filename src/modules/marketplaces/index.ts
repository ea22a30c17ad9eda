import type { Module } from '../../platform/index.ts';
import { lookQueue } from './change-connection.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';
import { lookForDue, syncConnection, syncQueue } from './sync.ts';

export { changeConnection } from './change-connection.ts';
export { connectMarketplace } from './connect-marketplace.ts';
export { decideMandate, listMandates } from './decide-mandate.ts';
export type { MarketplaceKind } from './formats/index.ts';
export { getFeed } from './get-feed.ts';
export { listConnections, showConnection } from './list-connections.ts';
export { listOrders, retryOrder } from './list-orders.ts';
export { offerListing } from './offer-listing.ts';

/** Shops of merchants at other marketplaces: offers go out, orders come in and become deals. */
export const marketplacesModule: Module = {
  name: 'marketplaces',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [
    { queue: lookQueue, schedule: '* * * * *', handler: lookForDue },
    { queue: syncQueue, steps: syncConnection },
  ],
};
