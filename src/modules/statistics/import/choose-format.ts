import { open } from 'node:fs/promises';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { comtrade, comtradeValues } from './formats/comtrade.ts';
import { declarations } from './formats/declarations.ts';
import { gacc } from './formats/gacc.ts';
import { sdmxCsv } from './formats/sdmx-csv.ts';
import { type Mapping, plainName } from './mapping.ts';
import { type OpenedRows, openRows } from './open-rows.ts';
import { readGaccTable } from './read-gacc-table.ts';
import { findFields } from './row-fields.ts';

export interface ChosenFormat {
  name: string;
  mapping: Mapping;
  rows: OpenedRows;
}

/**
 * Opens a file and finds how to read it: by the mapping given, or by the columns it has.
 * Refuses with statistics.import_unreadable, import_format_unknown, import_mapping_wrong.
 */
export async function chooseFormat(
  file: string,
  folder: string,
  mapping: Mapping | undefined,
): Promise<Outcome<ChosenFormat>> {
  const kind = await kindOf(file);
  if (kind === 'old-workbook')
    return refuse('statistics.import_unreadable', { reason: 'it is a workbook of before 2007 (XLS)' });
  if (!mapping && kind !== 'parquet') {
    const table = await readGaccTable(file, kind, folder);
    if (isRefusal(table)) return table;
    if (table) return table;
  }
  if (kind === 'xlsx')
    return refuse('statistics.import_unreadable', {
      reason: 'of workbooks only the tables of China customs by country are read; save others as CSV',
    });
  const rows = await openRows(file, kind, folder, mapping);
  if (isRefusal(rows)) return rows;
  if (mapping) {
    const { missing } = findFields(mapping, rows.columns);
    if (missing.length > 0)
      return refuse('statistics.import_mapping_wrong', {
        reason: `the file has no column for ${missing.join(', ')}; it has ${rows.columns.join(', ').slice(0, 500)}`,
      });
    return { name: 'mapping', mapping, rows };
  }
  for (const [name, candidate] of candidates(rows.columns))
    if (findFields(candidate, rows.columns).missing.length === 0) return { name, mapping: candidate, rows };
  return refuse('statistics.import_format_unknown', { columns: rows.columns.join(', ').slice(0, 500) });
}

function candidates(columns: readonly string[]): [string, Mapping][] {
  const has = new Set(columns.map((c) => plainName(c.split(':')[0] ?? '')));
  const found: [string, Mapping][] = [];
  if (has.has('timeperiod') && has.has('obsvalue')) found.push(['sdmx-csv', sdmxCsv]);
  for (const column of comtradeValues)
    if (has.has(plainName(column))) found.push(['comtrade', { ...comtrade, values: [{ column }] }]);
  if (has.has('totalmonth') || has.has('exportsytd')) found.push(['gacc', gacc(4, 'CNY')]);
  if (has.has('hscode') && has.has('value')) found.push(['declarations', declarations]);
  return found;
}

export type FileKind = 'csv' | 'parquet' | 'xlsx' | 'old-workbook';

/** By the first bytes, whatever the name says. */
export async function kindOf(file: string): Promise<FileKind> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.toString('latin1') === 'PAR1') return 'parquet';
    if (buffer.readUInt32LE(0) === 0x04034b50) return 'xlsx';
    return buffer.readUInt32LE(0) === 0xe011cfd0 ? 'old-workbook' : 'csv';
  } finally {
    await handle.close();
  }
}
