import type { Module } from '../../platform/index.ts';
import { loadTariffs } from './load-tariffs.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { assess } from './assess.ts';
export { assessGoods, assessImport } from './assess-import.ts';
export { getTariff } from './get-tariff.ts';
export { importTariff } from './import-tariff.ts';
export {
  type CostItem,
  type CostLine,
  type CostTerms,
  customsValues,
  type LandedCost,
  landedCost,
} from './landed-cost.ts';
export { loadTariffs } from './load-tariffs.ts';
export {
  Assessment,
  AssessmentLine,
  AssessmentRequest,
  Charge,
  type ChargeKind,
  type EngineRequest,
  type GivenRate,
  type Missing,
} from './model.ts';
export { tariffBook } from './store.ts';
export type { TariffBook } from './tariff-book.ts';

/** Tariff and tax rules by date, and the pure engine that turns them into amounts with reasons. */
export const landedCostModule: Module = {
  name: 'landed-cost',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  load: (tx) => loadTariffs(tx),
};
