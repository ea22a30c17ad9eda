import assert from 'node:assert/strict';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor, systemActor } from '../../../platform/index.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { storeMonth } from '../declared/store-declarations.ts';
import {
  getBilateral,
  getDealMirror,
  getOverview,
  loadOfficial,
  releaseNow,
  requestRelease,
  statistics,
  verifyStore,
} from '../index.ts';
import { factsFolder } from '../vintages/write-vintage.ts';
import { releasedDeal, releaseSide } from './released-deal.ts';

const START = '2026-03-02T08:00:00Z';
let app: TestApp;
before(async () => {
  app = await testApp([reference, deals, customs, statistics], { start: START });
  await app.within(loadOfficial);
});
after(() => app.close());

const release = async (months = 'all') =>
  mustSucceed(await app.execute(releaseNow, systemActor, { months }), 'releasing');
const ask = async (input: Parameters<typeof getBilateral.run>[1]) =>
  mustSucceed(await app.execute(getBilateral, publicActor, input), 'asking');
const facts = () => factsFolder(app.runtime.services.home);
const filesBelow = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((e) => e.isFile())
    .map((e) => e.name);

describe('a demonstration deal', () => {
  test('comes out on both sides, once', async () => {
    const deal = await releasedDeal(app, {
      demo: true,
      export_at: '2026-01-20T10:00:00Z',
      import_at: '2026-02-03T10:00:00Z',
    });
    const first = await release();
    assert.deepEqual(
      first.written.map((v) => [v.source, v.period, v.rows]),
      [
        ['sauda-declarations-demo', '2026-01', 2],
        ['sauda-declarations-demo', '2026-02', 2],
      ],
    );
    assert.equal(first.deals_told, 1);
    const files = filesBelow(facts());
    assert.deepEqual(await release(), { written: [], unchanged: 2, deals_told: 0 });
    assert.deepEqual(filesBelow(facts()), files, 'the same declarations again write nothing');

    const { rows, notes } = await ask({ reporter: 'CN', partner: 'KZ', source: 'demo', frequency: 'M' });
    assert.deepEqual(
      rows.map((r) => [r.period, r.reporter, r.flow, r.valuation, r.value, r.exporter, r.importer, r.status]),
      [
        ['2026-01', 'CN', 'export', 'FOB', '144200.00', 'CN', 'KZ', 'demo'],
        ['2026-02', 'KZ', 'import', 'CIF', '144830.00', 'CN', 'KZ', 'demo'],
      ],
    );
    assert.ok(notes.some((n) => n.code === 'demonstration'));
    const events = await app.within((ctx) =>
      ctx.tx.rows<{ kind: string; body: { export: { vintage: string } } }>(
        'select kind, body from deals.event where deal_id = $1 order by number',
        [deal.deal_id],
      ),
    );
    assert.equal(events.at(-1)?.kind, 'statistics.released');
    assert.match(events.at(-1)?.body.export.vintage ?? '', /^2026-03-02\.1$/);
  });

  test('a year that is not whole is no annual figure', async () => {
    const { rows, notes } = await ask({ reporter: 'CN', partner: 'KZ', source: 'demo', frequency: 'A' });
    assert.deepEqual(rows, []);
    assert.ok(notes.some((n) => n.code === 'part_year_left_out'));
  });

  test('explains its mirror gap to the last cent, to its parties only', async () => {
    const deal = await releasedDeal(app, { demo: true, export_at: '2026-02-10T10:00:00Z' });
    const early = await app.execute(getDealMirror, deal.buyer, { deal_id: deal.deal_id });
    assert.ok(isRefusal(early) && early.code === 'statistics.not_released');
    await releaseSide(app, deal.deal_id, 'import', '2026-02-21T10:00:00Z', {
      demo: true,
      rate: '0.141000000000',
    });
    await release();
    const mirror = mustSucceed(
      await app.execute(getDealMirror, deal.buyer, { deal_id: deal.deal_id }),
      'mirror',
    );
    assert.deepEqual(
      [mirror.contract.gap.amount, mirror.contract.residual.amount, mirror.usd?.residual.amount],
      ['450001', '0', '0'],
    );
    assert.deepEqual(
      mirror.contract.explained.map((p) => [p.part, p.amount.amount]),
      [
        ['freight at the frontier', '150000'],
        ['insurance', '300001'],
      ],
    );
    assert.deepEqual(
      mirror.usd?.explained.map((p) => p.part),
      ['freight at the frontier', 'insurance', 'exchange rate'],
    );
    for (const stranger of [app.member('trader'), app.member('admin')]) {
      const hidden = await app.execute(getDealMirror, stranger, { deal_id: deal.deal_id });
      assert.ok(isRefusal(hidden) && hidden.code === 'deals.not_found');
      const rows = await app.within((ctx) => ctx.tx.rows('select * from statistics.deal_side'), stranger);
      assert.deepEqual(rows, []);
    }
  });
});

test('a revised month is a new vintage; the old one still answers for its day', async () => {
  const known = await ask({ reporter: 'CN', partner: 'KZ', source: 'demo', frequency: 'M' });
  app.clock.advanceTo(new Date('2026-03-05T08:00:00Z'));
  await releasedDeal(app, { demo: true, export_at: '2026-01-25T10:00:00Z' });
  const { written, unchanged } = await release();
  assert.deepEqual(
    written.map((v) => [v.period, v.vintage]),
    [['2026-01', '2026-03-05.2']],
  );
  assert.equal(unchanged, 1);
  const now = await ask({ reporter: 'CN', partner: 'KZ', source: 'demo', frequency: 'M' });
  assert.equal(now.rows.find((r) => r.period === '2026-01')?.value, '288400.00');
  const then = await ask({
    reporter: 'CN',
    partner: 'KZ',
    source: 'demo',
    frequency: 'M',
    as_of: '2026-03-02',
  });
  assert.deepEqual(then.rows, known.rows);
});

test('a month whose declarations are all cancelled becomes an empty vintage', async () => {
  const deal = await releasedDeal(app, { demo: true, export_at: '2025-12-20T10:00:00Z' });
  await release();
  await app.within((ctx) =>
    ctx.tx.run(`update customs.declaration set state = 'cancelled' where deal_id = $1`, [deal.deal_id]),
  );
  const { written } = await release();
  assert.deepEqual(
    written.map((v) => [v.period, v.rows]),
    [['2025-12', 0]],
  );
  const { rows } = await ask({ reporter: 'CN', partner: 'KZ', source: 'demo', frequency: 'M' });
  assert.ok(rows.every((r) => r.period !== '2025-12'));
  assert.deepEqual((await release()).written, [], 'an empty month stays empty without another vintage');
});

test('real declarations are another source, withheld below three deals', async () => {
  const before = await ask({ reporter: 'CN', partner: 'KZ', source: 'demo', frequency: 'M' });
  for (let i = 0; i < 2; i++) await releasedDeal(app, { demo: false, export_at: '2026-02-20T10:00:00Z' });
  for (let i = 0; i < 3; i++) await releasedDeal(app, { demo: false, export_at: '2026-01-20T10:00:00Z' });
  await release();
  assert.deepEqual(await ask({ reporter: 'CN', partner: 'KZ', source: 'demo', frequency: 'M' }), before);
  const own = await ask({ reporter: 'CN', partner: 'KZ', source: 'own', frequency: 'M' });
  // January alone would be enough to work February out of the sum of the year, so it goes as well.
  assert.deepEqual(
    own.rows.map((r) => [r.period, r.value, r.rows, r.status]),
    [
      ['2026-01', null, 0, 'confidential'],
      ['2026-02', null, 0, 'confidential'],
    ],
  );
  await releasedDeal(app, { demo: false, export_at: '2026-02-22T10:00:00Z' });
  await release();
  assert.deepEqual(
    await ask({ reporter: 'CN', partner: 'KZ', source: 'own', frequency: 'M' }),
    own,
    'a late deal waits for two others, or its month would tell it',
  );
  for (let i = 0; i < 2; i++) await releasedDeal(app, { demo: false, export_at: '2026-02-22T10:00:00Z' });
  await release();
  const enough = await ask({ reporter: 'CN', partner: 'KZ', source: 'own', frequency: 'M' });
  assert.deepEqual(
    enough.rows.map((r) => [r.period, r.value, r.status]),
    [
      ['2026-01', '432600.00', 'reported'],
      ['2026-02', '721000.00', 'reported'],
    ],
  );
});

describe('demonstration figures never mix with others', () => {
  test('the writer refuses them under another source, and the catalogue does too', async () => {
    const line = {
      deal_id: '0195f000-0000-7000-8000-000000000009',
      line: 1,
      flow: 'export' as const,
      reporter: 'CN',
      partner: 'KZ',
      period: '2026-02',
      hs_code: '850760',
      origin_country: 'CN',
      supervision_mode: '0110',
      transport_mode: 'rail',
      quantity_milli: 1000n,
      unit: 'pcs',
      net_weight_milli: 1000n,
      statistical_value: { amount: 100n, currency: 'CNY' as const },
      value_usd: null,
      rate_source: null,
      demo: true,
    };
    await assert.rejects(
      app.within((ctx) =>
        storeMonth(ctx, { source: 'sauda-declarations', period: '2026-02', lines: [line] }, undefined),
      ),
      /different sources/,
    );
    for (const source of ['official', 'sauda-declarations'])
      await assert.rejects(
        app.within((ctx) =>
          ctx.tx.run(
            `insert into statistics.vintage select $1, '1999', 1, 'x', 'x', sha256, content_hash, 1, 1, 'x', 'USD', 'USD', null, '', '', true, created_at
             from statistics.vintage limit 1`,
            [source],
          ),
        ),
        /vintage_check/,
      );
  });

  test('answers on one source hold rows of that source only, and the overview labels them', async () => {
    for (const [source, name] of [
      ['official', 'official'],
      ['own', 'sauda-declarations'],
      ['demo', 'sauda-declarations-demo'],
    ] as const)
      for (const frequency of ['A', 'M', 'P'] as const) {
        const { rows } = await ask({ reporter: 'CN', partner: 'KZ', source, frequency });
        assert.ok(rows.every((r) => r.source === name));
      }
    const { figures, trend } = mustSucceed(await app.execute(getOverview, publicActor, {}), 'overview');
    for (const figure of [...figures, ...trend])
      assert.equal(figure.demo, figure.source === 'sauda-declarations-demo');
    const demo = figures.find((f) => f.key === 'demo_export_value');
    assert.deepEqual([demo?.value, demo?.period], ['432600.00', '2025-03..2026-02']);
    assert.equal(figures.find((f) => f.key === 'official_c5_total')?.value, '106300000000');
  });
});

describe('what goes wrong', () => {
  test('what an interrupted write left behind is swept away and never read', async () => {
    const left = join(facts(), 'sauda-declarations-demo', '2026-02', '99-1.partial');
    writeFileSync(left, 'half a file');
    await release();
    assert.ok(!existsSync(left));
  });

  test('a release that fails leaves no row in the catalogue, and the next one succeeds', async () => {
    await releasedDeal(app, { demo: true, export_at: '2026-02-25T10:00:00Z' });
    const count = () =>
      app.within((ctx) => ctx.tx.one<{ n: number }>('select count(*)::int as n from statistics.vintage'));
    const { n } = await count();
    await assert.rejects(
      app.within(async (ctx) => {
        await releaseNow.run(ctx, { months: 'all' });
        throw new Error('the server dies before the commit');
      }),
      /dies/,
    );
    assert.equal((await count()).n, n);
    assert.equal((await release()).written.length, 1);
    assert.equal((await count()).n, n + 1);
  });

  test('two releases at once write one vintage', async () => {
    await releasedDeal(app, { demo: true, export_at: '2026-02-26T10:00:00Z' });
    const both = await Promise.all([release(), release()]);
    assert.equal(both.flatMap((r) => r.written).length, 1);
  });

  test('a missing file is named, not passed over', async () => {
    assert.deepEqual(await app.within(verifyStore), []);
    const folder = join(facts(), 'sauda-declarations-demo', '2026-01');
    rmSync(folder, { recursive: true });
    const answer = await app.execute(getBilateral, publicActor, {
      reporter: 'CN',
      partner: 'KZ',
      source: 'demo',
      frequency: 'M',
    });
    assert.ok(isRefusal(answer) && answer.code === 'statistics.file_missing');
    const problems = await app.within(verifyStore);
    assert.deepEqual(
      problems.map((p) => p.problem),
      ['missing'],
    );
    assert.deepEqual(
      (await release()).written.map((v) => v.period),
      ['2026-01'],
      'the next release writes what was lost',
    );
    assert.deepEqual(await app.within(verifyStore), []);
  });
});

test('by default a release looks only at months with news', async () => {
  await release();
  app.clock.advanceTo(new Date('2026-04-02T08:00:00Z'));
  await releasedDeal(app, {
    demo: true,
    export_at: '2026-04-01T10:00:00Z',
    import_at: '2026-04-02T07:00:00Z',
  });
  const news = await release('news');
  assert.deepEqual(
    news.written.map((v) => v.period),
    ['2026-04'],
  );
  assert.equal(news.deals_told, 1);
  const later = await release('news');
  assert.deepEqual([later.written, later.unchanged], [[], 1], 'the last hour is looked at again');
  assert.deepEqual((await release('2026-04')).unchanged, 1);
  assert.deepEqual((await release('2027-01')).unchanged, 0);
});

test('a release under a clock that runs behind loses nothing and goes on from the newest vintage', async () => {
  const lines = async () =>
    (await ask({ reporter: 'CN', partner: 'KZ', source: 'demo', frequency: 'M' })).rows.map((r) => r.value);
  await release();
  const known = await lines();
  const behind = { now: () => new Date('2026-01-05T00:00:00Z') };
  await releasedDeal(app, { demo: true, export_at: '2026-01-04T10:00:00Z' });
  const { written } = await app
    .within((ctx) => releaseNow.run({ ...ctx, clock: behind }, { months: 'all' }))
    .then((outcome) => mustSucceed(outcome, 'releasing'));
  assert.deepEqual(
    written.map((v) => v.period),
    ['2026-01'],
  );
  assert.equal((await lines()).length, known.length);
});

test('a release can be asked for and runs as a job', async () => {
  mustSucceed(await app.execute(requestRelease, app.member('statistician'), {}), 'asking for a release');
  await app.drain();
});
