import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { DuckDbBusy, DuckDbTimeout, lazyDuckDb } from '../duckdb.ts';
import { sqlText } from '../sql-text.ts';
import { fileHash, type ParquetTable } from '../write-parquet.ts';

const folder = mkdtempSync(join(tmpdir(), "duck'db-"));
const db = lazyDuckDb({ folder, connections: 2, waiting: 1 });
after(async () => {
  await db.close();
  rmSync(folder, { recursive: true, force: true });
});

const place = (name: string) => ({ folder, name: () => name });

const table = (rows: ParquetTable['rows']): ParquetTable => ({
  columns: [
    { name: 'place', type: 'usmallint' },
    { name: 'amount', type: 'bigint' },
  ],
  rows,
  sort: ['place'],
});

test('a Parquet file is written sorted, hashed and read back as bigint', async () => {
  const file = join(folder, 'a.parquet');
  const written = await db.writeParquet(
    place('a.parquet'),
    table([
      [2, 9_007_199_254_740_993n],
      [1, null],
    ]),
  );
  assert.deepEqual(written.rows, 2);
  assert.equal(written.sha256, await fileHash(file));
  const rows = await db.rows(`select * from read_parquet(${sqlText(file)}) where place < $1`, [10]);
  assert.deepEqual(rows, [
    { place: 1, amount: null },
    { place: 2, amount: 9_007_199_254_740_993n },
  ]);
});

test('the same rows make the same bytes', async () => {
  const rows = Array.from({ length: 5000 }, (_, i) => [i % 60_000, BigInt(i) * 7n] as const);
  const first = await db.writeParquet(place('b.parquet'), table(rows));
  const second = await db.writeParquet(place('c.parquet'), table([...rows].reverse()));
  assert.equal(first.sha256, second.sha256);
});

test('a write that breaks off leaves nothing', async () => {
  function* broken(): Generator<[number, bigint]> {
    yield [1, 1n];
    throw new Error('the source went away');
  }
  await assert.rejects(db.writeParquet(place('broken.parquet'), table(broken())), /went away/);
  await assert.rejects(db.writeParquet(place('wide.parquet'), table([[70_000, 1n]])));
  assert.deepEqual(
    readdirSync(folder).filter((name) => /broken|wide|partial/.test(name)),
    [],
  );
});

test('a query that takes too long is stopped, and the connection stays usable', async () => {
  const endless = 'select count(*) from range(1000000000) a, range(100000) b where a.range * b.range % 7 = 3';
  await assert.rejects(db.rows(endless, [], { timeout_ms: 50 }), DuckDbTimeout);
  assert.deepEqual(await db.rows('select 1 as one'), [{ one: 1 }]);
});

test('more callers than may wait are turned away', async () => {
  const slow = () => db.rows('select count(*) from range(3000000) t where range % 7 = 3');
  const settled = await Promise.allSettled([slow(), slow(), slow(), slow()]);
  const refused = settled.filter((s) => s.status === 'rejected').map((s) => s.reason);
  assert.equal(refused.length, 1);
  assert.ok(refused[0] instanceof DuckDbBusy);
});

test('queries reach no file outside the folder and change no setting', async () => {
  await assert.rejects(db.rows("select * from read_csv('/etc/passwd')"), /Permission/);
  await assert.rejects(db.rows("copy (select 1) to '/etc/sauda'"), /Permission/);
  await assert.rejects(db.rows('set enable_external_access = true'), /locked|configuration/i);
  await assert.rejects(db.rows('install httpfs'));
});
