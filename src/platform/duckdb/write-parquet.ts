import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from './sql-text.ts';

const READ_BYTES = 1_048_576;

export type ColumnType = 'utinyint' | 'usmallint' | 'uinteger' | 'bigint';

/** Columns of whole numbers and the order in which their rows are stored. */
export interface ParquetTable {
  columns: readonly { name: string; type: ColumnType }[];
  rows: Iterable<readonly (number | bigint | null)[]>;
  /** Names of columns. */
  sort: readonly string[];
}

/** Where a file goes: its name may tell its own hash. */
export interface ParquetPlace {
  folder: string;
  name(sha256: string): string;
}

export interface WrittenFile {
  name: string;
  rows: number;
  bytes: number;
  sha256: string;
}

/** Ends the names of files that are still being written. */
export const PARTIAL = '.partial';

const identifier = /^[a-z][a-z0-9_]*$/;

let written = 0;

/**
 * Writes beside the final name, forces it to disk and renames: a reader sees the whole file or none. What an
 * interruption leaves behind ends in `.partial`.
 */
export async function writeParquetFile(
  connection: DuckDBConnection,
  place: ParquetPlace,
  table: ParquetTable,
): Promise<WrittenFile> {
  for (const name of [...table.columns.map((c) => c.name), ...table.sort])
    if (!identifier.test(name)) throw new Error(`not a column name: ${name}`);
  written += 1;
  const partial = join(place.folder, `${process.pid}-${written}${PARTIAL}`);
  await mkdir(place.folder, { recursive: true });
  try {
    await connection.run(
      `create or replace temp table outgoing (${table.columns.map((c) => `${c.name} ${c.type}`).join(', ')})`,
    );
    const rows = await append(connection, table);
    await connection.run(
      `copy (select * from outgoing order by ${table.sort.join(', ')}) to ${sqlText(partial)}
       (format parquet, compression zstd, row_group_size 122880)`,
    );
    return { ...(await keepFile(partial, place)), rows };
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  } finally {
    await connection.run('drop table if exists outgoing');
  }
}

/** Forces a written file to disk, hashes it and gives it its name, which others may rely on from then on. */
export async function keepFile(partial: string, place: ParquetPlace): Promise<Omit<WrittenFile, 'rows'>> {
  await flush(partial);
  const { size: bytes } = await stat(partial);
  const sha256 = await fileHash(partial);
  const name = place.name(sha256);
  await rename(partial, join(place.folder, name));
  await flush(place.folder);
  return { name, bytes, sha256 };
}

async function append(connection: DuckDBConnection, table: ParquetTable): Promise<number> {
  const appender = await connection.createAppender('outgoing');
  let rows = 0;
  try {
    for (const row of table.rows) {
      table.columns.forEach((column, index) => {
        const value = row[index];
        if (value === null || value === undefined) appender.appendNull();
        else if (column.type === 'bigint') appender.appendBigInt(BigInt(value));
        else if (column.type === 'uinteger') appender.appendUInteger(Number(value));
        else if (column.type === 'usmallint') appender.appendUSmallInt(Number(value));
        else appender.appendUTinyInt(Number(value));
      });
      appender.endRow();
      rows++;
    }
  } finally {
    appender.closeSync();
  }
  return rows;
}

/** Forces a file to disk, or a folder: after a rename it is the folder that changed. */
async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** SHA-256 of a file in lower-case hex. Reads into one piece of memory: a new one each time costs more than the hash. */
export async function fileHash(file: string): Promise<string> {
  const hash = createHash('sha256');
  const held = Buffer.allocUnsafeSlow(READ_BYTES);
  const handle = await open(file, 'r');
  try {
    for (;;) {
      const { bytesRead } = await handle.read(held, 0, READ_BYTES, null);
      if (bytesRead === 0) return hash.digest('hex');
      hash.update(held.subarray(0, bytesRead));
    }
  } finally {
    await handle.close();
  }
}
