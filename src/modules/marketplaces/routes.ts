import { route } from '../../platform/index.ts';
import { changeConnection } from './change-connection.ts';
import { connectMarketplace } from './connect-marketplace.ts';
import { decideMandate, listMandates } from './decide-mandate.ts';
import { getFeed } from './get-feed.ts';
import { listConnections, showConnection } from './list-connections.ts';
import { listOrders, retryOrder } from './list-orders.ts';
import { offerListing } from './offer-listing.ts';

const tags = ['marketplaces'];

export const routes = [
  route('GET', '/marketplace-connections', listConnections, { summary: 'Your shops at marketplaces', tags }),
  route('POST', '/marketplace-connections', connectMarketplace, {
    summary: 'Connect a shop',
    tags,
    per_minute: 20,
  }),
  route('GET', '/marketplace-connections/:connection_id', showConnection, {
    summary: 'A shop with its offers and what is wrong, row by row',
    tags,
  }),
  route('POST', '/marketplace-connections/:connection_id/state', changeConnection, {
    summary: 'Start, pause or close a connection; a start looks at once',
    tags,
    per_minute: 30,
  }),
  route('PUT', '/marketplace-connections/:connection_id/offers', offerListing, {
    summary: 'Offer a listing in the shop, or change price and stock',
    tags,
  }),
  route('GET', '/marketplace-orders', listOrders, { summary: 'Remote orders and their deals', tags }),
  route('POST', '/marketplace-orders/:order_id/retry', retryOrder, {
    summary: 'Try a refused order once more',
    tags,
  }),
  route('GET', '/marketplace-mandates', listMandates, {
    summary: 'Merchants that ask you to be the buyer of record',
    tags,
  }),
  route('PUT', '/marketplace-mandates/:merchant_org_id', decideMandate, {
    summary: 'Agree to buy for the shops of a merchant, or decline',
    tags,
  }),
  route('GET', '/marketplace-feeds/:feed_key/:file', getFeed, {
    summary: 'The price list or catalogue that a marketplace fetches',
    tags,
    raw: true,
  }),
];
