import type {
  CountryEntry,
  Crossing,
  CurrencyEntry,
  Incoterm,
  Names,
  Place,
  SupervisionMode,
  UnitEntry,
} from './model.ts';
import { type CsvRow, dataFolder, readTable } from './read-table.ts';

/**
 * Sets of at most some hundred rows that change only with a release. They are read from the data folder once
 * per process, so that looking one up costs no statement; the same files fill the tables for SQL.
 */
function once<T>(read: () => T): () => T {
  let value: { read: T } | undefined;
  return () => {
    value ??= { read: read() };
    return value.read;
  };
}

const table = (path: string): CsvRow[] => readTable(new URL(path, dataFolder));
const text = (row: CsvRow, column: string): string => row[column] ?? '';
const orNull = (row: CsvRow, column: string): string | null => row[column] || null;
const integerOrNull = (row: CsvRow, column: string): number | null =>
  row[column] ? Number(row[column]) : null;
export const namesOf = (row: CsvRow): Names => ({
  en: text(row, 'name_en'),
  zh: text(row, 'name_zh'),
  ru: text(row, 'name_ru'),
});

export const countries = once((): CountryEntry[] => {
  const memberships = table('countries/memberships.csv');
  return table('countries/countries.csv').map((row) => ({
    iso2: text(row, 'iso2'),
    iso3: text(row, 'iso3'),
    m49: text(row, 'm49'),
    name: namesOf(row),
    currency: orNull(row, 'currency'),
    corridor: row.corridor === 'yes',
    memberships: memberships
      .filter((m) => m.country === row.iso2)
      .map((m) => ({
        body: text(m, 'body'),
        member: text(m, 'member'),
        since: orNull(m, 'since'),
        status: text(m, 'status'),
        source: text(m, 'source'),
      })),
  }));
});

export const currencyList = once((): CurrencyEntry[] =>
  table('currencies/currencies.csv').map((row) => ({
    code: text(row, 'code'),
    number: text(row, 'number'),
    minor_digits: Number(row.minor_digits),
    name: namesOf(row),
  })),
);

export const units = once((): UnitEntry[] =>
  table('units/units.csv').map((row) => ({
    code: text(row, 'code'),
    rec20: text(row, 'rec20'),
    name: namesOf(row),
    dimension: text(row, 'dimension'),
    // A thousandth of a thousand pieces is a piece.
    step: row.dimension === 'count' && row.factor !== '1000' ? '1' : '0.001',
  })),
);

export const incoterms = once((): Incoterm[] =>
  table('incoterms/incoterms.csv').map((row) => ({
    code: text(row, 'code'),
    name: namesOf(row),
    transport: text(row, 'transport'),
    export_clearance: text(row, 'export_clearance'),
    freight_to_frontier: text(row, 'freight_to_frontier'),
    freight_at_frontier: text(row, 'freight_at_frontier'),
    freight_after_frontier: text(row, 'freight_after_frontier'),
    insurance: text(row, 'insurance'),
    import_charges: text(row, 'import_charges'),
    version: text(row, 'version'),
  })),
);

export const supervisionModes = once((): SupervisionMode[] =>
  table('supervision-modes/supervision_modes.csv').map((row) => ({
    code: text(row, 'code'),
    name: namesOf(row),
    status: text(row, 'status'),
    source: text(row, 'source'),
  })),
);

export const places = once((): Place[] =>
  table('places/places.csv').map((row) => ({
    code: text(row, 'code'),
    name: namesOf(row),
    country: text(row, 'country'),
    lat: Number(row.lat),
    lon: Number(row.lon),
    gauge_mm: integerOrNull(row, 'gauge_mm'),
    kind: text(row, 'kind'),
    unlocode: orNull(row, 'unlocode'),
    status: text(row, 'status'),
    source: text(row, 'source'),
  })),
);

export const crossings = once((): Crossing[] =>
  table('crossings/crossings.csv').map((row) => ({
    code: text(row, 'code'),
    place_a: text(row, 'place_a'),
    place_b: text(row, 'place_b'),
    mode: row.mode === 'rail' ? 'rail' : 'road',
    gauge_a_mm: integerOrNull(row, 'gauge_a_mm'),
    gauge_b_mm: integerOrNull(row, 'gauge_b_mm'),
    gauge_change_at: orNull(row, 'gauge_change_at'),
    status: text(row, 'status'),
    source: text(row, 'source'),
  })),
);

const stepByUnit = once(() => new Map(units().map(({ code, step }) => [code, step])));
const placeByCode = once(() => new Map(places().map((place) => [place.code, place])));
const countryByCode = once(() => new Map(countries().map((country) => [country.iso2, country])));
const incotermByCode = once(() => new Map(incoterms().map((incoterm) => [incoterm.code, incoterm])));

/** The smallest part of a unit, see `UnitEntry`; of one that is not on the list, the smallest there is. */
export function stepOf(unit: string): string {
  return stepByUnit().get(unit) ?? '0.001';
}

/** A place by our code, e.g. `KZ-ALTYNKOL`; undefined when it is not on the list. */
export function findPlace(code: string): Place | undefined {
  return placeByCode().get(code);
}

/** A country by ISO 3166-1 alpha-2. */
export function findCountry(iso2: string): CountryEntry | undefined {
  return countryByCode().get(iso2);
}

const codesOfCountries = once(
  () =>
    new Set(
      readTable(new URL('areas/areas.csv', dataFolder))
        .filter((row) => row.kind === 'country')
        .map((row) => row.code ?? ''),
    ),
);

/** Whether a code is that of a country anywhere (ISO 3166-1 alpha-2), from which goods can come. */
export function isCountryCode(iso2: string): boolean {
  return codesOfCountries().has(iso2);
}

/** One of the eleven Incoterms 2020 rules. */
export function findIncoterm(code: string): Incoterm | undefined {
  return incotermByCode().get(code);
}
