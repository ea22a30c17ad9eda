import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { mappingOf, writeRows } from '../../../../test/trade-rows.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { getSeries, importTrade, refusalOf, statistics, type TradeFact } from '../index.ts';
import { convertFacts } from '../trade/convert-facts.ts';

let app: TestApp;
const folder = mkdtempSync(join(tmpdir(), 'sauda-convert-'));
before(async () => {
  app = await testApp([reference, deals, customs, statistics]);
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const fact = (currency: string, period: string, value: bigint): TradeFact => ({
  source: 'a-source',
  period,
  frequency: period.length === 4 ? 'A' : 'M',
  reporter: 'KZ',
  partner: 'CN',
  flow: 'import',
  commodity: 'TOTAL',
  hs_edition: null,
  value,
  places: 2,
  currency,
  net_weight_g: null,
  quantity_milli: null,
  unit: null,
  weight_imputed: false,
  vintage: '2026-03-02.1',
  file_hash: 'a'.repeat(64),
  rows: 1,
  source_url: null,
  converted: null,
  status: 'reported',
});
const convert = (facts: readonly TradeFact[], currency: string) =>
  app.within((ctx) => convertFacts(ctx, facts, currency));

test('a year is converted by the rate of that year, to the half unit, and says by which and from where', async () => {
  const { facts, guards } = await convert([fact('CNY', '2024', 71_100_000n), fact('CNY', '2024', 4n)], 'USD');
  // 711,000.00 ÷ 7.11; 0.04 ÷ 7.11 = 0.0056, which is more than half a cent.
  assert.deepEqual(
    facts.map((f) => [f.value, f.currency, f.places]),
    [
      [10_000_000n, 'USD', 2],
      [1n, 'USD', 2],
    ],
  );
  assert.match(facts[0]?.converted ?? '', /^CNY to USD at 0\.140647: CNY per USD 7\.11 /);
  assert.match(facts[0]?.converted ?? '', /implied, 2024-01-01 to 2024-12-31\): derived: GACC/);
  assert.deepEqual(guards, []);
});

test('between two currencies both rates are crossed over the dollar and named', async () => {
  const { facts } = await convert([fact('CNY', '2024', 711n)], 'KZT');
  assert.deepEqual([facts[0]?.value, facts[0]?.currency], [46_900n, 'KZT']);
  assert.match(facts[0]?.converted ?? '', /CNY per USD 7\.11.*KZT per USD 469\.0/);
});

test('a month may take the rate of a period around it', async () => {
  const { facts } = await convert([fact('KZT', '2024-05', 46_900n), fact('CNY', '2025-04', 7175n)], 'USD');
  assert.deepEqual(
    facts.map((f) => [f.value, f.currency]),
    [
      [100n, 'USD'],
      [1000n, 'USD'],
    ],
  );
  assert.match(facts[0]?.converted ?? '', /annual_average, 2024-01-01 to 2024-12-31/);
});

test('without a sourced rate of the whole period a figure stays as it is, and cannot be compared', async () => {
  for (const [currency, period] of [
    // No rate at all; one of five months; single days only; one from general knowledge.
    ['CNY', '2023'],
    ['CNY', '2025'],
    ['KZT', '2025'],
    ['KZT', '2025-12'],
    ['EUR', '2024'],
    ['RUB', '2024'],
  ] as const) {
    const given = fact(currency, period, 1000n);
    const { facts, guards } = await convert([given], 'USD');
    assert.deepEqual(facts, [given], `${currency} ${period}`);
    assert.equal(refusalOf(guards, given)?.guard, 'unit_switch');
    assert.match(guards[0]?.reason ?? '', new RegExp(`from ${currency} to USD for the whole of ${period}`));
  }
});

test('a series says in its origins how it was converted; one that would mix currencies is refused', async () => {
  const rows = [
    { period: '2023', currency: 'CNY', value: '711' },
    { period: '2024', currency: 'CNY', value: '7110' },
  ];
  const file = writeRows(folder, 'yuan.csv', rows);
  mustSucceed(await app.within((ctx) => importTrade(ctx, { file, mapping: mappingOf('yuan') })), 'importing');
  const asked = {
    source: 'yuan',
    reporter: 'KZ',
    partner: 'CN',
    flow: 'import' as const,
    currency: 'USD',
  };
  const year = mustSucceed(
    await app.execute(getSeries, publicActor, { ...asked, from: '2024' }),
    'the year with a rate',
  );
  assert.deepEqual([year.currency, year.points[0]?.value], ['USD', '1000.00']);
  assert.match(year.origins[0]?.converted ?? '', /^CNY to USD at /);
  const both = await app.execute(getSeries, publicActor, asked);
  assert.ok(isRefusal(both) && both.code === 'statistics.rate_missing');
  assert.deepEqual(
    both.params,
    { missing: 'CNY 2023', currency: 'USD' },
    'the rate that is missing is named',
  );
});
