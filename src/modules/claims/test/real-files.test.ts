import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { importTrade, loadOfficial, readMapping, statistics } from '../../statistics/index.ts';
import { checkClaims, checkSentClaims, claims } from '../index.ts';
import type { Checked } from '../model.ts';
import { shippedClaims } from '../shipped.ts';

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
  app = await testApp([reference, deals, customs, statistics, claims]);
  await app.within(loadOfficial);
});
after(() => app.close());

test('the shipped claims with the files of China customs and UN Comtrade beside the printed figures', {
  skip,
}, async () => {
  for (const [name, source, map] of [
    ['gacc_2024_by_partner_asia_recovered.csv', 'gacc', undefined],
    ['comtrade_total_imports_from_china_by_reporter_2014_2025.csv', 'comtrade', totals],
  ] as const) {
    const mapping = map && mustSucceed(readMapping(map), 'mapping');
    const result = mustSucceed(
      await app.within((ctx) =>
        importTrade(ctx, { file: `${shared}${name}`, source, ...(mapping ? { mapping } : {}) }),
      ),
      name,
    );
    assert.ok(result.accepted > 500, `${name}: ${result.accepted}`);
  }
  const sources = ['official', 'gacc', 'comtrade'];
  const checked = new Map<string, Checked>();
  for (const [, list] of shippedClaims())
    for (const one of mustSucceed(await app.within((ctx) => checkClaims(ctx, list, { sources })), 'checking'))
      checked.set(one.claim.id, one);
  const said = (verdict: string): string[] =>
    [...checked.values()].filter((c) => c.verdict === verdict).map((c) => `${c.claim.id} ${c.reason.code}`);
  const reproduced = 'P01 P02 P03 P04 P05 P06 P07 P08 P09 P18 C01 C02 C06 C07 C08 C15 C19 C20 C21 C22';
  assert.deepEqual(
    said('reproduced'),
    reproduced.split(' ').map((id) => `${id} as_claimed`),
  );
  assert.deepEqual(said('differs'), ['C11 vintage'], 'the base was revised between two publications');
  assert.deepEqual(
    said('cannot_be_checked'),
    'P10 P11 P12 P13 P14 P15 P16 P17 P19 C13 C16 C24'.split(' ').map((id) => `${id} figure_missing`),
  );
  const notes = (id: string, code: string): string[] =>
    (checked.get(id)?.notes ?? []).filter((n) => n.code === code).map((n) => n.text);
  assert.match(notes('P01', 'countries_add_to')[0] ?? '', /add up to 106\.4 .* not to 106\.3/);
  // Whose figures: by its own Kazakhstan had Russia before China, by China's report of the same year it had not.
  assert.ok(notes('P11', 'rank_earlier').some((n) => /^Kazakhstan 2022, own figures: .* place 2 /.test(n)));
  assert.ok(
    notes('P11', 'rank_mirror').some((n) => /^Kazakhstan 2022, with China's report: .* place 1 /.test(n)),
  );
  // The table of China customs gives the world's total of 2024; without it two years are missing.
  assert.deepEqual(
    checked.get('P13')?.missing.map((m) => m.what),
    ["China's trade with World, 2025"],
  );
  const common = {
    reporter: 'CHN',
    partner: 'KAZ',
    flow: 'total',
    period: '2024',
    metric: 'level',
    unit: 'CNY_bn',
  } as const;
  const { claims: own } = mustSucceed(
    await app.execute(checkSentClaims, publicActor, {
      claims: [
        { ...common, id: 'table', value: '311.80', printed_precision: '0.01' },
        { ...common, id: 'currency', value: '43.8', printed_precision: '0.1' },
        { ...common, id: 'side', reporter: 'KAZ', partner: 'CHN', flow: 'import', value: '198.97' },
      ],
      sources: ['gacc'],
    }),
    'claims on the imported table',
  );
  assert.deepEqual(
    own.map((c) => [c.id, c.verdict, c.reason_code]),
    [
      ['table', 'reproduced', 'as_claimed'],
      ['currency', 'differs', 'currency'],
      ['side', 'cannot_be_checked', 'figure_missing'],
    ],
  );
});
