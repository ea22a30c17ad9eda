import type { Module } from '../../platform/index.ts';
import { releaseDeclarations } from './declared/release-declarations.ts';
import { RELEASE_ALL_QUEUE, RELEASE_QUEUE } from './declared/request-release.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { type Area, areas, findArea } from './areas.ts';
export { getBilateral } from './bilateral/get-bilateral.ts';
export { getBilateralCsv } from './bilateral/get-bilateral-csv.ts';
export { getOverview } from './bilateral/get-overview.ts';
export { getChanges } from './changes/get-changes.ts';
export { type ComtradeQuestion, fetchComtrade } from './comtrade/fetch-comtrade.ts';
export { convertCodes } from './concordance/convert-codes.ts';
export { type Edition, editionOf, editions } from './concordance/correlation-tables.ts';
export { getConcordance } from './concordance/get-concordance.ts';
export { getConversion } from './concordance/get-conversion.ts';
export {
  type DeclaredContribution,
  type DeclaredContributions,
  declaredContributions,
} from './declared/declared-contributions.ts';
export { explainMirror } from './declared/explain-mirror.ts';
export { getDealMirror } from './declared/get-deal-mirror.ts';
export { releaseDeclarations } from './declared/release-declarations.ts';
export {
  loadOfficialNow,
  RELEASE_ALL_QUEUE,
  RELEASE_QUEUE,
  releaseNow,
  requestRelease,
} from './declared/request-release.ts';
export { type CommodityGroup, commodityGroups, findGroup, groupNotice } from './groups/commodity-groups.ts';
export { codesOfGroup, groupsNamed, measureGroup, sumOfGroups } from './groups/measure-group.ts';
export {
  type ImportInput,
  type ImportProgress,
  type ImportResult,
  importTrade,
} from './import/import-trade.ts';
export type { Mapping } from './import/mapping.ts';
export { readMapping } from './import/read-mapping.ts';
export { suggestMapping } from './import/suggest-mapping.ts';
export { getAdvantage } from './indicators/get-advantage.ts';
export { getBalance } from './indicators/get-balance.ts';
export { getComplexity } from './indicators/get-complexity.ts';
export { getMargins } from './indicators/get-margins.ts';
export { getPrices } from './indicators/get-prices.ts';
export { getRanking } from './indicators/get-ranking.ts';
export { getSeries } from './indicators/get-series.ts';
export { getStructure } from './indicators/get-structure.ts';
export { getMirror } from './mirror/get-mirror.ts';
export { type Flow, flows, formatUnits, isGroup } from './model.ts';
export { loadOfficial } from './official/load-official.ts';
export {
  PUBLISHED_ALL_GOODS,
  type PublishedFigure,
  publishedFigures,
} from './official/published-figures.ts';
export { type Summaries, type SummaryRow, summarise } from './summaries/summarise.ts';
export { askTrade, type TradeAnswer } from './trade/ask-trade.ts';
export { streamTrade } from './trade/stream-trade.ts';
export {
  type GuardFinding,
  type GuardName,
  type GuardScope,
  refusalOf,
  type TradeFact,
  type TradeQuestion,
} from './trade/trade-question.ts';
export { listVintages } from './vintages/list-vintages.ts';
export { type CatalogueEntry, countedRows, storeCatalogue } from './vintages/store-catalogue.ts';
export { verifyStore } from './vintages/sweep-store.ts';
export { vintageDays } from './vintages/vintage-days.ts';

const months = /^(news|all|20\d{2}-(0[1-9]|1[0-2]))$/;

/** Figures of record: the store of vintages, and what is asked of it. */
export const statistics: Module = {
  name: 'statistics',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  jobs: [
    {
      queue: RELEASE_QUEUE,
      handler: async (ctx, job) => {
        const { months: asked } = job;
        await releaseDeclarations(
          ctx,
          typeof asked === 'string' && months.test(asked) ? { months: asked } : {},
        );
      },
    },
    {
      queue: RELEASE_ALL_QUEUE,
      // After midnight UTC, when the day's releases are in.
      schedule: '20 0 * * *',
      handler: async (ctx) => {
        await releaseDeclarations(ctx, { months: 'all' });
      },
    },
  ],
};
