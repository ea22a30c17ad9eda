import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { newId, tradingFirm } from '../../../../test/trading-firms.ts';
import { isRefusal, mustSucceed, type Refusal } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { deals } from '../../deals/index.ts';
import { landedCostModule } from '../../landed-cost/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  askLimit,
  getListFile,
  importParcels,
  listLots,
  listParcels,
  listSummaries,
  parcels,
  receiveLot,
  registerParcel,
  sumUpMonth,
  viewSummary,
  voidParcel,
} from '../index.ts';
import type { ParcelInput } from '../model.ts';

let app: TestApp;
let sender: Actor;
before(async () => {
  app = await testApp([reference, parties, landedCostModule, deals, parcels], {
    start: '2026-03-20T08:00:00Z',
  });
  sender = await tradingFirm(app, 'Parcel Sender');
});
after(() => app.close());

const code = (answer: unknown) => (isRefusal(answer) ? answer.code : 'done');
const errorsOf = (answer: unknown) => (answer as Refusal).errors.map((e) => `${e.path} ${e.code}`);
let count = 0;
const item = {
  hs_code: '851830',
  origin_country: 'CN',
  description: 'Headphones',
  quantity: '2',
  unit: 'pcs',
  net_weight_kg: '0.4',
  amount: { amount: '12345', currency: 'CNY' as const },
};
function parcel(change: Partial<ParcelInput> = {}): ParcelInput {
  count += 1;
  return {
    number: `P-${count}`,
    mode: '9610',
    transport: 'road',
    channel: 'courier',
    destination: 'KZ',
    released_on: '2026-02-10',
    recipient: `person ${count}`,
    gross_weight_kg: '0.5',
    items: [item],
    ...change,
  };
}
const register = (change: Partial<ParcelInput> = {}, who = sender) =>
  app.execute(registerParcel, who, parcel(change));
const money = (amount: string, currency: 'CNY' | 'USD' | 'EUR' = 'CNY') => ({ amount, currency });

const columns =
  'number,mode,transport,channel,destination,released_on,recipient,gross_weight_kg,hs_code,origin_country,description,quantity,unit,net_weight_kg,amount,currency';
const row = (n: number, change: { amount?: number; hs?: string; to?: string; extra?: string } = {}) =>
  `T-${n},9610,rail,post,${change.to ?? 'KG'},2026-02-${String((n % 27) + 1).padStart(2, '0')},r${n},1.5,${change.hs ?? '640299'},CN,Shoes${change.extra ?? ''},1,pair,1.2,${change.amount ?? 100 + n},CNY`;
const load = (rows: string[], options: object = {}, who = sender) =>
  app.execute(importParcels, who, { csv: [columns, ...rows].join('\n'), ...options });

test('many parcels become lists, and a month’s lists one declaration by code that agrees to the cent', async () => {
  const rows = Array.from({ length: 300 }, (_, n) => row(n, n % 3 === 0 ? { hs: '850760' } : {}));
  const unit = rows.map((r) => (r.includes(',850760,') ? r.replace(',pair,', ',pcs,') : r));
  const loaded = mustSucceed(await load(unit), 'load');
  assert.deepEqual([loaded.parcels, loaded.items], [300, 300]);
  const { summaries } = mustSucceed(
    await app.execute(sumUpMonth, sender, { mode: '9610', month: '2026-02' }),
    'sum up',
  );
  assert.equal(summaries.length, 1);
  const seen = mustSucceed(
    await app.execute(viewSummary, sender, { summary_id: summaries[0]?.summary_id ?? '' }),
    'view',
  );
  const total = Array.from({ length: 300 }, (_, n) => 100 + n).reduce((a, b) => a + b, 0);
  assert.equal(seen.amount, String(total));
  assert.deepEqual(
    seen.lines.map((l) => [l.hs_code, l.items]),
    [
      ['640299', 200],
      ['850760', 100],
    ],
  );
  assert.equal(
    seen.lines.reduce((sum, l) => sum + BigInt(l.amount), 0n),
    BigInt(total),
  );
  assert.ok(seen.recounted.agrees);
  assert.equal(seen.declare_by, '2026-03-15');
  const again = await app.execute(sumUpMonth, sender, { mode: '9610', month: '2026-02' });
  assert.equal(code(again), 'parcels.nothing_to_sum_up');
});

test('two who sum up the same month at once put each parcel into one summary', async () => {
  const who = await tradingFirm(app, 'Double Summer');
  for (let n = 0; n < 5; n++) mustSucceed(await register({ released_on: '2026-01-15' }, who), 'register');
  mustSucceed(await register({ released_on: '2026-01-16', destination: 'UZ' }, who), 'register');
  const sum = () => app.execute(sumUpMonth, who, { mode: '9610', month: '2026-01' });
  const answers = await Promise.all([sum(), sum(), sum()]);
  assert.deepEqual(answers.map(code).sort(), [
    'done',
    'parcels.nothing_to_sum_up',
    'parcels.nothing_to_sum_up',
  ]);
  const { items } = mustSucceed(await app.execute(listSummaries, who, {}), 'list');
  assert.deepEqual(items.map((s) => s.parcels).sort(), [1, 5]);
});

test('a running month and a mode without summaries are refused', async () => {
  const sum = (mode: string, month: string) => app.execute(sumUpMonth, sender, { mode, month });
  assert.equal(code(await sum('9610', '2026-03')), 'parcels.month_not_over');
  assert.equal(code(await sum('1210', '2026-02')), 'parcels.mode_has_no_summary');
});

test('what is wrong in a table is named by row and field, and nothing of it is written', async () => {
  const before = mustSucceed(await app.execute(listParcels, sender, { limit: 100 }), 'list').items.length;
  const bad = await load([
    row(9001),
    row(9002).replace(',pair,', ',parrots,'),
    row(9001).replace('r9001', 'other'),
  ]);
  assert.equal(code(bad), 'parcels.parcel_wrong');
  assert.deepEqual(errorsOf(bad), ['/rows/4/number rows_differ']);
  const worse = await load([
    row(9003).replace(',pair,', ',parrots,'),
    row(9004).replace('2026-02-', '2027-02-'),
  ]);
  assert.deepEqual(errorsOf(worse), [
    '/rows/2/items/0/unit unit_unknown',
    '/rows/3/released_on in_the_future',
  ]);
  assert.equal(code(await load([row(9005).replace('9610', '9710')])), 'parcels.parcel_wrong');
  // 851712 ended with the edition of 2017.
  const codes = await load([row(9008, { hs: '851712' }), row(9009, { hs: '999999' })]);
  assert.deepEqual(errorsOf(codes), [
    '/rows/2/items/0/hs_code hs_ended',
    '/rows/3/items/0/hs_code hs_unknown',
  ]);
  const sizes = await register({
    gross_weight_kg: '9'.repeat(15),
    items: [{ ...item, origin_country: 'XX', quantity: '9'.repeat(15), amount: money('9'.repeat(18)) }],
  });
  assert.deepEqual(errorsOf(sizes), [
    '/gross_weight_kg too_large',
    '/items/0/quantity too_large',
    '/items/0/amount too_large',
    '/items/0/origin_country country_unknown',
  ]);
  const halves = await load([row(9010), row(9011).replace(/,[0-9]+,pair,/, ',0.5,pair,')]);
  assert.deepEqual(errorsOf(halves), ['/rows/3/items/0/quantity not_whole']);
  assert.match((codes as Refusal).errors[0]?.message ?? '', /since 2022 8517/);
  assert.equal(code(await load([row(9006, { extra: '\u0000' })])), 'parcels.parcel_wrong');
  assert.equal(code(await load([row(1)])), 'parcels.parcel_wrong');
  const dry = mustSucceed(await load([row(9007)], { dry_run: true }), 'dry');
  assert.equal(dry.parcels, 1);
  const after = mustSucceed(await app.execute(listParcels, sender, { limit: 100 }), 'list').items.length;
  assert.equal(after, before);
  assert.equal(code(await load(['"'])), 'parcels.file_unreadable');
  assert.equal(
    code(await app.execute(importParcels, sender, { csv: 'number,amount\nx,1' })),
    'parcels.file_unreadable',
  );
  for (const csv of [`${columns},amount\n${row(1)},1`, `${columns}\n${row(1, { extra: '\ufffd' })}`])
    assert.equal(code(await app.execute(importParcels, sender, { csv })), 'parcels.file_unreadable');
});

test('one number registered several times at once is one parcel', async () => {
  const one = parcel();
  const answers = await Promise.all([1, 2, 3, 4].map(() => app.execute(registerParcel, sender, one)));
  assert.deepEqual(answers.map(code).sort(), ['done', ...Array(3).fill('parcels.parcel_wrong')]);
});

test('a table of too many rows is refused before it is read', async () => {
  const started = performance.now();
  const csv = `${columns}${'\n'.repeat(900_000)}`;
  assert.equal(code(await app.execute(importParcels, sender, { csv })), 'parcels.too_many');
  assert.ok(performance.now() - started < 1000);
});

test('goods abroad are sold out of their lot, and the last of them to one of many', async () => {
  const lot = mustSucceed(
    await app.execute(receiveLot, sender, {
      mode: '9810',
      country: 'KZ',
      warehouse: 'Demo warehouse Almaty',
      reference: 'DEMO-1',
      hs_code: '851830',
      origin_country: 'CN',
      description: 'Headphones',
      unit: 'pcs',
      quantity: '5',
    }),
    'lot',
  );
  const sell = (change: Partial<ParcelInput> = {}) =>
    register({ mode: '9810', items: [{ ...item, lot_id: lot.lot_id }], ...change });
  const answers = await Promise.all([sell(), sell(), sell(), sell()]);
  assert.equal(answers.filter((a) => !isRefusal(a)).length, 2);
  const refused = answers.filter(isRefusal);
  assert.ok(refused.every((r) => r.errors[0]?.code === 'lot_short'));
  // Sold within the country the goods lie in: no import, so no limit is asked.
  assert.ok(answers.every((a) => isRefusal(a) || a.verdict === 'not_asked'));
  const { items } = mustSucceed(await app.execute(listLots, sender, {}), 'lots');
  assert.deepEqual([items[0]?.quantity_out, items[0]?.left], ['4.000', '1.000']);
  assert.deepEqual(errorsOf(await register({ mode: '9810' })), ['/items/0/lot_id lot_needed']);
  assert.deepEqual(errorsOf(await sell({ mode: '1210' })), ['/items/0/lot_id lot_of_other_mode']);
  const stranger = await tradingFirm(app, 'Lot Stranger');
  const stolen = await register(
    { mode: '9810', items: [{ ...item, quantity: '1', lot_id: lot.lot_id }] },
    stranger,
  );
  assert.deepEqual(errorsOf(stolen), ['/items/0/lot_id lot_unknown']);
  assert.equal(
    code(
      await app.execute(receiveLot, sender, {
        mode: '1210',
        country: 'KZ',
        warehouse: 'x',
        reference: 'x',
        hs_code: '851830',
        origin_country: 'KZ',
        description: 'x',
        unit: 'pcs',
        quantity: '1',
      }),
    ),
    'parcels.lot_wrong',
  );
});

test('parcels of one person count together, also within one table and for two tables at once', async () => {
  const who = await tradingFirm(app, 'Counting Sender');
  const send = (number: string, usd: string) =>
    app.execute(registerParcel, who, {
      ...parcel({ destination: 'UZ', recipient: 'Anna', items: [{ ...item, amount: money(usd, 'USD') }] }),
      number,
    });
  // USD 200 a month by courier.
  assert.equal(mustSucceed(await send('A', '15000'), 'send').verdict, 'within');
  const both = await Promise.all([send('B', '5000'), send('C', '5000')]);
  assert.deepEqual(both.map((a) => (isRefusal(a) ? a.code : a.verdict)).sort(), ['above', 'within']);
  const { items } = mustSucceed(await app.execute(listParcels, who, { month: '2026-02' }), 'list');
  assert.equal(items.length, 3);
  assert.ok(!JSON.stringify(items).includes('Anna'));
});

test('anybody may ask: within, above with what is asked, or not known with what is missing', async () => {
  const ask = async (country: string, euros: string, currency: 'EUR' | 'USD' | 'CNY' = 'EUR') =>
    mustSucceed(
      await app.execute(askLimit, sender, {
        country,
        channel: 'courier',
        value: money(euros, currency),
        weight_kg: '1',
        hs_code: '851830',
      }),
      'ask',
    );
  assert.equal((await ask('KZ', '20000')).verdict, 'within');
  const above = await ask('KZ', '30000');
  assert.deepEqual([above.verdict, above.duty?.amount], ['above', '1500']);
  assert.match(above.limits[0]?.source ?? '', /baq\.kz/);
  const unknown = await ask('TM', '100');
  assert.deepEqual([unknown.verdict, unknown.duty, unknown.limits.length], ['not_known', null, 0]);
  const china = await ask('CN', '100000', 'CNY');
  assert.deepEqual([china.verdict, china.duty?.amount, china.vat?.amount], ['within', '0', '9100']);
  const crossed = await ask('KZ', '100000', 'CNY');
  // CNY to EUR is on file or it is not; an answer without a rate is never "within".
  assert.ok(crossed.rates.length === 1 || crossed.verdict === 'not_known');
});

test('lists leave as files that no spreadsheet runs, and cursors that were made up are refused', async () => {
  const who = await tradingFirm(app, 'File Sender');
  mustSucceed(await register({ items: [{ ...item, description: '=cmd()' }] }, who), 'register');
  const file = mustSucceed(await app.execute(getListFile, who, { mode: '9610', month: '2026-02' }), 'file');
  const { body } = file as { body: string };
  assert.match(body, /"'=cmd\(\)"/);
  assert.equal(body.trim().split('\r\n').length, 2);
  const cursor = Buffer.from(JSON.stringify(['2026-99-99', newId(app)])).toString('base64url');
  assert.equal(code(await app.execute(listParcels, who, { cursor })), 'platform.bad_cursor');
  const missing = await app.execute(viewSummary, who, { summary_id: newId(app) });
  assert.equal(code(missing), 'parcels.summary_not_found');
});

test('a voided parcel leaves list, limit and lot, stays to be seen, and is void once; a summed one and a stranger’s stay', async () => {
  const who = await tradingFirm(app, 'Voiding Sender');
  const send = async (change: Partial<ParcelInput>) =>
    mustSucceed(await register({ destination: 'UZ', recipient: 'Bek', ...change }, who), 'send');
  const usd = (amount: string) => [{ ...item, amount: money(amount, 'USD') }];
  const first = await send({ items: usd('15000') });
  const cancel = (parcel_id: string, by = who) =>
    app.execute(voidParcel, by, { parcel_id, reason: 'Never handed in' });
  assert.equal(code(await cancel(first.parcel_id, sender)), 'parcels.parcel_not_found');
  const twice = await Promise.all([cancel(first.parcel_id), cancel(first.parcel_id)]);
  assert.deepEqual(twice.map(code).sort(), ['done', 'parcels.parcel_void']);
  // The USD 200 of the month are free again.
  const second = await send({ items: usd('20000') });
  assert.equal(second.verdict, 'within');
  const file = mustSucceed(await app.execute(getListFile, who, { mode: '9610', month: '2026-02' }), 'file');
  assert.equal((file as { body: string }).body.trim().split('\r\n').length, 2);
  const { items } = mustSucceed(await app.execute(listParcels, who, {}), 'list');
  assert.deepEqual(items.map((p) => p.void_reason).sort(), ['Never handed in', null].sort());
  const { summaries } = mustSucceed(
    await app.execute(sumUpMonth, who, { mode: '9610', month: '2026-02' }),
    'sum up',
  );
  assert.deepEqual(
    summaries.map((s) => [s.parcels, s.amount]),
    [[1, '20000']],
  );
  assert.equal(code(await cancel(second.parcel_id)), 'parcels.parcel_summed_up');
  const lot = mustSucceed(
    await app.execute(receiveLot, who, {
      mode: '9810',
      country: 'KZ',
      warehouse: 'Demo warehouse',
      reference: 'DEMO-2',
      hs_code: '851830',
      origin_country: 'CN',
      description: 'Headphones',
      unit: 'pcs',
      quantity: '2',
    }),
    'lot',
  );
  const out = () => register({ mode: '9810', items: [{ ...item, lot_id: lot.lot_id }] }, who);
  const drawn = mustSucceed(await out(), 'draw');
  assert.deepEqual(errorsOf(await out()), [`/lots/${lot.lot_id} lot_short`]);
  mustSucceed(await cancel(drawn.parcel_id), 'void');
  mustSucceed(await out(), 'draw again');
});
