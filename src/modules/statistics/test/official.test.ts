import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import {
  getBilateral,
  getBilateralCsv,
  getOverview,
  listVintages,
  loadOfficial,
  statistics,
} from '../index.ts';
import { readOfficial } from '../official/official-rows.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, deals, customs, statistics]);
  await app.within(loadOfficial);
});
after(() => app.close());

const ask = async (input: Parameters<typeof getBilateral.run>[1]) =>
  mustSucceed(await app.execute(getBilateral, publicActor, input), 'asking');

test('the official files are one vintage a year, and loading them again writes nothing', async () => {
  assert.deepEqual(await app.within(loadOfficial), []);
  const page = mustSucceed(await app.execute(listVintages, publicActor, { limit: 100 }), 'listing');
  assert.ok(page.items.length >= 9);
  assert.ok(page.items.every((v) => v.source === 'official' && !v.demo && /^[0-9a-f]{64}$/.test(v.sha256)));
});

test('both sides of China and Kazakhstan stand side by side, each with its source', async () => {
  const { rows, notes } = await ask({ reporter: 'CN', partner: 'KZ' });
  const china = rows.find((r) => r.period === '2025' && r.reporter === 'CN' && r.flow === 'export');
  assert.equal(china?.value, '29700000000');
  assert.equal(china?.valuation, 'FOB');
  assert.match(china?.source_url ?? '', /^https:\/\/caspianpost\.com/);
  const kazakh = rows.find((r) => r.period === '2024' && r.reporter === 'KZ' && r.flow === 'import');
  assert.deepEqual([kazakh?.value, kazakh?.exporter, kazakh?.importer], ['15200000000', 'CN', 'KZ']);
  assert.ok(rows.every((r) => r.currency === 'USD' && r.unit === 'USD' && r.vintage && r.file_hash));
  assert.ok(notes.some((n) => n.code === 'part_years_left_out'));
});

test('an annual series holds whole years only; parts of years stand apart', async () => {
  const annual = await ask({ reporter: 'CN', partner: 'UZ', frequency: 'A' });
  assert.ok(annual.rows.every((r) => /^\d{4}$/.test(r.period)));
  assert.ok(annual.notes.some((n) => n.code === 'includes_services'));
  const parts = await ask({ reporter: 'CN', partner: 'UZ', frequency: 'P' });
  assert.ok(parts.rows.some((r) => r.period === '2025 Jan-Oct'));
  assert.ok(parts.rows.every((r) => !/^\d{4}$/.test(r.period)));
  assert.deepEqual((await ask({ reporter: 'CN', partner: 'UZ', frequency: 'M' })).rows, []);
});

test('of several prints of one figure exactly one is preferred, and estimates never over reports', async () => {
  const { rows } = await ask({ reporter: 'KZ', partner: 'CN' });
  const groups = Map.groupBy(rows, (r) => [r.period, r.reporter, r.flow].join());
  for (const group of groups.values()) assert.equal(group.filter((r) => r.preferred).length, 1);
  const c5 = await ask({ reporter: 'CN', partner: 'C5' });
  const total = c5.rows.find(
    (r) => r.period === '2024' && r.reporter === 'CN' && r.flow === 'total' && r.preferred,
  );
  assert.deepEqual([total?.value, total?.status], ['94820000000', 'reported']);
  assert.ok(c5.notes.some((n) => n.code === 'group_not_summed'));
  const exports = c5.rows.find((r) => r.period === '2024' && r.reporter === 'CN' && r.flow === 'export');
  assert.equal(exports?.status, 'estimate');
});

test('the overview prints the headline with growth between reported figures only', async () => {
  const { figures, trend } = mustSucceed(await app.execute(getOverview, publicActor, {}), 'overview');
  const total = figures.find((f) => f.key === 'official_c5_total');
  assert.deepEqual([total?.value, total?.period, total?.growth_pct], ['106300000000', '2025', 12.11]);
  // The exports of 2024 are an estimate made from the growth itself.
  assert.equal(figures.find((f) => f.key === 'official_c5_export')?.growth_pct, null);
  assert.deepEqual(
    figures.filter((f) => f.partner !== 'C5').map((f) => f.partner),
    ['KZ', 'KG', 'TJ', 'TM', 'UZ'],
  );
  assert.ok(figures.every((f) => !f.demo && f.source === 'official' && f.formula));
  assert.ok(trend.some((p) => p.series === 'official_c5_total' && p.period === '2023'));
  const again = mustSucceed(await app.execute(getOverview, publicActor, {}), 'overview');
  assert.equal(again.figures, figures, 'the same vintages give the same answer, not a new one');
});

test('as of a day before loading, nothing was known', async () => {
  assert.deepEqual((await ask({ reporter: 'CN', partner: 'KZ', as_of: '2020-01-01' })).rows, []);
});

test('hostile parameters are refused or answered with nothing, never run', async () => {
  for (const [reporter, partner, code] of [
    ['ZZ', 'KZ', 'statistics.area_unknown'],
    ['CN', "K'Z", 'statistics.area_unknown'],
    ['CN', 'CN', 'statistics.same_area'],
    ['CN', ') or true --', 'statistics.area_unknown'],
  ] as const) {
    const answer = await app.execute(getBilateral, publicActor, { reporter, partner });
    assert.ok(isRefusal(answer) && answer.code === code, `${reporter} ${partner}`);
  }
  for (const key of [
    ['2026-02-30T00:00:00.000Z', 'official', '2025', 1],
    ['x', 'official', '2025', 1],
    ['2026-02-03T00:00:00.000Z', 'a\u0000', '2025', 1],
    ['2026-02-03T00:00:00.000Z', 'official', '2025', 1e12],
    [1, 2, 3, 4],
  ]) {
    const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
    const answer = await app.execute(listVintages, publicActor, { cursor });
    assert.ok(isRefusal(answer) && answer.code === 'platform.bad_cursor', JSON.stringify(key));
  }
});

test('the catalogue pages without gaps or repeats', async () => {
  const seen: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = mustSucceed(
      await app.execute(listVintages, publicActor, { limit: 4, ...(cursor ? { cursor } : {}) }),
      'paging',
    );
    seen.push(...page.items.map((v) => v.file));
    cursor = page.next_cursor;
  } while (cursor);
  assert.equal(new Set(seen).size, seen.length);
  const all = mustSucceed(await app.execute(listVintages, publicActor, { limit: 100 }), 'listing');
  assert.equal(seen.length, all.items.length);
});

test('the table as CSV is UTF-8 with a header and one line a row', async () => {
  const file = mustSucceed(
    await app.execute(getBilateralCsv, publicActor, { reporter: 'CN', partner: 'KZ' }),
    'csv',
  );
  assert.equal(file.file_name, 'bilateral-CN-KZ-official-A.csv');
  const [header, ...lines] = file.body.trimEnd().split('\r\n');
  assert.match(header ?? '', /^period,flow,reporter,partner,exporter,importer,valuation,value,/);
  assert.equal(lines.length, (await ask({ reporter: 'CN', partner: 'KZ' })).rows.length);
});

test('a line that cannot be understood is named', () => {
  const iso2 = new Map([['CHN', 'CN']]);
  const header = 'year,country_iso3,exports_usd,imports_usd,total_usd,confidence,value_type,source,note';
  assert.throws(
    () =>
      readOfficial('china_trade_by_country', `${header}\n2025,Xanadu,1,,,high,reported,somebody,\n`, iso2),
    /line 2: no country or group Xanadu/,
  );
  assert.throws(
    () => readOfficial('china_trade_by_country', `${header}\n2025,C5,1.5,,,high,reported,somebody,\n`, iso2),
    /not a whole number/,
  );
});
