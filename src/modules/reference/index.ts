import type { Module } from '../../platform/index.ts';
import { loadReference } from './load-reference.ts';
import { refusals } from './refusals.ts';
import { routes } from './routes.ts';

export { type EndedHsCode, endedHsCodes, isHsCode } from './ended-codes.ts';
export { findHs, hsNomenclature, knownHsCodes } from './find-hs.ts';
export { findRoute, routeList } from './find-route.ts';
export { getHs } from './get-hs.ts';
export { getRoute } from './get-route.ts';
export { importConcordance } from './import-concordance.ts';
export { importHs } from './import-hs.ts';
export { type FoundRate, latestRate, latestRates, rateThroughout } from './latest-rate.ts';
export {
  listCountries,
  listCrossings,
  listCurrencies,
  listIncoterms,
  listPlaces,
  listRoutes,
  listSupervisionModes,
  listUnits,
} from './list-small-sets.ts';
export { loadReference, loadSets, nullsOf, type SetFile, sectionOf } from './load-reference.ts';
export type { CountryEntry, Crossing, HsEntry, Incoterm, Names, Place, Route, RouteLeg } from './model.ts';
export { type CsvRow, dataFolder, readTable } from './read-table.ts';
export { listGoods, searchHs } from './search-hs.ts';
export {
  countries,
  crossings,
  currencyList,
  findCountry,
  findIncoterm,
  findPlace,
  incoterms,
  isCountryCode,
  places,
  supervisionModes,
  units,
} from './small-sets.ts';
export { concordancePairs, hasConcordance, periodBases, rateHistory, ratesAgainstUsd } from './store.ts';
export { checkWhole, fitsUnit, type InUnit, notWhole } from './whole-units.ts';

/** Countries, currencies, HS, units, places, routes, Incoterms, exchange rates: what all others look up. */
export const reference: Module = {
  name: 'reference',
  migrations: new URL('./migrations/', import.meta.url),
  routes,
  refusals,
  load: (tx) => loadReference(tx),
};
