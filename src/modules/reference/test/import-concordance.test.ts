import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { importConcordance, reference } from '../index.ts';

const shared = ['../shared/data/', '../../shared/data/'].find((path) => existsSync(path));
const skip = shared === undefined ? 'the files of ../shared/data are not here' : false;
const folder = mkdtempSync(join(tmpdir(), 'sauda-concordance-'));
let app: TestApp;
before(async () => {
  app = await testApp([reference]);
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

const bring = (file: string) => app.within((ctx) => importConcordance(ctx.tx, file));
const write = (name: string, lines: string[]): string => {
  const file = join(folder, name);
  writeFileSync(file, lines.join('\n'));
  return file;
};
const HEAD = 'code.after,code.before,Relationship,adjustment';

test('a correlation is imported once, replaced as a whole, and SITC is left out', async () => {
  const first = write('a.csv', [
    HEAD,
    '10111,10110,n:1,1996 to 1992',
    '10119,10110,n:1,1996 to 1992',
    '10111,00151,n:n,1992 to 1988',
  ]);
  const report = { read: 3, steps: 1, pairs: 2, left_out: 1 };
  assert.deepEqual(await bring(first), { ...report, written: 2 });
  assert.deepEqual(await bring(first), { ...report, written: 0 });
  const second = write('b.csv', [HEAD, '10111,10110,1:1,1996 to 1992', '10119,10190,1:1,1996 to 1992']);
  assert.equal(mustSucceed(await bring(second), 'replacing').written, 2, 'one pair went and one came');
});

test('every bad line is listed and nothing is written', async () => {
  const outcome = await bring(
    write('bad.csv', [
      HEAD,
      '010121,010121,1:1,2012 to 2007',
      '1,010121,1:1,2012 to 2007',
      '010129,010121,2:1,2012 to 2007',
      '010129,010121,1:1,2007 to 2012',
      '010121,010121,1:1,2012 to 2007',
    ]),
  );
  assert.ok(isRefusal(outcome));
  assert.deepEqual(
    outcome.errors.map((e) => [e.path, e.code]),
    [
      ['/line/3', 'bad_code'],
      ['/line/4', 'bad_relation'],
      ['/line/5', 'bad_step'],
      ['/line/0', 'pair_twice'],
    ],
  );
  const rows = await app.within((ctx) =>
    ctx.tx.rows(`select from reference.concordance where newer = '2012'`),
  );
  assert.equal(rows.length, 0);
  for (const [lines, code] of [
    [['a,b', '1,2'], 'columns_missing'],
    [[HEAD], 'empty'],
    [['PK not a workbook'], 'unreadable'],
  ] as const) {
    const refused = await bring(write('other.csv', [...lines]));
    assert.ok(isRefusal(refused) && refused.errors[0]?.code === code, code);
  }
});

test('the full tables of UNSD and of the list from 1962 on are imported, and again change nothing', {
  skip,
}, async () => {
  const files = [
    ['unsd_hs2022_to_hs2017.xlsx', { read: 15_657, steps: 1, pairs: 15_657, left_out: 0, written: 15_657 }],
    ['unsd_hs2017_to_hs2012.xlsx', { read: 6_141, steps: 1, pairs: 6_141, left_out: 0, written: 6_141 }],
  ] as const;
  for (const [name, report] of files) {
    assert.deepEqual(await bring(`${shared}${name}`), report, name);
    assert.deepEqual(await bring(`${shared}${name}`), { ...report, written: 0 }, name);
  }
  const list = mustSucceed(await bring(`${shared}hs_sitc_concordances_1962_2022.csv`), 'the list');
  assert.deepEqual([list.read, list.steps, list.pairs], [63_728, 6, 43_863]);
  const rows = await app.within((ctx) =>
    ctx.tx.one<{ n: number; unsd: number }>(
      `select count(*)::int as n, (count(*) filter (where taken is not null))::int as unsd from reference.concordance`,
    ),
  );
  assert.deepEqual(
    rows,
    { n: 43_863, unsd: 21_798 },
    'both sources have the same pairs of the last two steps',
  );
  const again = mustSucceed(await bring(`${shared}hs_sitc_concordances_1962_2022.csv`), 'again');
  assert.equal(again.written, 0);
  const { n } = await app.within((ctx) =>
    ctx.tx.one<{ n: number }>(
      `select count(*)::int as n from reference.concordance where newer = '2022' and taken`,
    ),
  );
  assert.equal(n, 5_613, 'what UNSD takes stays on file');
  const old = await bring(`${shared}unsd_hs2012_to_hs2007.xls`);
  assert.ok(isRefusal(old) && old.errors[0]?.code === 'old_excel');
});
