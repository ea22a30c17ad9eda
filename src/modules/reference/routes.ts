import { route } from '../../platform/index.ts';
import { getHs } from './get-hs.ts';
import { getRoute } from './get-route.ts';
import {
  listCountries,
  listCrossings,
  listCurrencies,
  listIncoterms,
  listPlaces,
  listRoutes,
  listSupervisionModes,
  listUnits,
} from './list-small-sets.ts';
import { listGoods, searchHs } from './search-hs.ts';

const tags = ['reference'];

export const routes = [
  route('GET', '/reference/countries', listCountries, { summary: 'Countries and their memberships', tags }),
  route('GET', '/reference/currencies', listCurrencies, { summary: 'Currencies of the corridor', tags }),
  route('GET', '/reference/units', listUnits, { summary: 'Units of measure', tags }),
  route('GET', '/reference/incoterms', listIncoterms, { summary: 'Incoterms 2020, who carries what', tags }),
  route('GET', '/reference/supervision-modes', listSupervisionModes, {
    summary: 'Customs supervision modes',
    tags,
  }),
  route('GET', '/reference/places', listPlaces, { summary: 'Cities, stations, crossings, ports', tags }),
  route('GET', '/reference/crossings', listCrossings, {
    summary: 'Border crossings and gauge changes',
    tags,
  }),
  route('GET', '/reference/routes', listRoutes, { summary: 'Named routes with their legs', tags }),
  route('GET', '/reference/routes/:route_id', getRoute, { summary: 'One route with its legs', tags }),
  route('GET', '/reference/goods', listGoods, { summary: 'Goods this corridor trades', tags }),
  route('GET', '/reference/hs', searchHs, { summary: 'Search the Harmonized System', tags }),
  route('GET', '/reference/hs/:code', getHs, { summary: 'One HS code, with those above and below', tags }),
];
