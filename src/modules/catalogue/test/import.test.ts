import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { zipSync } from 'fflate';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { tradingFirm } from '../../../../test/trading-firms.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { statements } from '../../../platform/database/tx.ts';
import { type Actor, publicActor } from '../../../platform/index.ts';
import { toCsv, toXlsx } from '../../../platform/tables/index.ts';
import { nomenclature } from '../../nomenclature/index.ts';
import { parties } from '../../parties/index.ts';
import { loadReference, reference } from '../../reference/index.ts';
import {
  catalogue,
  exportListings,
  getListing,
  importListings,
  importTemplate,
  listListings,
} from '../index.ts';
import { waitForImport } from '../store.ts';

let app: TestApp;
let seller: Actor;
before(async () => {
  app = await testApp([reference, nomenclature, parties, catalogue]);
  await app.within(({ tx }) => loadReference(tx));
  seller = await tradingFirm(app, 'Importing Firm');
});
after(() => app.close());

const good = {
  language: 'en',
  title: 'Flaxseed in bags',
  description: 'Clean.',
  hs_code: '120400',
  origin_country: 'KZ',
  unit: 'kg',
  moq: '1000',
  lead_time_days: '14',
  package_kind: 'bag',
  units_per_package: '50',
  unit_net_weight_kg: '1',
  unit_gross_weight_kg: '1.02',
  certificates: 'phytosanitary_certificate',
  currency: 'USD',
  incoterm: 'FCA',
  place: 'CN-XIAN',
  price: '0.61',
  min_quantity_2: '20000',
  price_2: '0.58',
  title_ru: 'Семена льна в мешках',
};
type Row = Partial<Record<keyof typeof good | 'listing_id', string>>;
const csv = (...rows: Row[]): string => {
  const names = ['listing_id', ...Object.keys(good)] as (keyof Row)[];
  return toCsv(
    names,
    rows.map((row) => names.map((name) => ({ ...good, ...row })[name] ?? '')),
  );
};
const send = async (text: string, options: object = {}, actor = seller) =>
  mustSucceed(
    await app.execute(importListings, actor, { csv: text, file_key: 'file-key-1', ...options }),
    'import',
  );
const shelf = async (): Promise<number> =>
  mustSucceed(await app.execute(listListings, publicActor, { limit: 100 }), 'list').items.length;

test('a dry run writes nothing, a run writes all, a second run of the same file writes nothing twice', async () => {
  const text = csv({}, { title: 'Second' }, { title: 'Third' });
  assert.deepEqual(await send(text, { dry_run: true }), {
    rows: 3,
    accepted: 3,
    written: 0,
    repeated: 0,
    errors: [],
    errors_total: 0,
  });
  const [header = '', ...lines] = text.split(/\r?\n/);
  const mixed = await send(`${header}\r\n${lines.join('\n')}`, { dry_run: true });
  assert.equal(mixed.accepted, 3, 'lines may end as other programs end them');
  assert.equal(await shelf(), 0);
  assert.equal((await send(text)).written, 3);
  const again = await send(csv({}, { title: 'Second' }, { title: 'Third' }, { title: 'Fourth' }));
  assert.deepEqual([again.written, again.repeated], [1, 3]);
  assert.equal(await shelf(), 4);
});

test('the same file sent several times at once is written once', async () => {
  const before_ = await shelf();
  const text = csv({ title: 'Once' }, { title: 'And once' });
  const reports = await Promise.all([1, 2, 3].map(() => send(text, { file_key: 'file-key-at-once' })));
  assert.deepEqual(reports.map((report) => report.written).sort(), [0, 0, 2]);
  assert.equal(await shelf(), before_ + 2);
});

test('parts of a file do not wait for each other; a row that two of them hold is written once', async () => {
  const before_ = await shelf();
  const part = (first_row: number, ...titles: string[]) =>
    send(csv(...titles.map((title) => ({ title }))), { file_key: 'file-key-parts', first_row });
  await app.within(async ({ tx }) => {
    const { org_id } = seller;
    await waitForImport(tx, org_id, { file_key: 'file-key-parts', first_row: 1, rows: Array(1000) });
    assert.equal((await part(1001, 'Of another part')).written, 1);
  });
  const reports = await Promise.all([part(1, 'First', 'Shared'), part(2, 'Shared', 'Third')]);
  assert.deepEqual(reports.map((report) => report.written).sort(), [1, 2]);
  assert.equal(await shelf(), before_ + 4);
});

test('a column that stands twice and text that was no UTF-8 are refused: which price, which name?', async () => {
  const why = async (input: object) => {
    const answer = await app.execute(importListings, seller, { file_key: 'file-key-twice', ...input });
    assert.ok(isRefusal(answer) && answer.code === 'catalogue.file_unreadable');
    return String(answer.params.reason);
  };
  const [header = '', row = ''] = csv({}).split('\r\n');
  assert.match(await why({ csv: `${header},price\r\n${row},99` }), /column price stands twice/);
  assert.match(await why({ csv: csv({ title: '\ufffd\ufffd' }) }), /not UTF-8/);
  const cells = (line: string[]) =>
    `<row>${line.map((t) => `<c t="inlineStr"><is><t>${t}</t></is></c>`)}</row>`;
  const sheet = cells([...header.split(','), 'price']) + cells([...row.split(','), '99']);
  const archive = zipSync({
    'xl/worksheets/sheet1.xml': Buffer.from(`<worksheet><sheetData>${sheet}</sheetData></worksheet>`),
  });
  assert.match(await why({ xlsx: Buffer.from(archive).toString('base64') }), /column price stands twice/);
});

test('every wrong row is named with its column, and keeps the part out', async () => {
  const before_ = await shelf();
  const report = await send(
    csv(
      {},
      { unit: 'parrots' },
      { currency: 'XXX' },
      { hs_code: '854140' },
      { hs_code: '999999' },
      { title: 'gnp\u202Egpj', description: 'tag\u{e0020}ged' },
      { title: 'bell\u0007' },
      { price: '1,5' },
      { price_2: '0.99' },
      { incoterm: 'ABC' },
      { listing_id: '00000000-0000-7000-8000-000000000001' },
      { moq: '' },
      { unit: 'pcs', moq: '0.5', min_quantity_2: '10.5' },
    ),
    { file_key: 'file-key-2', first_row: 101 },
  );
  assert.equal(report.written, 0);
  assert.equal(await shelf(), before_);
  assert.deepEqual(
    report.errors.map(({ row, path, code }) => `${row} ${path} ${code}`),
    [
      '102 /unit unit_unknown',
      '103 /currency not_allowed',
      '104 /hs_code hs_ended',
      '105 /hs_code hs_unknown',
      '106 /title direction_mark',
      '106 /description direction_mark',
      '107 /title not_allowed',
      '108 /price not_a_price',
      '109 /price_2 dearer_by_quantity',
      '110 /incoterm incoterm_unknown',
      '111 /listing_id not_yours',
      '112 /moq missing',
      '113 /moq not_whole',
      '113 /min_quantity_2 not_whole',
    ],
  );
  assert.equal(new Set(report.errors.map(({ row }) => row)).size, 12);
  const skipped = await send(csv({ title: 'Kept' }, { unit: 'parrots' }), {
    file_key: 'file-key-3',
    skip_wrong: true,
  });
  assert.deepEqual([skipped.written, skipped.errors_total], [1, 1]);
});

test('an exported file is changed and sent back; somebody else’s listing is not touched', async () => {
  const file = mustSucceed(await app.execute(exportListings, seller, { format: 'csv' }), 'export');
  const text = String(file.body);
  assert.match(text, /Kept/);
  const raised = text.replaceAll('0.61', '0.62');
  const changed = await send(raised, { file_key: 'file-key-4' });
  assert.deepEqual([changed.errors, changed.written], [[], changed.rows]);
  const [id = ''] = /[0-9a-f-]{36}/.exec(text) ?? [];
  const listing = mustSucceed(await app.execute(getListing, publicActor, { listing_id: id }), 'get');
  assert.equal(listing.tiers[0]?.price.amount, '62');
  assert.equal(listing.translations.ru?.by, 'imported');
  const stranger = await tradingFirm(app, 'Thief', 'KZ');
  const stolen = await send(raised, { file_key: 'file-key-5', skip_wrong: true }, stranger);
  assert.equal(stolen.written, 0);
  assert.ok(stolen.errors.every(({ code }) => code === 'not_yours'));
  const book = mustSucceed(await app.execute(exportListings, seller, { format: 'xlsx' }), 'xlsx');
  assert.equal(
    Buffer.from(book.body as Uint8Array)
      .subarray(0, 2)
      .toString(),
    'PK',
  );
});

test('what is no table of listings is refused', async () => {
  for (const text of ['a,b\n1,2\n', '"never closed', `${csv({})}${'x'.repeat(100)}`]) {
    const refused = await app.execute(importListings, seller, { csv: text, file_key: 'file-key-6' });
    assert.ok(isRefusal(refused) && refused.code === 'catalogue.file_unreadable', text.slice(0, 20));
  }
  const many = csv(...Array.from({ length: 2001 }, () => ({ description: '', title_ru: '' })));
  const long = await app.execute(importListings, seller, { csv: many, file_key: 'file-key-6' });
  assert.ok(isRefusal(long) && long.code === 'catalogue.file_too_long');
  const template = mustSucceed(await app.execute(importTemplate, publicActor, { chapter: '12' }), 'template');
  assert.match(String(template.body), /120400/);
});

test('a small workbook that unpacks to much is refused, however many sheets share it', async () => {
  const sheet = Buffer.alloc(9 * 2 ** 20, ' ');
  sheet.write('<worksheet><sheetData/>');
  sheet.write('</worksheet>', sheet.length - 12);
  const book = zipSync({ 'xl/worksheets/sheet1.xml': sheet, 'xl/worksheets/sheet2.xml': sheet });
  assert.ok(book.length < 100_000);
  const refused = await app.execute(importListings, seller, {
    xlsx: Buffer.from(book).toString('base64'),
    file_key: 'file-key-9',
  });
  assert.ok(isRefusal(refused));
  assert.deepEqual(refused.params, { reason: 'the workbook unpacks to more than 15 MiB' });

  // One long text that stands in very many cells.
  const cell = '<c t="s"><v>0</v></c>';
  const many = zipSync({
    'xl/sharedStrings.xml': Buffer.from(`<sst><si><t>${'1'.repeat(4 * 2 ** 20)}</t></si></sst>`),
    'xl/worksheets/sheet1.xml': Buffer.from(
      `<worksheet><sheetData>${`<row>${cell.repeat(30)}</row>`.repeat(1_500)}</sheetData></worksheet>`,
    ),
  });
  const started = performance.now();
  const long = await app.execute(importListings, seller, {
    xlsx: Buffer.from(many).toString('base64'),
    file_key: 'file-key-9',
  });
  assert.ok(isRefusal(long));
  assert.deepEqual(long.params, { reason: 'a cell is longer than 4000 characters' });
  assert.ok(performance.now() - started < 20_000, 'within seconds, not minutes');
});

test('a workbook and rows in JSON are read as a file in CSV is', async () => {
  const cells = { ...good, title: 'From a workbook', hs_code: '40900', price: '0.60999999999999999' };
  const names = Object.keys(cells) as (keyof typeof cells)[];
  const book = async (rows: (typeof cells)[]): Promise<string> => {
    const columns = names.map((name) => ({
      name,
      kind: name === 'price' || name === 'hs_code' ? ('number' as const) : ('text' as const),
      value: (row: typeof cells) => row[name],
    }));
    const chunks: Uint8Array[] = [];
    for await (const chunk of toXlsx('offers', columns, [rows])) chunks.push(chunk);
    return Buffer.concat(chunks).toString('base64');
  };
  const imported = async (input: object) =>
    mustSucceed(await app.execute(importListings, seller, { file_key: 'file-key-7', ...input }), 'import');
  const wrong = await imported({ xlsx: await book([cells, { ...cells, unit: 'parrots' }]), dry_run: true });
  assert.deepEqual([wrong.accepted, wrong.errors.map(({ row, path }) => `${row} ${path}`)], [1, ['2 /unit']]);
  assert.equal((await imported({ xlsx: await book([cells]) })).written, 1);
  assert.equal((await imported({ rows: [{ ...cells, hs_code: '040900', price: '0.61' }] })).repeated, 1);
  const page = mustSucceed(await app.execute(listListings, publicActor, { hs: '040900' }), 'list');
  assert.deepEqual(
    page.items.map((item) => [item.title, item.price.amount]),
    [['From a workbook', '61']],
  );
  for (const input of [
    {},
    { csv: csv({}), rows: [good] },
    { xlsx: Buffer.from('MZ this is a program').toString('base64') },
    { xlsx: Buffer.from(csv({})).toString('base64') },
    { rows: [{ colour: 'red' }] },
  ]) {
    const refused = await app.execute(importListings, seller, { file_key: 'file-key-8', ...input });
    assert.ok(
      isRefusal(refused) && refused.code === 'catalogue.file_unreadable',
      JSON.stringify(input).slice(0, 60),
    );
  }
});

test('a listing named twice in a part is an error of the second row, and one statement changes many', async () => {
  const file = mustSucceed(await app.execute(exportListings, seller, { format: 'json' }), 'export');
  const rows = (JSON.parse(String(file.body)) as Record<string, string>[]).slice(0, 3);
  const [first, second, third] = rows;
  assert.ok(first && second && third);
  const sent: Record<string, string>[] = [
    { ...first, price: '0.70' },
    { ...second, price: '0.71' },
    { ...third, price: '0.72' },
  ];
  const twice = mustSucceed(
    await app.execute(importListings, seller, { rows: [...sent, first], file_key: 'file-key-9' }),
    'import',
  );
  assert.deepEqual(
    twice.errors.map(({ row, path, code }) => `${row} ${path} ${code}`),
    ['4 /listing_id repeated'],
  );
  assert.equal(twice.written, 0);
  const before_ = statements.count;
  const once = mustSucceed(
    await app.execute(importListings, seller, { rows: sent, file_key: 'file-key-9' }),
    'import',
  );
  assert.equal(once.written, 3);
  // begin, organisation, codes, own listings, the change, commit
  assert.ok(statements.count - before_ <= 6, `${statements.count - before_} statements`);
  for (const [at, row] of sent.entries()) {
    const listing = mustSucceed(
      await app.execute(getListing, publicActor, { listing_id: row.listing_id ?? '' }),
      'get',
    );
    assert.equal(listing.tiers[0]?.price.amount, `7${at}`);
    assert.equal(listing.tiers.length, 2);
  }
});
