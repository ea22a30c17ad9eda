import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { DuckDBConnection } from '@duckdb/node-api';
import { sqlText } from './sql-text.ts';

/** Runs one statement after the other. */
export interface Session {
  run(sql: string): Promise<void>;
  rows<R>(sql: string): Promise<R[]>;
}

/** A DuckDB of its own for one long piece of work, which may read the files named and write below its folder. */
export interface Workbench extends Session {
  /** One more session, at work at the same time: it sees the tables, not the variables. Closed with the workbench. */
  beside(): Promise<Session>;
  close(): void;
}

export interface WorkbenchOptions {
  folder: string;
  /** Files outside the folder that it may read. */
  reads: readonly string[];
  memory_mb?: number;
  /** Hears how far a long statement is, in percent. */
  onProgress?: (percent: number) => void;
}

const PROGRESS_MS = 250;
const TEMP_LIMIT = '64GiB';
/** With what DuckDB and Node need besides, an import of 100 million rows stays below 1.5 GB. */
const MEMORY_MB = 768;

/** Opened for one import and closed after it. What does not fit in memory goes to `folder`/spill. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const spill = join(options.folder, 'spill');
  mkdirSync(spill, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    memory_limit: `${options.memory_mb ?? MEMORY_MB}MiB`,
    threads: '2',
    temp_directory: spill,
    max_temp_directory_size: TEMP_LIMIT,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
  });
  const connection = await instance.connect();
  await connection.run('set enable_progress_bar = true');
  await connection.run('set enable_progress_bar_print = false');
  await connection.run(`set allowed_directories = [${sqlText(`${options.folder}/`)}]`);
  await connection.run(`set allowed_paths = [${options.reads.map(sqlText).join(', ')}]`);
  await connection.run('set enable_external_access = false');
  const opened = [connection];
  const session = (own: DuckDBConnection): Session => {
    const watched = async <T>(work: Promise<T>): Promise<T> => {
      const timer = setInterval(() => {
        const { percentage } = own.progress;
        if (percentage >= 0) options.onProgress?.(percentage);
      }, PROGRESS_MS);
      try {
        return await work;
      } finally {
        clearInterval(timer);
      }
    };
    return {
      run: async (sql) => void (await watched(own.run(sql))),
      rows: async <R>(sql: string) => (await watched(own.runAndReadAll(sql))).getRowObjectsJS() as R[],
    };
  };
  return {
    ...session(connection),
    beside: async () => {
      const another = await instance.connect();
      opened.push(another);
      return session(another);
    },
    close: () => {
      for (const one of opened) one.closeSync();
      instance.closeSync();
    },
  };
}
