import { type Route, route } from '../../platform/index.ts';
import { getBilateral } from './get-bilateral.ts';
import { getBilateralCsv } from './get-bilateral-csv.ts';
import { getDealMirror } from './get-deal-mirror.ts';
import { getOverview } from './get-overview.ts';
import { listVintages } from './list-vintages.ts';
import { requestRelease } from './request-release.ts';

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
