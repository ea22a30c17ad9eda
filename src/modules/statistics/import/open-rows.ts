import { join } from 'node:path';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { sqlText } from '../../../platform/index.ts';
import type { Mapping } from './mapping.ts';

import { recodeFile } from './recode-file.ts';
import { columnName, type RowSource } from './row-fields.ts';
import { sniffFile } from './sniff-file.ts';
import { LINE_BYTES, sortOutLines, type TableText } from './sort-out-lines.ts';

/** A file ready to be read by DuckDB. */
export interface OpenedRows extends RowSource {
  /** Files outside the work folder that DuckDB must be allowed to read. */
  reads: string[];
  /** Each row tells its line in the original by itself. */
  own_lines?: boolean;
  /** The text file behind it, to find lines in; undefined for Parquet. */
  text?: TableText;
}

/**
 * CSV of any delimiter and encoding in use, or Parquet. Text that is not UTF-8 is written again into `folder`.
 * Refuses with statistics.import_unreadable.
 */
export async function openRows(
  file: string,
  kind: 'csv' | 'parquet',
  folder: string,
  mapping?: Mapping,
): Promise<Outcome<OpenedRows>> {
  if (kind === 'parquet') return parquetRows(file);
  const known = {
    ...(mapping?.delimiter ? { delimiter: mapping.delimiter } : {}),
    ...(mapping?.skip ? { skip: mapping.skip } : {}),
  };
  const sniffed = await sniffFile(file, known);
  if (isRefusal(sniffed)) return sniffed;
  let readable = file;
  if (sniffed.encoding !== 'utf-8') {
    readable = join(folder, 'recoded.csv');
    const recoded = await recodeFile(file, sniffed.encoding, readable);
    if (isRefusal(recoded)) return recoded;
  }
  const columns = [...sniffed.header, ...(sniffed.trailing ? [''] : [])];
  const text = {
    file: readable,
    delimiter: sniffed.delimiter,
    header_lines: sniffed.header_lines,
    columns: columns.length,
  };
  return {
    sql: csvSql(text),
    columns,
    row_number: 'row_number() over ()',
    reads: readable === file ? [file] : [],
    text,
  };
}

/** Fails where a line is not well formed. */
function csvSql({ file, delimiter, header_lines, columns }: TableText): string {
  const types = Array.from({ length: columns }, (_, index) => `'${columnName(index)}': 'VARCHAR'`).join(', ');
  return `select * from read_csv(${sqlText(file)}, auto_detect = false, header = false, skip = ${header_lines},
      delim = ${sqlText(delimiter)}, quote = '"', escape = '"', columns = {${types}}, max_line_size = ${LINE_BYTES},
      strict_mode = true)`;
}

/**
 * The same rows without the lines that are not well formed, which are counted, and named up to `limit`. Undefined for
 * Parquet, and for a file that is one of these already.
 */
export async function soundRows(
  rows: OpenedRows,
  folder: string,
  limit: number,
): Promise<{ rows: OpenedRows; broken: number; listed: number[] } | undefined> {
  if (!rows.text || rows.own_lines) return undefined;
  const file = join(folder, 'sound.csv');
  const { broken, listed } = await sortOutLines(rows.text, file, limit);
  const text = { ...rows.text, file, header_lines: 0, columns: rows.text.columns + 1 };
  const row_number = `try_cast(${columnName(rows.text.columns)} as bigint)`;
  return { rows: { ...rows, sql: csvSql(text), row_number, own_lines: true, text }, broken, listed };
}

async function parquetRows(file: string): Promise<Outcome<OpenedRows>> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', { memory_limit: '256MiB', threads: '1' });
  const connection = await instance.connect();
  try {
    await connection.run(`set allowed_paths = [${sqlText(file)}]`);
    await connection.run('set enable_external_access = false');
    const described = await connection.runAndReadAll(
      `describe select * from read_parquet(${sqlText(file)}, hive_partitioning = false)`,
    );
    const columns = described.getRowObjectsJS().map((row) => String(row.column_name));
    const list = columns
      .map((name, index) => `cast("${name.replaceAll('"', '""')}" as varchar) as ${columnName(index)}`)
      .join(', ');
    return {
      sql: `select ${list}, file_row_number from read_parquet(${sqlText(file)}, hive_partitioning = false, file_row_number = true)`,
      columns,
      row_number: 'file_row_number + 1',
      reads: [file],
    };
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return refuse('statistics.import_unreadable', { reason: reason.slice(0, 200) });
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}
