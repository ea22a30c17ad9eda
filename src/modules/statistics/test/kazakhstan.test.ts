import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { askTrade, importTrade, readMapping, refusalOf, statistics } from '../index.ts';

/** Files that may not be passed on stand beside the repository, where they are at all. */
const shared = ['../shared/data/', '../../shared/data/']
  .map((path) => fileURLToPath(new URL(`../../../../${path}`, import.meta.url)))
  .find((path) => existsSync(path));
const skip = shared === undefined ? 'the files of ../shared/data are not here' : false;

const totals = `
source: comtrade
rows: unique
columns:
  year: refYear
  reporter: reporterDesc
  partner: partnerDesc
  flow: flowCode
  commodity: cmdCode
  currency: {constant: USD}
values: [{column: partner_sum}]
places: 3
rounded: true
`;

let app: TestApp;
before(async () => {
  app = await testApp([reference, deals, customs, statistics]);
});
after(() => app.close());

test('imports of Kazakhstan from China did not grow by 369 % in 2023: refused, with the rows that show it', {
  skip,
}, async () => {
  const mapping = mustSucceed(readMapping(totals), 'mapping');
  for (const [name, map] of [
    ['comtrade_total_imports_from_china_by_reporter_2014_2025.csv', mapping],
    ['comtrade_imports_36hs_all_reporters_2018_2024.parquet', undefined],
  ] as const) {
    const result = mustSucceed(
      await app.within((ctx) => importTrade(ctx, { file: `${shared}${name}`, mapping: map })),
      name,
    );
    assert.ok(result.accepted > 1000, name);
  }
  const ask = {
    sources: ['comtrade'],
    reporters: ['KZ'],
    partners: ['CN'],
    flows: ['import'],
    frequency: 'A',
  } as const;
  const { facts, guards } = mustSucceed(
    await app.within((ctx) => askTrade(ctx, { ...ask, from: '2018', to: '2024' })),
    'asking',
  );
  const of = (period: string) => facts.find((f) => f.period === period);
  const [before, now] = [of('2022'), of('2023')];
  assert.ok(before && now);
  // What a careless reader would print.
  assert.equal(Math.round((Number(now.value) / Number(before.value) - 1) * 100), 369);
  const refusal = refusalOf(guards, now);
  assert.equal(refusal?.guard, 'partner_set_break');
  assert.ok(refusal && refusal.rows.length >= 2);
  const lines = guards.find(
    (g) => g.guard === 'partner_set_break' && g.rows.some((r) => r.includes('CN 850760')),
  );
  assert.ok(lines, 'the codes that appear in 2023 are named');
  assert.ok(lines.scope.periods.includes('2023') && lines.severity === 'refuse');
  // 2020 broke the other way; the years without a break stay comparable.
  const year2020 = of('2020');
  const year2024 = of('2024');
  assert.ok(year2020 && refusalOf(guards, year2020));
  assert.ok(year2024 && refusalOf(guards, year2024) === undefined);
  if (process.env.SHOW) console.error(JSON.stringify(guards, null, 1).slice(0, 6000));
});
