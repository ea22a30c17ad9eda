import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { JSONWebKeySet } from 'jose';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { publicActor } from '../../../platform/index.ts';
import { keyFromSeed, signerFrom } from '../../../platform/signing/index.ts';
import { stopTypesetting } from '../../../platform/typesetting/index.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { loadOfficial, statistics } from '../../statistics/index.ts';
import { publishedRules } from '../confidentiality/contribution-rules.ts';
import { type CellRecord, declaredTables } from '../content/declared-tables.ts';
import { percent } from '../content/partner-tables.ts';
import { releases, verifyManifest } from '../index.ts';
import { type MadeRelease, makeRelease } from '../make-release.ts';
import { getRelease, getReleaseFile, listReleases } from '../read-releases.ts';
import { pageOf } from '../writing/page.ts';
import { dollars, number, periodName } from '../writing/words.ts';

const modules = [reference, deals, customs, statistics, releases];
const signer = async () => signerFrom([await keyFromSeed(new Uint8Array(32).fill(7))]);
let app: TestApp;
before(async () => {
  app = await testApp(modules, { services: { signer: await signer() } });
  await app.within(loadOfficial);
});
after(async () => {
  await app.close();
  await stopTypesetting();
});

const make = (period: string, where: TestApp = app) => makeRelease((work) => where.within(work), { period });
const fileOf = (made: MadeRelease, name: string): Buffer =>
  Buffer.from(made.files.find((f) => f.name === name)?.body ?? []);

test('a release has site, pictures, tables, PDF and manifest in three languages', async () => {
  const made = mustSucceed(await make('2025'), 'releasing');
  const names = made.files.map((f) => f.name);
  for (const language of ['en', 'zh', 'ru'])
    for (const name of [`${language}.html`, `release.${language}.pdf`, `chart-partners.${language}.svg`])
      assert.ok(names.includes(name), name);
  assert.match(fileOf(made, 'en.html').toString(), /came to USD 106\.3 billion/);
  assert.match(fileOf(made, 'zh.html').toString(), /贸易额为1063\.0亿美元/);
  assert.match(fileOf(made, 'ru.html').toString(), /составил 106,3 млрд долл\. США/);
  assert.equal(fileOf(made, 'release.ru.pdf').subarray(0, 5).toString(), '%PDF-');
  assert.match(
    fileOf(made, 'table-official-china.csv').toString(),
    /official,USD,KZ,export,29700000000,reported,/,
  );
});

test('twice the same bytes: on the same installation, and on another with the same figures and key', async () => {
  const first = mustSucceed(await make('2025'), 'releasing');
  const again = mustSucceed(await make('2025'), 'releasing again');
  assert.deepEqual([again.number, again.new], [first.number, false]);
  const other = await testApp(modules, { services: { signer: await signer() } });
  await other.within(loadOfficial);
  const elsewhere = mustSucceed(await make('2025', other), 'releasing elsewhere');
  await other.close();
  for (const made of [again, elsewhere]) {
    assert.equal(made.files.length, first.files.length);
    for (const file of first.files) assert.ok(fileOf(made, file.name).equals(file.body), file.name);
  }
});

test('a day that is over is answered as published, whatever the store says of it since', async () => {
  const other = await testApp(modules, {
    services: { signer: await signer() },
    start: '2026-03-02T08:00:00Z',
  });
  await other.within(loadOfficial);
  other.clock.advanceTo(new Date('2026-03-03T08:00:00Z'));
  const asked = { period: '2025', as_of: '2026-03-02' };
  const inOther = <T>(work: Parameters<typeof other.within<T>>[0]) => other.within(work);
  const first = mustSucceed(await makeRelease(inOther, asked), 'releasing');
  await other.within((ctx) => ctx.tx.run(`delete from statistics.vintage where period = '2025'`));
  const again = mustSucceed(await makeRelease(inOther, asked), 'releasing again');
  await other.close();
  assert.deepEqual([first.number, first.new, again.number, again.new], [1, true, 1, false]);
  for (const file of first.files) assert.ok(fileOf(again, file.name).equals(file.body), file.name);
});

test('the manifest proves every file; a changed byte, a missing file, another key are found', async () => {
  const made = mustSucceed(await make('2025'), 'releasing');
  const manifest = fileOf(made, 'manifest.json').toString();
  const keys = app.runtime.services.signer.jwks() as JSONWebKeySet;
  const read = async (name: string) => made.files.find((f) => f.name === name)?.body;
  assert.equal((await verifyManifest(manifest, keys, read))?.verdict, 'authentic');
  const changed = await verifyManifest(manifest, keys, async (name) =>
    name === 'en.html' ? Buffer.from('other') : read(name),
  );
  assert.deepEqual([changed?.verdict, changed?.wrong], ['altered', ['en.html']]);
  const missing = await verifyManifest(manifest, keys, async (name) =>
    name === 'zh.html' ? undefined : read(name),
  );
  assert.deepEqual(missing?.wrong, ['zh.html']);
  const forged = manifest.replace('"period": "2025"', '"period": "2024"');
  assert.equal((await verifyManifest(forged, keys, read))?.verdict, 'altered');
  const stranger = signerFrom([await keyFromSeed(new Uint8Array(32).fill(8))]).jwks() as JSONWebKeySet;
  assert.equal((await verifyManifest(manifest, stranger, read))?.verdict, 'unknown_key');
  assert.equal(await verifyManifest('{"manifest": 1}', keys, read), undefined);
});

test('the public lists releases and reads their files', async () => {
  mustSucceed(await make('2025'), 'releasing');
  const list = mustSucceed(await app.execute(listReleases, publicActor, {}), 'listing');
  assert.equal(list.items[0]?.period, '2025');
  const one = mustSucceed(await app.execute(getRelease, publicActor, { period: '2025' }), 'reading');
  assert.ok(one.files.some((f) => f.name === 'manifest.json' && f.bytes > 100));
  const file = mustSucceed(
    await app.execute(getReleaseFile, publicActor, { period: '2025', number: 1, name: 'index.html' }),
    'reading',
  );
  assert.match(Buffer.from(file.body).toString(), /^<!doctype html>/);
  const none = await app.execute(getReleaseFile, publicActor, { period: '2025', number: 1, name: 'x.html' });
  assert.ok(isRefusal(none) && none.code === 'releases.not_found');
});

test('what cannot be released is refused', async () => {
  for (const period of ['2025-13', 'soon', '25'])
    assert.equal(((await make(period)) as { code?: string }).code, 'releases.bad_period');
  assert.equal(((await make('1950')) as { code?: string }).code, 'releases.nothing_on_file');
});

const declared = (firm: string, partner: string, period: string, usd_cents: bigint) => ({
  source: 'sauda-declarations' as const,
  firm,
  flow: 'export' as const,
  reporter: 'KZ',
  partner,
  period,
  usd_cents,
});
const many = (partner: string, period: string) =>
  [1, 2, 3, 4].map((n) => declared(`${partner}${n}`, partner, period, 100_000n + BigInt(n)));

const asked = (before: readonly CellRecord[], last_month: string) => ({
  rules: publishedRules,
  before,
  salt: 'salt',
  last_month,
});

test('what a release withheld stays withheld when a month is added, and printed cells stay as they are', async () => {
  const first = [
    ...many('CN', '2026-01'),
    declared('lonely', 'CN', '2026-02', 5_000n),
    ...many('UZ', '2026-01'),
    ...many('UZ', '2026-02'),
    ...many('KG', '2026-01'),
    ...many('KG', '2026-02'),
  ];
  const january = await declaredTables({ contributions: first, unconverted: 0 }, asked([], '2026-02'));
  assert.deepEqual(january.unprotected, []);
  const hidden = january.records.filter((r) => r.did === 'withheld').map((r) => r.key);
  assert.ok(hidden.includes('KZ CN 2026-02') && hidden.length >= 3, hidden.join());
  const more = [...first, ...many('CN', '2026-03'), ...many('UZ', '2026-03')];
  const march = await declaredTables(
    { contributions: more, unconverted: 0 },
    asked(january.records, '2026-03'),
  );
  assert.deepEqual(march.unprotected, []);
  const now = new Map(march.records.map((r) => [r.key, r]));
  for (const before of january.records) {
    const after = now.get(before.key);
    if (after?.value_hash === before.value_hash) assert.equal(after.did, before.did, before.key);
  }
  const cell = march.tables[0]?.rows.find((r) => r.key === 'KZ CN')?.cells['2026-02'];
  assert.deepEqual(cell, { value: null, status: 'confidential' });
});

test('a release of demonstration declarations alone says so first, without the years of official figures', async () => {
  const invented = many('CN', '2026-01').map((c) => ({ ...c, source: 'sauda-declarations-demo' as const }));
  const { tables, counts } = await declaredTables(
    { contributions: invented, unconverted: 0 },
    asked([], '2026-01'),
  );
  const content = {
    period: '2026-01',
    frequency: 'M' as const,
    as_of: '2026-02-01',
    compared_with: null,
    tables,
    years: ['2023', '2024', '2025'].map((period) => ({ period, value: '1000000000', estimate: false })),
    revisions: [],
    confidentiality: { ...publishedRules, ...counts },
  };
  const page = pageOf(content, 1, 'en');
  assert.match(page.sentences[0] ?? '', /^Demonstration: .* invented/);
  assert.deepEqual(page.charts, []);
  assert.ok(page.tables.every((table) => table.demo !== null));
  const own = many('CN', '2026-01');
  const real = await declaredTables({ contributions: own, unconverted: 0 }, asked([], '2026-01'));
  assert.doesNotMatch(pageOf({ ...content, tables: real.tables }, 1, 'en').sentences.join(), /Demonstration/);
});

test('two releases together give no month away: the sum to March less the sum to February', async () => {
  const others = ['2026-01', '2026-02'].flatMap((m) => [...many('UZ', m), ...many('KG', m)]);
  const first = [
    ...others,
    declared('a', 'CN', '2026-01', 70_000n),
    declared('b', 'CN', '2026-02', 90_000n),
    ...many('CN', '2026-02'),
  ];
  const february = await declaredTables({ contributions: first, unconverted: 0 }, asked([], '2026-02'));
  const did = (records: readonly CellRecord[], key: string) => records.find((r) => r.key === key)?.did;
  assert.equal(did(february.records, 'KZ CN 2026-01..2026-02'), 'printed');
  const more = [
    ...first,
    declared('c', 'CN', '2026-03', 40_000n),
    ...many('UZ', '2026-03'),
    ...many('KG', '2026-03'),
  ];
  const march = await declaredTables(
    { contributions: more, unconverted: 0 },
    asked(february.records, '2026-03'),
  );
  assert.deepEqual(march.unprotected, []);
  assert.equal(did(march.records, 'KZ CN 2026-03'), 'withheld');
  assert.equal(did(march.records, 'KZ CN 2026-01..2026-03'), 'withheld');
});

test('figures in words: worked examples', () => {
  assert.equal(percent(106_300n - 94_800n, 94_800n), '12.1');
  assert.equal(percent(-1n, 3n), '-33.3');
  assert.equal(dollars('en', '43820000000'), 'USD 43.8 billion');
  assert.equal(dollars('zh', '43820000000'), '438.2亿美元');
  assert.equal(number('ru', '1234567.5'), '1\u202f234\u202f567,5');
  assert.equal(periodName('ru', '2024-03'), 'март 2024 года');
});
