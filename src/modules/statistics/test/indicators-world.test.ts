import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { mappingOf, type Row, writeRows } from '../../../../test/trade-rows.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { getAdvantage, getBalance, getComplexity, getMargins, importTrade, statistics } from '../index.ts';

const folder = mkdtempSync(join(tmpdir(), 'sauda-world-'));
let app: TestApp;
before(async () => {
  app = await testApp([reference, deals, customs, statistics]);
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function bring(source: string, rows: readonly Row[]): Promise<void> {
  const file = writeRows(folder, `${source}.csv`, rows);
  mustSucceed(await app.within((ctx) => importTrade(ctx, { file, mapping: mappingOf(source) })), source);
}
/** Exports to the world by chapter. */
const exportsOf = (reporter: string, codes: Record<string, number>): Row[] =>
  Object.entries(codes).map(([commodity, value]) => ({
    reporter,
    partner: 'WLD',
    flow: 'export',
    commodity,
    value: String(value),
  }));

test('the balance is exports less imports, and none where a flow is missing', async () => {
  await bring('balance', [
    { period: '2022', flow: 'export', value: '71.00' },
    { period: '2022', flow: 'import', value: '35.50' },
    { period: '2023', flow: 'export', value: '10.00' },
  ]);
  const found = mustSucceed(
    await app.execute(getBalance, publicActor, { source: 'balance', reporter: 'KZ', partner: 'CN' }),
    'balance',
  );
  const [first, second] = found.periods;
  assert.deepEqual(
    [first?.balance, first?.normalised, first?.cover, second?.exports, second?.balance, second?.cover],
    ['35.50', 0.333333, 2, '10.00', null, null],
  );
  assert.match(found.methods[0]?.formula ?? '', /X − M/);
});

test('a balance over a jump that a guard refuses is not printed', async () => {
  await bring('balance-jump', [
    { period: '2022', flow: 'export', value: '600000000' },
    { period: '2022', flow: 'import', value: '100000000' },
    { period: '2023', flow: 'export', value: '6000000000' },
    { period: '2023', flow: 'import', value: '100000000' },
  ]);
  const found = mustSucceed(
    await app.execute(getBalance, publicActor, { source: 'balance-jump', reporter: 'KZ', partner: 'CN' }),
    'balance',
  );
  assert.deepEqual(
    found.periods.map((p) => [p.balance, p.refused_by]),
    [
      ['500000000.00', null],
      [null, 'partner_set_break'],
    ],
  );
});

test('advantage over all reporters, groups left out; six digits are asked for within a chapter', async () => {
  await bring('advantage', [
    ...exportsOf('KZ', { '27': 8, '87': 2 }),
    ...exportsOf('CN', { '27': 2, '87': 8 }),
    // The Union is its countries, and would count them twice.
    ...exportsOf('EU', { '27': 1000, '87': 1 }),
  ]);
  const asked = { source: 'advantage', reporter: 'KZ', period: '2023', level: 2 };
  const found = mustSucceed(await app.execute(getAdvantage, publicActor, asked), 'advantage');
  assert.deepEqual(found.products, [
    { product: '27', rca: 1.6, advantage: true },
    { product: '87', rca: 0.4, advantage: false },
  ]);
  assert.deepEqual([found.countries, found.with_advantage, found.exported], [2, 1, 2]);
  assert.match(found.methods[0]?.source ?? '', /Balassa 1965/);
  const six = await app.execute(getAdvantage, publicActor, { ...asked, level: 6 });
  assert.ok(isRefusal(six) && six.code === 'statistics.bad_question');
  const none = await app.execute(getAdvantage, publicActor, { ...asked, period: '2021' });
  assert.ok(isRefusal(none) && none.code === 'statistics.no_figures');
});

test('complexity rises with diversity; what has no advantage is listed, and what is undefined is said to be', async () => {
  await bring('complexity', [
    ...exportsOf('CN', { '84': 50, '85': 50 }),
    ...exportsOf('KG', { '84': 25, '61': 25 }),
    ...exportsOf('UZ', { '61': 25, '27': 25, '52': 0 }),
    ...exportsOf('KZ', { '27': 25 }),
  ]);
  const asked = { source: 'complexity', period: '2023', level: 2 };
  const found = mustSucceed(await app.execute(getComplexity, publicActor, asked), 'complexity');
  assert.equal(found.defined, true);
  assert.deepEqual([found.countries[0]?.country, found.countries.at(-1)?.country], ['CN', 'KZ']);
  const mean = found.countries.reduce((sum, c) => sum + c.eci, 0) / found.countries.length;
  assert.ok(Math.abs(mean) < 1e-5);
  assert.equal(found.products.at(-1)?.product, '27');
  assert.deepEqual(
    found.methods.map((m) => m.indicator),
    ['advantage', 'complexity'],
  );
  await bring('two-countries', [
    ...exportsOf('KZ', { '27': 8, '87': 2 }),
    ...exportsOf('CN', { '27': 2, '87': 8 }),
  ]);
  const two = mustSucceed(
    await app.execute(getComplexity, publicActor, { ...asked, source: 'two-countries' }),
    'two countries',
  );
  assert.deepEqual([two.defined, two.countries, two.products], [false, [], []]);
});

test('margins multiply to the share of the market, by the reports of the market', async () => {
  const imports = (partner: string, codes: Record<string, number>): Row[] =>
    Object.entries(codes).map(([commodity, value]) => ({
      reporter: 'KZ',
      partner,
      flow: 'import',
      commodity,
      value: String(value),
    }));
  await bring('margins', [
    ...imports('CN', { '850760': 5, '999999': 1 }),
    ...imports('WLD', { '850760': 40, '270900': 60 }),
  ]);
  const asked = { source: 'margins', reporter: 'CN', partner: 'KZ', period: '2023' };
  const found = mustSucceed(await app.execute(getMargins, publicActor, asked), 'margins');
  assert.deepEqual(
    [found.extensive, found.intensive, found.share, found.outside, found.market_lines],
    [0.4, 0.125, 0.05, ['999999'], 2],
  );
  const none = await app.execute(getMargins, publicActor, { ...asked, reporter: 'UZ' });
  assert.ok(isRefusal(none) && none.code === 'statistics.no_figures');
});
