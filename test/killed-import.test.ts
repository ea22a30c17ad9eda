import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { modules } from '../src/app/modules.ts';
import { type TestApp, testApp } from './app.ts';
import { sauda, startSauda } from './command-line.ts';

const PERIODS = 10;
const ROWS = 40_000;
const folder = mkdtempSync(join(tmpdir(), 'sauda-killed-'));
const [large, small, map] = ['large.csv', 'small.csv', 'map.yaml'].map((name) => join(folder, name)) as [
  string,
  string,
  string,
];

let app: TestApp;
before(async () => {
  app = await testApp(modules);
  const head = 'year,reporter,partner,flow,hs,value\n';
  const years = Array.from({ length: PERIODS }, (_, at) => 2010 + at);
  const lines = years.flatMap((year) =>
    Array.from({ length: ROWS }, (_, at) => `${year},KZ,CN,import,${100_000 + at},${at}\n`),
  );
  writeFileSync(large, head + lines.join(''));
  writeFileSync(small, `${head}2024,KZ,CN,import,TOTAL,5\n`);
  writeFileSync(
    map,
    'source: killed\nrows: unique\ncolumns: {year: year, reporter: reporter, partner: partner, flow: flow, commodity: hs, currency: {constant: USD}}\nvalues: [{column: value}]\n',
  );
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const home = (): string => join(app.runtime.services.home, 'statistics');
const under = (name: string): string[] =>
  existsSync(join(home(), name))
    ? readdirSync(join(home(), name), { recursive: true, encoding: 'utf8' })
    : [];
const files = (name: string): string[] => under(name).filter((file) => /\.(parquet|partial|csv)$/.test(file));
const vintages = (): Promise<{ file: string; rows: number }[]> =>
  app.within((ctx) =>
    ctx.tx.rows<{ file: string; rows: number }>(
      `select file, rows::int from statistics.vintage where source = 'killed' order by period`,
    ),
  );

/** Kills an import of the large file as soon as it has come so far. */
async function killWhen(reached: () => boolean): Promise<void> {
  const child = startSauda(app, ['statistics', 'import', large, '--map', map]);
  child.stdout?.resume();
  child.stderr?.resume();
  while (!reached()) {
    assert.equal(child.exitCode, null, 'it ended before it was killed');
    await sleep(2);
  }
  child.kill('SIGKILL');
  await once(child, 'close');
}

for (const [when, reached] of [
  ['while it reads', () => files('import').length > 0],
  ['while it writes the first period', () => files('facts').some((f) => f.startsWith('killed'))],
  [
    'when whole files have their names and nothing is committed',
    () => files('facts').filter((f) => f.startsWith('killed') && f.endsWith('.parquet')).length >= 3,
  ],
] as const)
  test(`killed ${when}, an import is in no answer, and the next one removes what it left`, async () => {
    await killWhen(reached);
    const committed = await vintages();
    assert.ok(
      committed.every((v) => v.rows === 1),
      'nothing of the killed import is in the catalogue',
    );
    const next = await sauda(app, ['statistics', 'import', small, '--map', map, '--json']);
    assert.equal(next.code, 0, next.stderr);
    assert.deepEqual(
      files('facts').filter((f) => f.startsWith('killed')),
      (await vintages()).map((v) => v.file),
    );
    assert.deepEqual(under('import'), []);
  });

test('the same file afterwards goes in whole, and its files are those of the catalogue', async () => {
  const ran = await sauda(app, ['statistics', 'import', large, '--map', map, '--json']);
  assert.equal(ran.code, 0, ran.stderr);
  assert.equal((JSON.parse(ran.stdout) as { accepted: number }).accepted, PERIODS * ROWS);
  const rows = await vintages();
  assert.equal(rows.filter((v) => v.rows === ROWS).length, PERIODS);
  assert.deepEqual(
    files('facts')
      .filter((f) => f.startsWith('killed'))
      .sort(),
    rows.map((v) => v.file).sort(),
  );
});
