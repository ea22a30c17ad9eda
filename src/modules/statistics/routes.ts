import { type Route, route } from '../../platform/index.ts';
import { getBilateral } from './bilateral/get-bilateral.ts';
import { getBilateralCsv } from './bilateral/get-bilateral-csv.ts';
import { getOverview } from './bilateral/get-overview.ts';
import { getChanges } from './changes/get-changes.ts';
import { getConcordance } from './concordance/get-concordance.ts';
import { getConversion } from './concordance/get-conversion.ts';
import { getDealMirror } from './declared/get-deal-mirror.ts';
import { requestRelease } from './declared/request-release.ts';
import { listGroups } from './groups/list-groups.ts';
import { getAdvantage } from './indicators/get-advantage.ts';
import { getBalance } from './indicators/get-balance.ts';
import { getComplexity } from './indicators/get-complexity.ts';
import { getMargins } from './indicators/get-margins.ts';
import { getPrices } from './indicators/get-prices.ts';
import { getRanking } from './indicators/get-ranking.ts';
import { getSeries } from './indicators/get-series.ts';
import { getStructure } from './indicators/get-structure.ts';
import { getMirror } from './mirror/get-mirror.ts';
import { listVintages } from './vintages/list-vintages.ts';

const tags = ['statistics'];

export const routes: Route[] = [
  route('GET', '/statistics/overview', getOverview, {
    summary: 'Headline figures and trend',
    tags,
    held: true,
  }),
  route('GET', '/statistics/changes', getChanges, {
    summary: 'What changed in a source and period since its last vintage',
    tags,
  }),
  route('GET', '/statistics/bilateral', getBilateral, {
    summary: 'Trade between two areas as each reports it',
    tags,
  }),
  route('GET', '/statistics/bilateral.csv', getBilateralCsv, {
    summary: 'The bilateral table as CSV',
    tags,
    raw: true,
  }),
  route('GET', '/statistics/indicators/series', getSeries, {
    summary: 'A series with growth, streak, record, threshold and compound growth',
    tags,
  }),
  route('GET', '/statistics/indicators/ranking', getRanking, {
    summary: 'Partners by size, by own figures and by mirror, side by side',
    tags,
  }),
  route('GET', '/statistics/indicators/structure', getStructure, {
    summary: 'Shares, contributions and concentration by HS section, chapter, heading or group',
    tags,
  }),
  route('GET', '/statistics/indicators/prices', getPrices, {
    summary: 'Unit values with outliers, and chained unit-value and volume indices',
    tags,
  }),
  route('GET', '/statistics/indicators/balance', getBalance, {
    summary: 'Exports less imports, normalised balance and cover, by period',
    tags,
  }),
  route('GET', '/statistics/indicators/advantage', getAdvantage, {
    summary: 'Revealed comparative advantage by product',
    tags,
  }),
  route('GET', '/statistics/indicators/complexity', getComplexity, {
    summary: 'Economic complexity of countries and products',
    tags,
  }),
  route('GET', '/statistics/indicators/margins', getMargins, {
    summary: 'Extensive and intensive margin of a country in a market',
    tags,
  }),
  route('GET', '/statistics/indicators/conversion', getConversion, {
    summary: 'The lines of a trade in another HS edition, and the share that could not be carried over',
    tags,
  }),
  route('GET', '/statistics/mirror', getMirror, {
    summary: 'Both reports of a trade, the gap between them and its explanation',
    tags,
  }),
  route('GET', '/statistics/groups', listGroups, { summary: 'Commodity groups with their HS lists', tags }),
  route('GET', '/statistics/concordance', getConcordance, {
    summary: 'What an HS code is in another edition',
    tags,
  }),
  route('GET', '/statistics/vintages', listVintages, { summary: 'Catalogue of the store', tags }),
  route('POST', '/statistics/releases', requestRelease, { summary: 'Release ahead of schedule', tags }),
  route('GET', '/deals/:deal_id/mirror', getDealMirror, {
    summary: 'Why both sides of a deal differ in the statistics',
    tags,
  }),
];
