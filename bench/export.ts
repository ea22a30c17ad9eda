import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { columns } from '../src/modules/sdmx/formats/columns.ts';
import { type Batches, observe } from '../src/modules/sdmx/formats/observation.ts';
import { toParquet } from '../src/modules/sdmx/formats/parquet.ts';
import { toPlainCsv } from '../src/modules/sdmx/formats/plain-csv.ts';
import { toSdmxCsv } from '../src/modules/sdmx/formats/sdmx-csv.ts';
import { toSdmxJson } from '../src/modules/sdmx/formats/sdmx-json.ts';
import { wholeSeries } from '../src/modules/sdmx/serve/asked-observations.ts';
import { attributeIds, measureIds } from '../src/modules/sdmx/structure/trade-structure.ts';
import type { TradeFact } from '../src/modules/statistics/index.ts';
import { toXlsx } from '../src/platform/tables/index.ts';
import { type BenchOptions, type Case, figure } from './case.ts';

const BATCH = 2048;
const MEMORY_TARGET_MB = 500;
const YEARS = 20;

/**
 * Observations written out in each format as fast as they can be made, and the memory that takes. Beside it DuckDB,
 * which makes and writes as many rows of the same columns from a table of its own.
 */
export async function run({ say, rows = 1_000_000 }: BenchOptions): Promise<Case[]> {
  const formats: [
    name: string,
    write: () => AsyncIterable<string | Uint8Array>,
    ceiling: 'csv' | 'parquet',
  ][] = [
    ['CSV', () => toPlainCsv(facts(rows)), 'csv'],
    [
      'SDMX-CSV',
      () =>
        toSdmxCsv(observations(rows), { ...options, labels: 'id', keys: 'none', time_format: 'original' }),
      'csv',
    ],
    [
      'SDMX-JSON',
      () => toSdmxJson([{ batches: observations(rows), action: 'Information' }], { ...options, ...message }),
      'csv',
    ],
    ['XLSX', () => toXlsx('trade', columns, facts(rows)), 'csv'],
    ['Parquet', () => toParquet(facts(rows)), 'parquet'],
  ];
  const measured: [name: string, per_second: number, ceiling: 'csv' | 'parquet'][] = [];
  for (const [name, write, ceiling] of formats) {
    const begin = performance.now();
    let bytes = 0;
    for await (const chunk of write()) bytes += chunk.length;
    const per_second = rows / ((performance.now() - begin) / 1000);
    say(
      `${name}: ${Math.round(per_second).toLocaleString('en')} observations/s, ${Math.round(bytes / 1e6)} MB`,
    );
    measured.push([name, per_second, ceiling]);
  }
  const peak_mb = process.resourceUsage().maxRSS / 1000;
  const bare = await duckdb(rows);
  return [
    ...measured.map(([name, per_second, ceiling]) =>
      figure(name, per_second, 'observations/s', 'more', { ceiling: bare[ceiling] }),
    ),
    figure('peak memory of all', peak_mb, 'MB', 'less', { target: MEMORY_TARGET_MB }),
  ];
}

const options = { label: (_: string, code: string) => code, measures: measureIds, attributes: attributeIds };
const message = {
  language: 'en',
  id: 'BENCH',
  prepared: '2026-03-01T00:00:00Z',
  public_url: 'http://localhost:4170',
  at_observation: 'TIME_PERIOD' as const,
};

/** Made-up annual series of twenty years each, in the order of the store. */
async function* facts(rows: number): AsyncGenerator<TradeFact[]> {
  const plain: TradeFact = {
    source: 'bench',
    period: '2024',
    frequency: 'A',
    reporter: 'KZ',
    partner: 'CN',
    flow: 'import',
    commodity: 'TOTAL',
    hs_edition: 'H6',
    value: 0n,
    places: 2,
    currency: 'USD',
    net_weight_g: 0n,
    quantity_milli: null,
    unit: null,
    weight_imputed: false,
    vintage: '2026-03-01.1',
    file_hash: '0'.repeat(64),
    rows: 1,
    source_url: null,
    converted: null,
    status: 'reported',
  };
  for (let from = 0; from < rows; from += BATCH)
    yield Array.from({ length: Math.min(BATCH, rows - from) }, (_, i) => {
      const at = from + i;
      const series = Math.floor(at / YEARS);
      return {
        ...plain,
        period: String(2005 + (at % YEARS)),
        reporter: `A${Math.floor(series / 10_000)}`,
        commodity: String(100_000 + (series % 10_000)),
        value: BigInt(at) * 7_919n,
        net_weight_g: BigInt(at) * 104_729n,
      };
    });
}

async function* observations(rows: number): Batches {
  for await (const series of wholeSeries(facts(rows))) yield series.map(observe);
}

/** Rows a second of `copy` to CSV and to Parquet. */
async function duckdb(rows: number): Promise<Record<'csv' | 'parquet', number>> {
  const folder = mkdtempSync(join(tmpdir(), 'sauda-bench-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  const select = `select (2005 + i % 20)::varchar as period, 'A' as frequency, 'A' || (i // 200000) as reporter,
    'CN' as partner, 'import' as flow, (100000 + i // 20 % 10000)::varchar as commodity,
    (i * 7919)::decimal(18, 2) / 100 as value, 'USD' as currency, i * 104.729 as net_weight_kg, 'no' as weight_imputed,
    null::double as quantity, null::varchar as unit, 'reported' as status, 'bench' as source, 'H6' as hs_edition,
    '2026-03-01.1' as vintage, 1 as rows, repeat('0', 64) as file_hash, null::varchar as source_url,
    null::varchar as converted from range(${rows}) t(i)`;
  try {
    const rate = async (format: string): Promise<number> => {
      const begin = performance.now();
      await connection.run(`copy (${select}) to '${join(folder, `rows.${format}`)}' (format ${format})`);
      return rows / ((performance.now() - begin) / 1000);
    };
    return { csv: await rate('csv'), parquet: await rate('parquet') };
  } finally {
    connection.closeSync();
    instance.closeSync();
    rmSync(folder, { recursive: true, force: true });
  }
}
