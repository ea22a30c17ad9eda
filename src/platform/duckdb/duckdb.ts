import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';
import { openGate } from './gate.ts';
import { sqlText } from './sql-text.ts';
import { type ParquetPlace, type ParquetTable, type WrittenFile, writeParquetFile } from './write-parquet.ts';

/** What a query parameter may be. Lists and file names are written into the SQL with `sqlText`. */
export type DuckDbParameter = string | number | bigint | boolean | null;

export interface DuckDbOptions {
  /** The only folder that queries may read and write; its `tmp` takes what does not fit in memory. */
  folder: string;
  memory_mb?: number;
  threads?: number;
  /** How many queries run at once; others wait. */
  connections?: number;
  /** How many may wait before the next is turned away. */
  waiting?: number;
}

/** One DuckDB of this process, opened by its first query. Whole numbers of 64 bits and more are bigint. */
export interface DuckDb {
  /** Runs one query. Throws DuckDbTimeout, DuckDbBusy, or DuckDB's own error. */
  rows<R>(
    sql: string,
    parameters?: readonly DuckDbParameter[],
    options?: { timeout_ms?: number },
  ): Promise<R[]>;
  /** The rows of one query in batches as they come, for answers that do not fit in memory. */
  batches<R>(sql: string): AsyncGenerator<R[]>;
  /** Writes one Parquet file, whole or not at all. */
  writeParquet(place: ParquetPlace, table: ParquetTable): Promise<WrittenFile>;
  close(): Promise<void>;
}

export class DuckDbTimeout extends Error {
  readonly timeout_ms: number;
  constructor(timeout_ms: number) {
    super(`the query took longer than ${timeout_ms} ms and was stopped`);
    this.timeout_ms = timeout_ms;
  }
}

export class DuckDbBusy extends Error {
  constructor() {
    super('too many queries are waiting');
  }
}

const TIMEOUT_MS = 10_000;
const INTERRUPT_EVERY_MS = 50;
const TEMP_LIMIT = '4GiB';

/** Opens nothing yet: neither the library nor a file is touched before the first query. */
export function lazyDuckDb(options: DuckDbOptions): DuckDb {
  const { connections = 4, waiting = 256 } = options;
  const gate = openGate(connections, waiting, () => new DuckDbBusy());
  const idle: DuckDBConnection[] = [];
  let opening: Promise<DuckDBInstance> | undefined;
  let closed = false;

  const withConnection = <T>(work: (connection: DuckDBConnection) => Promise<T>): Promise<T> =>
    gate(async () => {
      if (closed) throw new Error('DuckDB is closed');
      opening ??= open(options);
      // A failed opening is tried again by the next query.
      const instance = await opening.catch((error) => {
        opening = undefined;
        throw error;
      });
      const connection = idle.pop() ?? (await instance.connect());
      try {
        return await work(connection);
      } finally {
        if (closed) connection.closeSync();
        else idle.push(connection);
      }
    });

  /** A connection for as long as the caller reads, in its turn like every other. */
  const takeTurn = (): Promise<{ connection: DuckDBConnection; end(): void }> =>
    new Promise((resolve, reject) => {
      withConnection((connection) => new Promise<void>((end) => resolve({ connection, end }))).catch(reject);
    });

  return {
    rows: (sql, parameters = [], { timeout_ms = TIMEOUT_MS } = {}) =>
      withConnection((connection) => readRows(connection, sql, parameters, timeout_ms)),
    batches: async function* <R>(sql: string) {
      const turn = await takeTurn();
      try {
        const result = await turn.connection.stream(sql);
        for await (const rows of result.yieldRowObjectJs()) if (rows.length > 0) yield rows as R[];
      } finally {
        turn.end();
      }
    },
    writeParquet: (place, table) =>
      withConnection((connection) => writeParquetFile(connection, place, table)),
    close: async () => {
      closed = true;
      const instance = await opening?.catch(() => undefined);
      for (const connection of idle.splice(0)) connection.closeSync();
      instance?.closeSync();
    },
  };
}

async function open(options: DuckDbOptions): Promise<DuckDBInstance> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const temp = join(options.folder, 'tmp');
  mkdirSync(temp, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${options.memory_mb ?? 256}MiB`,
    threads: String(options.threads ?? 2),
    temp_directory: temp,
    max_temp_directory_size: TEMP_LIMIT,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  // From here on no query reaches a file outside the folder, nor the network, nor changes these settings.
  await connection.run(`set allowed_directories = [${sqlText(`${options.folder}/`)}]`);
  await connection.run('set enable_external_access = false');
  await connection.run('set lock_configuration = true');
  connection.closeSync();
  return instance;
}

async function readRows<R>(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly DuckDbParameter[],
  timeout_ms: number,
): Promise<R[]> {
  let stopped = false;
  // An interruption that comes before the query has begun is lost, so it is repeated until the query has ended.
  let repeat: ReturnType<typeof setInterval> | undefined;
  const timer = setTimeout(() => {
    stopped = true;
    connection.interrupt();
    repeat = setInterval(() => connection.interrupt(), INTERRUPT_EVERY_MS);
  }, timeout_ms);
  try {
    // With a list, if only an empty one, DuckDB would prepare the statement first and plan it twice.
    const reader = await connection.runAndReadAll(sql, parameters.length > 0 ? [...parameters] : undefined);
    return reader.getRowObjectsJS() as R[];
  } catch (error) {
    if (stopped) throw new DuckDbTimeout(timeout_ms);
    throw error;
  } finally {
    clearTimeout(timer);
    clearInterval(repeat);
  }
}
