import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { importTrade, statistics } from '../index.ts';

/** More than DuckDB gives to one thread, and no multiple of it. */
const ROWS = 300_000;
const areas = ['UZ', 'KZ', 'TJ', 'KG', 'TM'];

let app: TestApp;
const folder = mkdtempSync(join(tmpdir(), 'sauda-sorted-'));
before(async () => {
  app = await testApp([reference, deals, customs, statistics]);
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

test('many items, read and written by several threads, stand sorted in the file of their period', async () => {
  const lines = ['reporter,partner,flow,period,hs_code,value,currency'];
  for (let i = 0; i < ROWS; i++)
    lines.push(
      `${areas[(i * 7) % 5]},CN,${i % 2 ? 'export' : 'import'},2025-0${1 + ((i * 11) % 3)},${100_000 + ((i * 7919) % 800_000)},${i}.25,USD`,
    );
  const file = join(folder, 'items.csv');
  writeFileSync(file, lines.join('\n'));
  const result = mustSucceed(
    await app.within((ctx) => importTrade(ctx, { file, source: 'items-many' })),
    'importing',
  );
  assert.deepEqual([result.accepted, result.written.length], [ROWS, 3]);
  const { duckdb, home } = app.runtime.services;
  for (const { period } of result.written) {
    const [found] = await duckdb.rows<{ wrong: bigint; value: bigint }>(
      `select count(*) filter (where key < before) as wrong, sum(value)::bigint as value from (
         select *, lag(key) over (order by file_row_number) as before from (
           select file_row_number, value, (reporter, partner, flow, level, commodity) as key
           from read_parquet('${join(home, 'statistics', 'facts', 'items-many', period, '*.parquet')}',
             hive_partitioning = false, file_row_number = true)))`,
    );
    const month = Number(period.slice(-2)) - 1;
    let value = 0;
    for (let i = 0; i < ROWS; i++) if ((i * 11) % 3 === month) value += i * 100 + 25;
    assert.deepEqual([found?.wrong, found?.value], [0n, BigInt(value)]);
  }
});
