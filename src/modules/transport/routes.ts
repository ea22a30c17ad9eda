import { route } from '../../platform/index.ts';
import { arriveConsignment } from './arrive-consignment.ts';
import { bookConsignment } from './book-consignment.ts';
import { changeGauge } from './change-gauge.ts';
import { deliverConsignment } from './deliver-consignment.ts';
import { departConsignment } from './depart-consignment.ts';
import { listRateCards } from './list-rate-cards.ts';
import { loadConsignment } from './load-consignment.ts';
import { quoteFreightOnRoute } from './quote-freight.ts';
import { reportDamage } from './report-damage.ts';
import { reportMovement } from './report-movement.ts';
import { showConsignment } from './show-consignment.ts';

const tags = ['transport'];
const one = '/deals/:deal_id/consignment';

export const routes = [
  route('GET', one, showConsignment, { summary: 'Where the goods of a deal are', tags }),
  route('POST', one, bookConsignment, { summary: 'Book the goods of a deal on its route (carrier)', tags }),
  route('POST', `${one}/loading`, loadConsignment, {
    summary: 'Report loading, with container, wagon or truck numbers (carrier)',
    tags,
  }),
  route('POST', `${one}/departure`, departConsignment, { summary: 'Report departure (carrier)', tags }),
  route('POST', `${one}/movements`, reportMovement, { summary: 'Report a place on the way (carrier)', tags }),
  route('POST', `${one}/gauge-changes`, changeGauge, {
    summary: 'Report the change of gauge (carrier)',
    tags,
  }),
  route('POST', `${one}/damages`, reportDamage, { summary: 'Report damaged goods (carrier)', tags }),
  route('POST', `${one}/arrival`, arriveConsignment, { summary: 'Report arrival (carrier)', tags }),
  route('POST', `${one}/delivery`, deliverConsignment, { summary: 'Report handing over (carrier)', tags }),
  route('GET', '/rate-cards', listRateCards, { summary: 'Published freight rates by route', tags }),
  route('GET', '/freight-quotes', quoteFreightOnRoute, {
    summary: 'Freight for a weight on a route, split at the frontier',
    tags,
  }),
];
