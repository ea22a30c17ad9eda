import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { mustSucceed } from '../../../kernel/refusal.ts';
import { type Cell, compareCells } from '../changes/comparison.ts';
import { importTrade, releaseDeclarations } from '../index.ts';
import { storeOfficial } from '../official/load-official.ts';
import type { OfficialRow } from '../official/official-rows.ts';
import { type Observatory, observatory } from './observatory-server.ts';
import { releasedDeal } from './released-deal.ts';

let store: Observatory;
const folder = mkdtempSync(join(tmpdir(), 'sauda-changes-'));
before(async () => {
  store = await observatory('2026-03-02T08:00:00Z');
});
after(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const printed = (partner: string, value: bigint, more: Partial<OfficialRow> = {}): OfficialRow => ({
  dataset: 'china_trade_by_country',
  line: 2,
  year: 2024,
  printed_period: 'full year',
  span: 'year',
  first_month: 202401,
  last_month: 202412,
  reporter: 'CN',
  partner,
  flow: 'total',
  commodity: 'all goods',
  hs_codes: null,
  value,
  currency: 'USD',
  quantity: null,
  growth: null,
  estimate: false,
  confidence: 'high',
  publisher: 'https://example.org/a',
  note: null,
  ...more,
});

test('a revised year of official figures says what was added, revised and withdrawn, before and after', async () => {
  const first = [
    printed('KZ', 100n),
    printed('UZ', 50n),
    printed('TJ', 7n),
    // A second print of lower confidence: charts use the first, and a change of either is one.
    printed('KZ', 99n, { confidence: 'low', line: 9, publisher: 'https://example.org/b' }),
  ];
  await store.app.within((ctx) => storeOfficial(ctx, first));
  const alone = await store.get('/changes?period=2024');
  assert.equal(alone.status, 200);
  assert.equal(alone.body.before, null);
  assert.deepEqual(alone.body.changes, []);
  assert.deepEqual((await store.get('/overview')).body.changes, []);

  store.app.clock.advanceTo(new Date('2026-03-05T08:00:00Z'));
  const second = [
    printed('KZ', 120n),
    printed('UZ', 50n),
    printed('KG', 30n),
    printed('KG', 12n, { printed_period: 'Jan-Jun', span: 'part', last_month: 202406 }),
    printed('KZ', 98n, { confidence: 'low', line: 9, publisher: 'https://example.org/b' }),
  ];
  await store.app.within((ctx) => storeOfficial(ctx, second));
  const { body } = await store.get('/changes');
  assert.deepEqual([body.source, body.period], ['official', '2024']);
  assert.deepEqual([body.before.vintage, body.after.vintage], ['2026-03-02.1', '2026-03-05.2']);
  assert.deepEqual(body.counts, { added: 2, revised: 2, withdrawn: 1, unchanged: 1, withheld: 0 });
  const seen = (c: {
    kind: string;
    partner: string;
    part: string | null;
    before: string | null;
    after: string | null;
    change: string;
    change_pct: number | null;
  }) => [c.kind, c.partner, c.part, c.before, c.after, c.change, c.change_pct];
  assert.deepEqual(body.changes.map(seen), [
    ['added', 'KG', null, null, '30', '30', null],
    ['revised', 'KZ', null, '100', '120', '20', 20],
    ['added', 'KG', 'Jan-Jun', null, '12', '12', null],
    ['withdrawn', 'TJ', null, '7', null, '-7', null],
    ['revised', 'KZ', 'https://example.org/b', '99', '98', '-1', -1.01],
  ]);
  // Parts of a year are counted, and are in no sum.
  assert.deepEqual(
    body.partners.map((p: { partner: string; before: string | null; after: string | null }) => [
      p.partner,
      p.before,
      p.after,
    ]),
    [
      ['KG', null, '30'],
      ['KZ', '100', '120'],
      ['TJ', '7', null],
    ],
  );
});

test('as of a day the answer is as it was; since a day, the vintage of that day is the other side', async () => {
  const then = (await store.get('/changes?period=2024&as_of=2026-03-04')).body;
  assert.deepEqual([then.after.vintage, then.before], ['2026-03-02.1', null]);
  store.app.clock.advanceTo(new Date('2026-03-09T08:00:00Z'));
  await store.app.within((ctx) => storeOfficial(ctx, [printed('KZ', 121n)]));
  const last = (await store.get('/changes?period=2024')).body;
  assert.deepEqual([last.before.vintage, last.counts.withdrawn], ['2026-03-05.2', 4]);
  const since = (await store.get('/changes?period=2024&since=2026-03-02')).body;
  assert.deepEqual(
    [since.before.vintage, since.changes[0].before],
    ['2026-03-02.1', '99'],
    'the print that is gone',
  );
  const nothing = (await store.get('/changes?period=2024&since=2026-03-10')).body;
  assert.deepEqual([nothing.before.vintage, nothing.changes], [nothing.after.vintage, []]);
});

test('the overview shows the last revision, as of every day', async () => {
  const now = (await store.get('/overview')).body;
  assert.deepEqual(
    now.changes.map((c: { period: string; after: { vintage: string } }) => [c.period, c.after.vintage]),
    [['2024', '2026-03-09.3']],
  );
  assert.equal(now.changes[0].partners[0].partner, 'UZ');
  const earlier = (await store.get('/overview?as_of=2026-03-06')).body;
  assert.equal(earlier.changes[0].after.vintage, '2026-03-05.2');
  assert.equal(earlier.figures.find((f: { key: string }) => f.key === 'official_kz_total').value, '120');
  assert.equal((await store.get('/overview?as_of=2020-01-01')).body.catalogue.vintages, 0);
});

const header =
  'typeCode,freqCode,refYear,refMonth,period,reporterCode,reporterISO,flowCode,partnerCode,partnerISO,partner2Code,classificationCode,cmdCode,customsCode,motCode,qtyUnitAbbr,qty,netWgt,isNetWgtEstimated,primaryValue';
const row = (cmd: string, value: string, mot = '0'): string =>
  `C,A,2023,52,2023,398,KAZ,M,156,CHN,0,H6,${cmd},C00,${mot},kg,,,False,${value}`;

test('imported files are compared line by line, whatever the scale of their values', async () => {
  const bring = async (name: string, lines: string[]) => {
    const file = join(folder, name);
    writeFileSync(file, [header, ...lines].join('\n'));
    mustSucceed(await store.app.within((ctx) => importTrade(ctx, { file, source: 'comtrade-x' })), name);
  };
  await bring('a.csv', [row('TOTAL', '100'), row('85', '60'), row('84', '40')]);
  store.app.clock.advanceTo(new Date('2026-03-12T08:00:00Z'));
  await bring('b.csv', [row('TOTAL', '130.25'), row('85', '60'), row('8507', '20'), row('TOTAL', '9', '3')]);
  const { body } = await store.get('/changes?source=comtrade-x&period=2023');
  assert.deepEqual(body.counts, { added: 2, revised: 1, withdrawn: 0, unchanged: 2, withheld: 0 });
  assert.deepEqual(
    body.changes.map((c: Record<string, unknown>) => [c.commodity, c.part, c.before, c.after]),
    [
      ['TOTAL', null, '100.000', '130.250'],
      ['8507', null, null, '20.000'],
      ['TOTAL', 'transport 3', null, '9.000'],
    ],
  );
  const [pair] = body.partners;
  assert.deepEqual(
    [pair.reporter, pair.partner, pair.before, pair.after, pair.change_pct],
    ['KZ', 'CN', '100.000', '130.250', 30.25],
  );
});

test('real declarations of a month that still ran are counted and not compared', async () => {
  const { app } = store;
  for (const day of ['14', '16'])
    for (let n = 0; n < 3; n += 1)
      await releasedDeal(app, { demo: false, export_at: `2026-03-${day}T06:00:00Z` }).then(async () => {
        app.clock.advanceTo(new Date(`2026-03-${day}T09:00:00Z`));
        await app.within((ctx) => releaseDeclarations(ctx, { months: 'all' }));
      });
  const { body } = await store.get('/changes?source=own&period=2026-03');
  assert.ok(body.before, 'there are two vintages');
  assert.deepEqual(body.changes, []);
  assert.equal(body.counts.withheld, 1);
  // Nor does a table show the month before it is over: read twice, it would tell what lies between.
  const shown = async (): Promise<string[]> => {
    const answer = (await store.get('/bilateral?reporter=CN&partner=KZ&source=own&frequency=M')).body;
    return answer.rows.map((o: { period: string }) => o.period);
  };
  assert.ok(!(await shown()).includes('2026-03'));
  app.clock.advanceTo(new Date('2026-04-01T00:00:00Z'));
  assert.ok(!(await shown()).includes('2026-03'), 'the last hours of a month come in with the next runs');
  app.clock.advanceTo(new Date('2026-04-03T00:00:00Z'));
  assert.ok((await shown()).includes('2026-03'), 'it does when it is settled');
  assert.deepEqual(
    (await store.get('/overview')).body.changes.filter(
      (c: { source: string }) => c.source === 'sauda-declarations',
    ),
    [],
  );
});

test('the difference of any two days never tells one deal, nor two', async () => {
  const { app } = store;
  const late = async (day: string) => {
    app.clock.advanceTo(new Date(`${day}T09:00:00Z`));
    await releasedDeal(app, { demo: false, export_at: '2026-03-31T23:30:00Z' });
    await app.within((ctx) => releaseDeclarations(ctx, { months: 'all' }));
  };
  const march = async (day?: string): Promise<string | undefined> => {
    const { body } = await store.get(
      `/bilateral?reporter=CN&partner=KZ&source=own&frequency=M${day ? `&as_of=${day}` : ''}`,
    );
    return body.rows.find((o: { period: string }) => o.period === '2026-03')?.value;
  };
  const before = await march();
  assert.equal(before, '865200.00', 'six deals of CNY 1,030,000.00 at 0.14');
  const days = ['2026-04-04', '2026-04-05', '2026-04-06'];
  for (const [at, day] of days.entries()) {
    await late(day);
    assert.equal(await march(), at < 2 ? before : '1297800.00', `${at + 1} late deals`);
  }
  // A corrected declaration and a cancelled one are news of one deal as well.
  await app.within((ctx) =>
    ctx.tx.run(
      `update customs.declaration set state = 'cancelled' where declaration_id =
         (select declaration_id from customs.declaration where not demo and state = 'released' limit 1)`,
    ),
  );
  app.clock.advanceTo(new Date('2026-04-07T09:00:00Z'));
  const { written } = await app.within((ctx) => releaseDeclarations(ctx, { months: 'all' }));
  assert.deepEqual(written, []);
  // The attacker reads every day there is, also those on which the month still ran.
  const read = new Set<string | undefined>();
  for (const day of ['2026-03-14', '2026-03-16', '2026-03-31', '2026-04-02', '2026-04-03', ...days])
    read.add(await march(day));
  read.add(await march());
  assert.deepEqual([...read], [undefined, before, '1297800.00']);
  // Nor does the catalogue tell how many lines came.
  const { body: files } = await store.get('/vintages?limit=100');
  const counts = (own: boolean) =>
    files.items
      .filter((v: { source: string }) => (v.source === 'sauda-declarations') === own)
      .map((v: { rows: number | null; bytes: string | null }) => v.rows !== null && v.bytes !== null);
  assert.deepEqual([new Set(counts(true)), new Set(counts(false))], [new Set([false]), new Set([true])]);
});

test('what the store does not hold is refused', async () => {
  assert.equal((await store.get('/changes?source=nothing')).body.code, 'statistics.no_figures');
  assert.equal((await store.get('/changes?period=1999')).body.code, 'statistics.no_figures');
  for (const bad of [
    'period=2024-13',
    'source=../x',
    'as_of=2026-02-31',
    'since=soon',
    'limit=0',
    'vintage=1',
  ])
    assert.equal((await store.get(`/changes?${bad}`)).body.code, 'platform.bad_input', bad);
});

test('a comparison backwards mirrors the one forwards, and with itself finds nothing', () => {
  const cell = fc.record({
    partner: fc.constantFrom('KZ', 'UZ', 'KG'),
    commodity: fc.constantFrom('TOTAL', '85', '84'),
    value: fc.option(fc.bigInt(0n, 1000n)),
  });
  const vintage = fc.uniqueArray(cell, { selector: (c) => `${c.partner} ${c.commodity}` }).map((cells) =>
    cells.map(
      (c): Cell => ({
        ...c,
        ...{ reporter: 'CN', flow: 'export', part: null, currency: 'USD', places: 2 },
        total: c.commodity === 'TOTAL',
      }),
    ),
  );
  fc.assert(
    fc.property(vintage, vintage, (a, b) => {
      const [forth, back] = [compareCells(a, b), compareCells(b, a)];
      assert.equal(forth.counts.added, back.counts.withdrawn);
      assert.equal(forth.counts.revised, back.counts.revised);
      assert.equal(forth.counts.withheld, back.counts.withheld);
      const net = (found: typeof forth) =>
        found.changes.reduce((sum, c) => sum + (c.after ?? 0n) - (c.before ?? 0n), 0n);
      assert.equal(net(forth), -net(back));
      assert.deepEqual(compareCells(a, a).changes, []);
    }),
  );
});
