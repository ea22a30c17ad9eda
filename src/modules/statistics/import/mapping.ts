import { type Static, Type } from 'typebox';
import { type Flow, flows } from '../model.ts';

const Name = Type.String({ minLength: 1, maxLength: 200 });

/** Columns in order of preference (the first that is not empty counts), or one constant for all rows. */
const Field = Type.Union([
  Name,
  Type.Object({ columns: Type.Array(Name, { minItems: 1, maxItems: 10 }) }, { additionalProperties: false }),
  Type.Object({ constant: Type.String({ maxLength: 200 }) }, { additionalProperties: false }),
]);

const Value = Type.Object(
  {
    column: Name,
    /** The flow of this column where the file has one column for each. */
    flow: Type.Optional(Type.Enum([...flows])),
    /** The column counts from January on: its December is the year, its other months are left out. */
    year_to_date: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/** How a file is read: which columns hold what. The built-in formats are mappings too. */
export const Mapping = Type.Object(
  {
    source: Type.String({ pattern: '^[a-z][a-z0-9-]{2,60}$' }),
    coverage: Type.Optional(Type.String({ maxLength: 500 })),
    licence: Type.Optional(Type.String({ maxLength: 500 })),
    /** `unique`: a key stands once and a later file replaces single keys. `items`: many rows of a key are added up. */
    rows: Type.Enum(['unique', 'items']),
    columns: Type.Object(
      {
        period: Type.Optional(Field),
        year: Type.Optional(Field),
        month: Type.Optional(Field),
        reporter: Field,
        partner: Field,
        flow: Type.Optional(Field),
        commodity: Type.Optional(Field),
        edition: Type.Optional(Field),
        currency: Field,
        net_weight_kg: Type.Optional(Field),
        weight_imputed: Type.Optional(Field),
        quantity: Type.Optional(Field),
        unit: Type.Optional(Field),
        /** Second partner, customs procedure and mode of transport: rows that break a figure down by them. */
        second_partner: Type.Optional(Field),
        procedure: Type.Optional(Field),
        transport: Type.Optional(Field),
        /** C for goods; rows of services are rejected. */
        kind: Type.Optional(Field),
        /** SDMX-CSV 2.0: rows that delete an observation are rejected. */
        action: Type.Optional(Field),
        /** The number of the line in the original, where this file was made from it. */
        line: Type.Optional(Name),
      },
      { additionalProperties: false },
    ),
    values: Type.Array(Value, { minItems: 1, maxItems: 6 }),
    /** Words of the file for flows, beside those known to everyone: `{出口: export}`. */
    flow_words: Type.Optional(Type.Record(Type.String({ maxLength: 100 }), Type.Enum([...flows]))),
    /** The value counts this many units of the currency, as a power of ten: 4 for CNY 10,000, 3 for USD 1,000. */
    scale: Type.Optional(Type.Integer({ minimum: 0, maximum: 9 })),
    /** Decimal places printed in the file, before the scale. */
    places: Type.Optional(Type.Integer({ minimum: 0, maximum: 4 })),
    /** Values with more places are rounded half away from zero; otherwise they are rejected. */
    rounded: Type.Optional(Type.Boolean()),
    /** Cells and headers read `code: name`, as in SDMX-CSV with labels. */
    labels: Type.Optional(Type.Boolean()),
    /** Character between thousands in numbers. */
    thousands: Type.Optional(Type.Enum([',', ' ', "'"])),
    /** Characters between columns; found by itself when nothing is said. */
    delimiter: Type.Optional(Type.Enum([',', ';', '\t', '|'])),
    /** Lines before the one with the names of the columns. */
    skip: Type.Optional(Type.Integer({ minimum: 0, maximum: 100 })),
  },
  { additionalProperties: false },
);
export type Mapping = Static<typeof Mapping>;
export type MappedField = Static<typeof Field>;
export type FieldName = keyof Mapping['columns'];

/** `Reporter Code`, `reporter_code` and `reporterCode` are one name. */
export function plainName(header: string): string {
  return header
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** Words for flows that files use, in lower case. Numbers are those of the old UN Comtrade. */
export const flowWords: Readonly<Record<string, Flow>> = {
  m: 'import',
  import: 'import',
  imports: 'import',
  进口: 'import',
  импорт: 'import',
  '1': 'import',
  x: 'export',
  export: 'export',
  exports: 'export',
  出口: 'export',
  экспорт: 'export',
  '2': 'export',
  total: 'total',
  进出口: 'total',
  rx: 're-export',
  're-export': 're-export',
  're-exports': 're-export',
  '3': 're-export',
  rm: 're-import',
  're-import': 're-import',
  're-imports': 're-import',
  '4': 're-import',
  dx: 'domestic-export',
  'domestic export': 'domestic-export',
  fm: 'foreign-import',
  'foreign import': 'foreign-import',
  mip: 'import-for-inward-processing',
  mop: 'import-after-outward-processing',
  xip: 'export-after-inward-processing',
  xop: 'export-for-outward-processing',
};

/** HS editions as UN Comtrade names them; the number in the files is the position and one. */
export const editions = ['H0', 'H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'HS'] as const;
export const editionWords: Readonly<Record<string, number>> = Object.fromEntries([
  ...editions.map((name, at) => [name.toLowerCase(), at + 1] as const),
  ...['1992', '1996', '2002', '2007', '2012', '2017', '2022'].flatMap((year, at) =>
    [`hs${year}`, `hs ${year}`, `hs${year.slice(2)}`].map((word) => [word, at + 1] as const),
  ),
]);
export const editionOf = (code: number): string | null => editions[code - 1] ?? null;
