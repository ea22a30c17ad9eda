import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';

export interface Duck {
  run(sql: string): Promise<void>;
  rows(sql: string): Promise<Record<string, number | bigint | boolean | null>[]>;
  close(): void;
}

/** A DuckDB as anyone opens it, with the threads and memory that Sauda gives itself. */
export async function openDuck(folder: string, memory_mb = 768): Promise<Duck> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const spill = join(folder, 'bare-spill');
  mkdirSync(spill, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    memory_limit: `${memory_mb}MiB`,
    temp_directory: spill,
  });
  const connection = await instance.connect();
  return {
    run: async (sql) => void (await connection.run(sql)),
    rows: async (sql) => (await connection.runAndReadAll(sql)).getRowObjectsJS() as never,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Made-up declarations of the corridor, the same for the same number of rows. */
export async function writeDeclarations(file: string, rows: number): Promise<void> {
  const duck = await openDuck(dirname(file));
  const pick = (salt: number, words: readonly string[]): string =>
    `(['${words.join("','")}'])[1 + (hash(i * ${salt}) % ${words.length})::int]`;
  const amount = (salt: number, below: number, places: number): string =>
    `((hash(i * ${salt}) % ${below}) / ${10 ** places}.0)::decimal(14,${places})`;
  await duck.run(`copy (select 'D' || lpad(i::varchar, 10, '0') as declaration, 1 + (i % 5) as line,
      ${pick(7, ['CN', 'KZ', 'KG', 'TJ', 'TM', 'UZ'])} as reporter,
      ${pick(11, ['RU', 'DE', 'TR', 'US', 'CN', 'KZ', 'UZ', 'KG', 'TJ', 'TM', 'IT', 'KR'])} as partner,
      ${pick(3, ['export', 'import'])} as flow,
      (2022 + (hash(i * 5) % 3)::int) || '-' || lpad((1 + hash(i * 13) % 12)::varchar, 2, '0') as period,
      lpad((10000 + (hash(i * 17) % 5000) * 190)::varchar, 6, '0') as hs_code,
      ${pick(19, ['CN', 'KZ', 'RU', 'DE'])} as origin, '0110' as supervision_mode, (2 + hash(i * 23) % 4)::varchar as transport_mode,
      ${amount(29, 1_000_000, 3)} as quantity, 'kg' as unit, ${amount(31, 10_000_000, 3)} as net_weight_kg,
      ${amount(37, 100_000_000, 2)} as value, 'USD' as currency
    from range(${rows}) t(i)) to '${file}' (header, delimiter ',')`);
  duck.close();
}
