import { sqlText } from '../../../platform/index.ts';
import type { Flow } from '../model.ts';
import { WHOLE_UNITS } from '../vintages/layouts.ts';
import { type FieldName, type MappedField, type Mapping, plainName } from './mapping.ts';

/** Where the rows come from: SQL that yields every column as text, and the names of these columns. */
export interface RowSource {
  sql: string;
  columns: readonly string[];
  /** SQL of the number of the row, from 1; only asked where rows have to be named. */
  row_number: string;
}

/** What a mapping finds in a file. */
export interface RowFields {
  /** Fields of which the file has no column, and without which no row can be taken. */
  missing: string[];
  /** SQL of the text of a field: a column or a constant, or several in order of preference; none: not in the file. */
  texts(field: FieldName): readonly string[];
  values: readonly { text: string; flow: Flow | undefined; ytd: boolean }[];
  /** The columns that any field reads. */
  used: readonly string[];
  line: string | undefined;
  /** Columns of the store that are the same for each row of the file, because it says nothing of them. */
  fixed: Readonly<Record<string, string>>;
}

/** What a column of the store holds when the file has no such field. */
const unsaid: readonly (readonly [FieldName, string, string])[] = [
  ['edition', 'edition', '0::utinyint'],
  ['net_weight_kg', 'net_weight_g', 'null::bigint'],
  ['weight_imputed', 'weight_imputed', '0::utinyint'],
  ['quantity', 'quantity_milli', 'null::bigint'],
  ['unit', 'unit', 'null::usmallint'],
  ['second_partner', 'second_partner', '0::usmallint'],
  ['procedure', 'procedure', '0::usmallint'],
  ['transport', 'transport', '0::usmallint'],
];

/** Columns that the file does not have are left out of a list of preferences. */
export function findFields(mapping: Mapping, columns: readonly string[]): RowFields {
  const at = new Map(columns.map((name, index) => [plainName(headerOf(mapping, name)), columnName(index)]));
  const used = new Set<string>();
  const column = (name: string): string[] => {
    const found = at.get(plainName(name));
    if (found === undefined) return [];
    used.add(found);
    return [found];
  };
  const texts = (field: FieldName): readonly string[] => {
    const mapped = mapping.columns[field] as MappedField | undefined;
    if (mapped === undefined) return [];
    if (typeof mapped === 'string') return column(mapped);
    return 'constant' in mapped ? [sqlText(mapped.constant)] : mapped.columns.flatMap(column);
  };
  const has = (field: FieldName): boolean => texts(field).length > 0;
  const values = mapping.values.flatMap((value) =>
    column(value.column).map((text) => ({ text, flow: value.flow, ytd: value.year_to_date ?? false })),
  );
  const missing: string[] = (['reporter', 'partner', 'currency'] as const).filter((field) => !has(field));
  if (!has('period') && !has('year')) missing.push('period');
  if (values.length === 0) missing.push('value');
  if (!has('flow') && values.some((v) => v.flow === undefined)) missing.push('flow');
  for (const field of Object.keys(mapping.columns) as FieldName[]) texts(field);
  return {
    missing,
    texts,
    values,
    used: [...used].sort(),
    line: mapping.columns.line ? column(mapping.columns.line)[0] : undefined,
    fixed: {
      exponent: `${WHOLE_UNITS + (mapping.scale ?? 0) - (mapping.places ?? 2)}::utinyint`,
      ...Object.fromEntries(
        unsaid.flatMap(([field, name, sql]) => (has(field) ? [] : [[name, sql] as const])),
      ),
    },
  };
}

/** SQL of the number of a row, as a column before others; nothing where rows are not numbered. */
export function lineSql(fields: RowFields, source: RowSource, numbered: boolean): string {
  if (!numbered) return '';
  return `${fields.line ? `try_cast(${fields.line} as bigint)` : source.row_number} as line,`;
}

export function columnName(index: number): string {
  return `c${index}`;
}

function headerOf(mapping: Mapping, name: string): string {
  return mapping.labels ? (name.split(':')[0] ?? name) : name;
}
