import { type Route, route } from '../../platform/index.ts';
import { getBilateral } from './bilateral/get-bilateral.ts';
import { getBilateralCsv } from './bilateral/get-bilateral-csv.ts';
import { getOverview } from './bilateral/get-overview.ts';
import { getDealMirror } from './declared/get-deal-mirror.ts';
import { requestRelease } from './declared/request-release.ts';
import { listVintages } from './vintages/list-vintages.ts';

const tags = ['statistics'];

export const routes: Route[] = [
  route('GET', '/statistics/overview', getOverview, { summary: 'Headline figures and trend', tags }),
  route('GET', '/statistics/bilateral', getBilateral, {
    summary: 'Trade between two areas as each reports it',
    tags,
  }),
  route('GET', '/statistics/bilateral.csv', getBilateralCsv, {
    summary: 'The bilateral table as CSV',
    tags,
    raw: true,
  }),
  route('GET', '/statistics/vintages', listVintages, { summary: 'Catalogue of the store', tags }),
  route('POST', '/statistics/releases', requestRelease, { summary: 'Release ahead of schedule', tags }),
  route('GET', '/deals/:deal_id/mirror', getDealMirror, {
    summary: 'Why both sides of a deal differ in the statistics',
    tags,
  }),
];
