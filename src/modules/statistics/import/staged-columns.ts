import { tradeKey, tradeLayout } from '../vintages/layouts.ts';
import type { RowFields } from './row-fields.ts';

/**
 * A staged row holds the first columns of its key in one number, which sorts as they do: five columns fewer to write,
 * read and sort. From the left: reporter and partner (16 bits each), flow (5), level (3), commodity (20).
 */
const packed = [
  ['reporter', 44, 0xffff, 'usmallint'],
  ['partner', 28, 0xffff, 'usmallint'],
  ['flow', 23, 0x1f, 'utinyint'],
  ['level', 20, 0x7, 'utinyint'],
  ['commodity', 0, 0xfffff, 'uinteger'],
] as const;
const names: readonly string[] = packed.map(([name]) => name);

export const keySql = packed.map(([name, shift]) => `(${name}::ubigint << ${shift})`).join(' | ');

/** Columns of the key that stand beside the packed ones. */
export const besideKey = tradeKey.filter((name) => !names.includes(name));

/** What staged rows of a file are sorted by within a period. */
export const keyOf = ({ fixed }: Pick<RowFields, 'fixed'>): string[] => [
  'key',
  ...besideKey.filter((name) => !(name in fixed)),
];

/** Columns of a staged row that the file may fill, with the period. */
export const stagedColumns = [
  'key',
  ...tradeLayout.columns.map((c) => c.name).filter((name) => ![...names, 'period', 'input'].includes(name)),
];

/** SQL of a column of the store, of a staged row. */
export function storedSql(name: string): string {
  const part = packed.find(([p]) => p === name);
  return part ? `((key >> ${part[1]}) & ${part[2]})::${part[3]} as ${name}` : name;
}
