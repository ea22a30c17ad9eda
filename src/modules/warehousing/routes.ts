import { route } from '../../platform/index.ts';
import { countHolding } from './count-holding.ts';
import { listHoldings } from './list-holdings.ts';
import { showStock } from './stock-position.ts';

const tags = ['warehousing'];

export const routes = [
  route('GET', '/deals/:deal_id/stock', showStock, { summary: 'Where the goods of a deal lie', tags }),
  route('GET', '/holdings', listHoldings, { summary: 'What your organisation holds of its listings', tags }),
  route('PUT', '/holdings/:listing_id', countHolding, {
    summary: 'Say how much of a listing is on hand',
    tags,
  }),
];
