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
import { fileGuards } from '../import/file-guards.ts';
import {
  askTrade,
  type GuardFinding,
  type GuardName,
  getRanking,
  getSeries,
  importTrade,
  refusalOf,
  statistics,
  type TradeQuestion,
} from '../index.ts';

let app: TestApp;
const folder = mkdtempSync(join(tmpdir(), 'sauda-guards-'));
before(async () => {
  app = await testApp([reference, deals, customs, statistics]);
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

async function bring(source: string, rows: readonly Row[]): Promise<void> {
  const file = writeRows(folder, `${source}.csv`, rows);
  const result = mustSucceed(
    await app.within((ctx) => importTrade(ctx, { file, mapping: mappingOf(source) })),
    source,
  );
  assert.deepEqual(result.rejected, []);
}
const ask = async (source: string, q: Partial<TradeQuestion> = {}) =>
  mustSucceed(await app.within((ctx) => askTrade(ctx, { sources: [source], frequency: 'A', ...q })), source);
/** Findings of one guard, as severity and where. */
const found = (guards: readonly GuardFinding[], name: GuardName): GuardFinding[] =>
  guards.filter((g) => g.guard === name);

/** Lines of a pair and year, of these codes. */
const lines = (period: string, partner: string, codes: readonly number[], value = '100'): Row[] =>
  codes.map((code) => ({ period, partner, value, commodity: String(code) }));
const range = (from: number, n: number): number[] => Array.from({ length: n }, (_, i) => from + i);
const question = { reporters: ['KZ'], commodities: ['TOTAL'], children: true, level: 6 } as const;

test('codes that the reporter has with nobody in one year: refused; the year without a change is not', async () => {
  const few = range(850_701, 6);
  await bring('break-codes', [
    ...lines('2021', 'CN', few),
    ...lines('2022', 'CN', few),
    ...lines('2023', 'CN', [...few, ...range(870_301, 8)]),
  ]);
  const { facts, guards } = await ask('break-codes', { ...question, partners: ['CN'] });
  const [finding, ...others] = found(guards, 'partner_set_break');
  assert.deepEqual([finding?.severity, finding?.scope.periods, others.length], ['refuse', ['2023'], 0]);
  assert.match(finding?.reason ?? '', /14 commodity codes.* 8 are new and 0 gone/);
  assert.equal(finding?.rows.length, 8);
  const of = (period: string) => facts.find((f) => f.period === period && f.commodity === '850701');
  const [now, then] = [of('2023'), of('2022')];
  assert.ok(now && refusalOf(guards, now) && then && !refusalOf(guards, then));
});

test('a pair that breaks alone is flagged, many at once are refused', async () => {
  const [few, many] = [range(850_701, 6), range(850_701, 14)];
  const partners = ['RU', 'DE', 'TR', 'KR', 'JP', 'IT', 'FR', 'PL'];
  const whole = (year: string, broken: readonly string[]): Row[] =>
    [...partners, 'CN'].flatMap((p) => lines(year, p, broken.includes(p) ? few : many));
  await bring('break-alone', [...whole('2022', ['CN']), ...whole('2023', [])]);
  const alone = found((await ask('break-alone', question)).guards, 'partner_set_break');
  assert.deepEqual(
    alone.map((g) => [g.severity, g.scope.partner]),
    [['flag', 'CN']],
  );
  await bring('break-many', [...whole('2022', ['CN', 'RU', 'DE']), ...whole('2023', [])]);
  const many3 = found((await ask('break-many', question)).guards, 'partner_set_break');
  assert.deepEqual(many3.map((g) => [g.severity, g.scope.partner]).sort(), [
    ['refuse', 'CN'],
    ['refuse', 'DE'],
    ['refuse', 'RU'],
  ]);
});

test('partners without whom a tenth of the value would be missing: refused; many that trade nothing to speak of: not', async () => {
  const old = ['CN', 'RU', 'DE', 'TR', 'KR', 'JP', 'IT', 'FR', 'PL', 'US', 'IN', 'ES'];
  const fresh = ['BE', 'NL', 'AT', 'CH', 'SE', 'NO', 'FI', 'DK', 'GR', 'PT', 'CZ', 'HU'];
  const year = (period: string, partners: readonly string[], value: string): Row[] =>
    partners.flatMap((p) => lines(period, p, [850_760], value));
  await bring('partners-large', [
    ...year('2022', old, '100'),
    ...year('2023', old, '100'),
    ...year('2023', fresh, '100'),
  ]);
  const large = found((await ask('partners-large', question)).guards, 'partner_set_break');
  assert.deepEqual(
    large.map((g) => [g.severity, g.scope.partner, g.scope.periods]),
    [['refuse', null, ['2023']]],
  );
  await bring('partners-small', [
    ...year('2022', old, '100'),
    ...year('2023', old, '200'),
    ...year('2023', fresh, '1'),
  ]);
  assert.deepEqual(found((await ask('partners-small', question)).guards, 'partner_set_break'), []);
});

test('a total that trebles within a year is refused, one that doubles is not, nor one over a gap', async () => {
  await bring('jump', [
    { period: '2019', value: '100000000' },
    { period: '2021', value: '600000000' },
    { period: '2022', value: '1200000000' },
    { period: '2023', value: '3600000000' },
  ]);
  const { guards } = await ask('jump', { partners: ['CN'] });
  assert.deepEqual(
    found(guards, 'partner_set_break').map((g) => g.scope.periods),
    [['2023']],
  );
});

test('a code of another edition of the HS is flagged where it begins; all goods are the same goods', async () => {
  const year = (period: string, edition: string): Row[] => [
    { period, edition },
    { period, edition, commodity: '854140' },
  ];
  await bring('edition', [...year('2020', 'H5'), ...year('2021', 'H5'), ...year('2022', 'H6')]);
  const { guards } = await ask('edition', { commodities: ['TOTAL', '854140'], partners: ['CN'] });
  const changes = found(guards, 'hs_edition_change');
  assert.deepEqual(
    changes.map((g) => [g.severity, g.scope.commodity, g.scope.periods]),
    [['flag', '854140', ['2022']]],
  );
  assert.match(changes[0]?.reason ?? '', /H5 before and of H6/);
});

test('a weight that is missing or was estimated is flagged, a declared one and a flow without value are not', async () => {
  await bring('weights', [
    { commodity: '850701', weight: '5' },
    { commodity: '850702' },
    { commodity: '850703', weight: '0' },
    { commodity: '850704', weight: '5', imputed: 'true' },
    { commodity: '850705', value: '0' },
    { commodity: '8507' },
  ]);
  const codes = ['850701', '850702', '850703', '850704', '850705', '8507'];
  const { guards } = await ask('weights', { commodities: codes, partners: ['CN'] });
  const of = (name: GuardName) => found(guards, name).map((g) => [g.severity, g.scope.commodity]);
  assert.deepEqual(of('weight_missing'), [
    ['flag', '850702'],
    ['flag', '850703'],
  ]);
  assert.deepEqual(of('weight_imputed'), [['flag', '850704']]);
});

test('codes below a heading: more than it is refused, less is flagged, rounding is neither', async () => {
  const heading = (period: string, parts: readonly string[]): Row[] => [
    { period, commodity: '8507', value: '100.00' },
    ...parts.map((value, at) => ({ period, commodity: String(850_701 + at), value })),
  ];
  await bring('parts', [
    ...heading('2020', ['60.00', '70.00']),
    ...heading('2021', ['60.00', '20.00']),
    // Two parts and a total of two decimals: three half cents.
    ...heading('2022', ['60.00', '40.01']),
    ...heading('2023', ['60.00', '40.02']),
  ]);
  const { guards } = await ask('parts', { commodities: ['8507'], children: true, partners: ['CN'] });
  const sums = found(guards, 'parts_do_not_add_up').map((g) => [g.scope.periods[0], g.severity]);
  assert.deepEqual(sums.sort(), [
    ['2020', 'refuse'],
    ['2021', 'flag'],
    ['2023', 'refuse'],
  ]);
  assert.match(
    found(guards, 'parts_do_not_add_up').find((g) => g.severity === 'flag')?.reason ?? '',
    /80\.00 %/,
  );
});

test('World and groups of countries are shown, flagged, and take no place among partners', async () => {
  await bring('groups', [
    { partner: 'WLD', value: '1000' },
    { partner: 'EU', value: '600' },
    { partner: 'CN', value: '300' },
    { partner: 'RU', value: '100' },
  ]);
  const all = await ask('groups');
  assert.deepEqual(
    found(all.guards, 'group_as_partner').map((g) => [g.severity, /EU, WLD/.test(g.reason)]),
    [['flag', true]],
  );
  assert.deepEqual(found((await ask('groups', { partners: ['CN'] })).guards, 'group_as_partner'), []);
  const ranking = mustSucceed(
    await app.execute(getRanking, publicActor, {
      source: 'groups',
      reporter: 'KZ',
      flow: 'import',
      period: '2023',
    }),
    'ranking',
  );
  assert.deepEqual(
    ranking.own?.ranks.map((r) => [r.partner, r.rank, r.share_pct]),
    [
      ['CN', 1, 30],
      ['RU', 2, 10],
    ],
  );
});

test('files that end at a known limit of downloads, one row more or less does not count', () => {
  const rows = (n: number) => fileGuards({ accepted: n - 3, rejected: 3 }).map((g) => g.guard);
  for (const cap of [500, 100_000, 250_000]) assert.deepEqual(rows(cap), ['truncated_download'], String(cap));
  for (const n of [499, 501, 99_999, 100_001, 8813]) assert.deepEqual(rows(n), [], String(n));
});

test('a month that is missing stands against sums from January, not against single months', async () => {
  const months = (year: string, list: readonly string[], value: string): Row[] =>
    list.map((m) => ({ period: `${year}-${m}`, value }));
  await bring('months', [
    ...months('2023', ['01', '02', '03', '04', '05'], '100'),
    ...months('2024', ['01', '02', '04', '05'], '110'),
  ]);
  const { guards } = await ask('months', { frequency: 'M', partners: ['CN'] });
  const [missing, ...others] = found(guards, 'missing_months');
  assert.deepEqual(
    [missing?.severity, missing?.scope.periods, others.length],
    ['refuse', ['2024-04', '2024-05'], 0],
  );
  assert.match(missing?.reason ?? '', /lack 2024-03$/);
  // Months that nobody asked for are not missing.
  const later = await ask('months', { frequency: 'M', partners: ['CN'], from: '2024-04' });
  assert.deepEqual(found(later.guards, 'missing_months'), []);
  const series = mustSucceed(
    await app.execute(getSeries, publicActor, {
      source: 'months',
      reporter: 'KZ',
      partner: 'CN',
      flow: 'import',
      frequency: 'M',
    }),
    'series',
  );
  assert.equal(series.points.find((p) => p.period === '2024-05')?.growth_pct, 10);
  assert.deepEqual(
    [series.summary?.year_to_date?.value, series.summary?.year_to_date?.missing],
    [null, ['2024-03']],
  );
});

test('another currency inside a series is refused, another unit of quantity flagged', async () => {
  await bring('units', [
    { period: '2021', commodity: '850760', quantity: '5', unit: 'kg' },
    { period: '2022', commodity: '850760', quantity: '5', unit: 'u' },
    { period: '2023', commodity: '850760', quantity: '5', unit: 'u', currency: 'CNY' },
  ]);
  const { guards } = await ask('units', { commodities: ['850760'], partners: ['CN'] });
  assert.deepEqual(
    found(guards, 'unit_switch').map((g) => [g.severity, g.scope.periods[0], g.reason]),
    [
      ['refuse', '2023', 'The currency changes from USD to CNY'],
      ['flag', '2022', 'The unit of quantity changes from kg to u'],
    ],
  );
  const series = await app.execute(getSeries, publicActor, {
    source: 'units',
    reporter: 'KZ',
    partner: 'CN',
    flow: 'import',
    commodity: '850760',
  });
  assert.ok(isRefusal(series) && series.code === 'statistics.mixed_units');
});
