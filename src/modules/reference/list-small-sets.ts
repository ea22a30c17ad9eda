import { type TSchema, Type } from 'typebox';
import {
  Country,
  DEFAULT_LIMIT,
  decodeCursor,
  defineUseCase,
  pageInput,
  pageOf,
  toPage,
  type UseCase,
} from '../../platform/index.ts';
import { routeList } from './find-route.ts';
import {
  CountryEntry,
  Crossing,
  CurrencyEntry,
  Incoterm,
  Mode,
  Place,
  Route,
  SupervisionMode,
  UnitEntry,
} from './model.ts';
import {
  countries,
  crossings,
  currencyList,
  incoterms,
  places,
  supervisionModes,
  units,
} from './small-sets.ts';

interface Page {
  limit?: number;
  cursor?: string;
}

/** A page of a list that is held in memory, in the order of the list. */
function pageOfList<T>(
  list: readonly T[],
  keyOf: (entry: T) => string,
  page: Page,
): { items: T[]; next_cursor: string | null } {
  const limit = page.limit ?? DEFAULT_LIMIT;
  const last = decodeCursor(page.cursor, 1)?.[0];
  const start = last === undefined ? 0 : list.findIndex((entry) => keyOf(entry) === last) + 1;
  return toPage(
    list.slice(start, start + limit + 1),
    limit,
    (entry) => [keyOf(entry)],
    (entry) => entry,
  );
}

function listUseCase<T>(
  name: string,
  item: TSchema,
  list: () => readonly T[],
  keyOf: (entry: T) => string,
): UseCase {
  return defineUseCase({
    name: `reference.${name}`,
    kind: 'query',
    permission: 'public',
    input: Type.Object(pageInput, { additionalProperties: false }),
    output: pageOf(item),
    run: async (_ctx, input) => pageOfList(list(), keyOf, input),
  });
}

export const listCountries = listUseCase('list-countries', CountryEntry, countries, (c) => c.iso2);
export const listCurrencies = listUseCase('list-currencies', CurrencyEntry, currencyList, (c) => c.code);
export const listUnits = listUseCase('list-units', UnitEntry, units, (u) => u.code);
export const listIncoterms = listUseCase('list-incoterms', Incoterm, incoterms, (i) => i.code);
export const listSupervisionModes = listUseCase(
  'list-supervision-modes',
  SupervisionMode,
  supervisionModes,
  (m) => m.code,
);
export const listCrossings = listUseCase('list-crossings', Crossing, crossings, (c) => c.code);

/** Places of the network, by country and kind. */
export const listPlaces = defineUseCase({
  name: 'reference.list-places',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    { ...pageInput, country: Type.Optional(Country), kind: Type.Optional(Type.String({ maxLength: 20 })) },
    { additionalProperties: false },
  ),
  output: pageOf(Place),
  run: async (_ctx, input) =>
    pageOfList(
      places().filter(
        (p) =>
          (input.country === undefined || p.country === input.country) &&
          (input.kind === undefined || p.kind === input.kind),
      ),
      (p) => p.code,
      input,
    ),
});

/** Named routes with their legs, by mode and by the countries at the ends. */
export const listRoutes = defineUseCase({
  name: 'reference.list-routes',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    {
      ...pageInput,
      mode: Type.Optional(Mode),
      from_country: Type.Optional(Country),
      to_country: Type.Optional(Country),
    },
    { additionalProperties: false },
  ),
  output: pageOf(Route),
  run: async (_ctx, input) =>
    pageOfList(
      routeList().filter(
        (r) =>
          (input.mode === undefined || r.mode === input.mode) &&
          (input.from_country === undefined || r.from.startsWith(`${input.from_country}-`)) &&
          (input.to_country === undefined || r.to.startsWith(`${input.to_country}-`)),
      ),
      (r) => r.route_id,
      input,
    ),
});
