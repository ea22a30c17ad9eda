import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { EXIT } from '../src/app/commands/exit-codes.ts';
import { modules } from '../src/app/modules.ts';
import { mustSucceed } from '../src/kernel/refusal.ts';
import { listListings } from '../src/modules/catalogue/index.ts';
import type { Actor } from '../src/platform/index.ts';
import { type TestApp, testApp } from './app.ts';
import { sauda } from './command-line.ts';
import { tradingFirm } from './trading-firms.ts';

const folder = mkdtempSync(join(tmpdir(), 'sauda-market-commands-'));
const at = (name: string): string => join(folder, name);
let app: TestApp;
let seller: Actor;
before(async () => {
  app = await testApp(modules);
  seller = await tradingFirm(app, 'Example Orchard Firm');
});
after(async () => {
  await app.close();
  rmSync(folder, { recursive: true, force: true });
});

const HEADER =
  'language,title,description,hs_code,origin_country,unit,moq,lead_time_days,package_kind,units_per_package,unit_net_weight_kg,unit_gross_weight_kg,certificates,currency,incoterm,place,price';
const line = (title: string, hs_code = '120400'): string =>
  `en,${title},Clean.,${hs_code},KZ,kg,1000,14,bag,50,1,1.02,phytosanitary_certificate,USD,FCA,CN-XIAN,0.61`;
const importListings = (file: string, ...options: string[]) =>
  sauda(app, ['listings', 'import', at(file), '--org', seller.org_id, ...options, '--json']);
const offered = async (): Promise<number> =>
  mustSucceed(await app.execute(listListings, seller, { mine: true }), 'own listings').items.length;

test('listings import checks, names the wrong row, and writes a file once', async () => {
  writeFileSync(
    at('offers.csv'),
    `${[HEADER, line('Flaxseed'), line('No such goods', '999999')].join('\n')}\n`,
  );
  const wrong = await importListings('offers.csv');
  assert.equal(wrong.code, EXIT.found, wrong.stderr);
  const { accepted, written, errors } = JSON.parse(wrong.stdout);
  assert.deepEqual([accepted, written, errors[0].row], [1, 0, 2]);
  assert.equal(await offered(), 0, 'one wrong row keeps all out');

  const tried = await importListings('offers.csv', '--skip-wrong', '--dry-run');
  assert.equal(JSON.parse(tried.stdout).written, 0);
  assert.equal(await offered(), 0, 'a dry run writes nothing');

  assert.equal(JSON.parse((await importListings('offers.csv', '--skip-wrong')).stdout).written, 1);
  assert.equal(JSON.parse((await importListings('offers.csv', '--skip-wrong')).stdout).written, 0);
  assert.equal(await offered(), 1, 'the file again writes nothing');
});

test('listings import refuses a file in another encoding and a table of something else', async () => {
  writeFileSync(at('windows.csv'), Buffer.from([...Buffer.from(`${HEADER}\nen,`), 0xcb, 0xfc, 0xed, 0x0a]));
  const encoding = await importListings('windows.csv');
  assert.deepEqual(
    [encoding.code, JSON.parse(encoding.stdout).code],
    [EXIT.found, 'catalogue.file_encoding'],
  );
  writeFileSync(at('other.csv'), 'name,price\nFlaxseed,1\n');
  assert.equal((await importListings('other.csv')).code, EXIT.found);
  assert.equal((await importListings('missing.csv')).code, EXIT.failed);
});

test('screening import compares everybody with a list, and does nothing for the same file', async () => {
  const take = (...options: string[]) =>
    sauda(app, [
      'screening',
      'import',
      at('list.csv'),
      '--list',
      'example',
      '--source',
      'Example list',
      ...options,
    ]);
  writeFileSync(at('list.csv'), 'entry_id,name,aliases,country\nE-1,Example Orchard Firm,,CN\n');
  assert.equal((await take('--as-of', 'yesterday')).code, EXIT.usage);
  const first = await take('--as-of', '2026-11-01', '--json');
  assert.equal(first.code, EXIT.done, first.stderr);
  const { entries, unchanged, screened } = JSON.parse(first.stdout);
  assert.deepEqual([entries, unchanged, screened > 0], [1, false, true]);
  assert.match((await take('--as-of', '2026-11-01')).stdout, /here already/);

  writeFileSync(at('list.csv'), 'entry_id,name\n,Nobody\n');
  const broken = await take('--as-of', '2026-11-02', '--json');
  const problem = JSON.parse(broken.stdout);
  assert.deepEqual([broken.code, problem.code], [EXIT.found, 'parties.watchlist_unreadable']);
  assert.ok(problem.errors.length > 0, 'the row is named');
});

test('marketplace plays a shop that misbehaves to one deal an order, and refuses nonsense', async () => {
  const played = await sauda(app, [
    'marketplace',
    '--kind',
    'satu',
    '--orders',
    '3',
    '--seed',
    '3',
    '--json',
  ]);
  assert.equal(played.code, EXIT.done, played.stderr);
  const report = JSON.parse(played.stdout);
  assert.equal(report.orders.length, 3);
  assert.equal(new Set(report.orders.map((o: { deal: string }) => o.deal)).size, 3);
  assert.ok(report.orders.every((o: { state: string }) => o.state === 'acknowledged'));
  assert.ok(report.invariants.length > 0);
  assert.ok(report.invariants.every((i: { holds: boolean }) => i.holds));
  assert.ok(Object.keys(report.answers).length > 1, 'the marketplace misbehaved');
  for (const wrong of [
    ['--kind', 'elsewhere'],
    ['--orders', '0'],
    ['--orders', '1e9'],
    ['--orders', '-1'],
  ]) {
    const refused = await sauda(app, ['marketplace', ...wrong]);
    assert.notEqual(refused.code, EXIT.done, wrong.join(' '));
    assert.equal(refused.stdout, '', wrong.join(' '));
  }
});
