import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import type { OutboundAnswer, OutboundCall } from '../../../platform/index.ts';
import { type MarketplaceKind, marketplaces } from '../formats/index.ts';
import { majorUnits, minorUnits, plainLine, quantityText, xmlText } from '../formats/remote-text.ts';
import type { Shop, ShopOffer } from '../port.ts';

const fixture = (name: string): string =>
  readFileSync(new URL(`./fixtures/${name}`, import.meta.url), 'utf8');
const answer = (text: string | undefined, status = 200, retry_after_ms?: number): OutboundAnswer => ({
  kind: 'answer',
  status,
  text,
  retry_after_ms,
});
const since = new Date('2026-03-01T00:00:00Z');
const offers: ShopOffer[] = [
  {
    sku: 'DEMO-48V',
    title: 'Аккумулятор <48 В>',
    description: 'For storage',
    brand: 'Demo',
    category: 'Batteries',
    price: { amount: '12990000', currency: 'KZT' },
    stock: 7,
  },
  {
    sku: 'DEMO-OUT',
    title: 'Out of stock',
    description: '',
    brand: '',
    category: '',
    price: { amount: '150050', currency: 'KZT' },
    stock: 0,
  },
];

/** A shop whose marketplace gives these answers in turn; keeps what was asked. */
function shop(kind: MarketplaceKind, ...answers: OutboundAnswer[]) {
  const calls: OutboundCall[] = [];
  const of: Shop = {
    outbound: {
      fault: () => undefined,
      send: async (call) => {
        calls.push(call);
        return answers.shift() ?? answer('{}');
      },
    },
    base_url: 'https://shop.example',
    token: 'secret-token',
    merchant_id: 'Demo1',
    store_id: 'PP1',
    company: 'Demo "Tian Shan" & Co',
    feed_url: 'https://sauda.example/feeds/k',
  };
  return { calls, market: marketplaces[kind].open(of) };
}

test('Kaspi: a page of orders is read, each bad row fails alone, and text loses its tricks', async () => {
  const { calls, market } = shop(
    'kaspi',
    answer(fixture('kaspi-orders.json')),
    answer(fixture('kaspi-entries.json')),
  );
  const page = await market.pullOrders(null, since);
  assert.ok(page.ok);
  assert.deepEqual(page.value.orders, [
    {
      remote_id: 'MTAwMDAx',
      number: '100000001',
      placed_at: '2026-03-02T08:00:00.000Z',
      total: { amount: '25980000', currency: 'KZT' },
      lines: [{ sku: 'DEMO-48V', title: 'Аккумулятор 48 В', quantity: '2' }],
    },
  ]);
  assert.deepEqual(
    page.value.faults.map((f) => f.row),
    ['100000003', 'unknown'],
  );
  assert.equal(page.value.next, '1');
  assert.equal(
    decodeURIComponent(calls[0]?.url ?? ''),
    `https://shop.example/shop/api/v2/orders?page[number]=0&page[size]=50&filter[orders][state]=NEW&filter[orders][creationDate][$ge]=${since.getTime()}`,
  );
  assert.equal(calls[0]?.headers?.['x-auth-token'], 'secret-token');
});

test('Kaspi: goods go out as its JSON import, an order is accepted, a report names the rows', async () => {
  const { calls, market } = shop(
    'kaspi',
    answer('{"code":"import-1","status":"UPLOADED"}'),
    answer('{"data":{"type":"orders","id":"MTAwMDAx","attributes":{"status":"ACCEPTED_BY_MERCHANT"}}}'),
    answer('{"code":"import-1","status":"FINISHED"}'),
    answer('{"result":{"DEMO-48V":{"errors":[{"message":"no such category"}]},"DEMO-OUT":{"errors":[]}}}'),
  );
  const pushed = await market.pushCatalogue(offers);
  assert.ok(pushed.ok && pushed.value.ticket === 'import-1');
  assert.deepEqual(JSON.parse(calls[0]?.body ?? '')[0], {
    sku: 'DEMO-48V',
    title: 'Аккумулятор <48 В>',
    brand: 'Demo',
    category: 'Batteries',
    description: 'For storage',
    attributes: [],
    images: [],
  });
  assert.equal(calls[0]?.headers?.['content-type'], 'text/plain');
  assert.ok((await market.acknowledge({ remote_id: 'MTAwMDAx', number: '100000001' })).ok);
  assert.deepEqual(JSON.parse(calls[1]?.body ?? ''), {
    data: {
      type: 'orders',
      id: 'MTAwMDAx',
      attributes: { code: '100000001', status: 'ACCEPTED_BY_MERCHANT' },
    },
  });
  assert.deepEqual(await market.report('import-1'), {
    ok: true,
    value: {
      pending: false,
      faults: [{ row: 'DEMO-48V', reason: 'not_taken', detail: 'no such category' }],
    },
  });
});

test('the files that Kaspi and Satu fetch are as recorded', () => {
  const at = new Date('2026-03-02T08:00:00Z');
  assert.equal(shop('kaspi').market.feeds(offers, at).prices, fixture('kaspi-prices.xml'));
  assert.equal(shop('satu').market.feeds(offers, at).catalogue, fixture('satu-catalogue.xml'));
});

test('Satu: orders are read, prices go out as a bare array, and 200 is not yet a yes', async () => {
  const { calls, market } = shop(
    'satu',
    answer(fixture('satu-orders.json')),
    answer('{"processed_ids":["DEMO-48V"],"errors":{"DEMO-OUT":"minimum_order_quantity"}}'),
    answer('{"error":"This status value is not allowed"}'),
    answer('{"processed_ids":[210000007]}'),
  );
  const page = await market.pullOrders(null, since);
  assert.ok(page.ok);
  assert.deepEqual(page.value.orders, [
    {
      remote_id: '210000007',
      number: '210000007',
      placed_at: '2026-03-02T09:15:00.000Z',
      total: { amount: '13140050', currency: 'KZT' },
      lines: [{ sku: 'DEMO-48V', title: 'Аккумулятор 48 В', quantity: '1' }],
    },
  ]);
  assert.deepEqual(
    page.value.faults.map((f) => f.row),
    ['210000005', 'unknown'],
  );
  assert.match(calls[0]?.url ?? '', /date_from=2026-03-01T00%3A00%3A00$/, 'without milliseconds and zone');
  assert.deepEqual(await market.pushPrices(offers), {
    ok: true,
    value: { faults: [{ row: 'DEMO-OUT', reason: 'not_taken', detail: 'minimum_order_quantity' }] },
  });
  assert.deepEqual(JSON.parse(calls[1]?.body ?? '')[0], {
    id: 'DEMO-48V',
    price: 129900,
    presence: 'available',
    quantity_in_stock: 7,
  });
  const order = { remote_id: '210000007', number: '210000007' };
  assert.equal((await market.acknowledge(order)).ok, false);
  assert.equal((await market.acknowledge(order)).ok, true);
});

test('hostile answers end as a fault that says which, for every marketplace', async () => {
  const bomb = `<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]><l>&b;</l>`;
  const deep = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;
  for (const kind of ['kaspi', 'satu', 'rest'] as const)
    for (const [given, fault] of [
      [answer(undefined), { kind: 'garbled', reason: 'encoding' }],
      [answer(bomb), { kind: 'garbled', reason: 'not_json' }],
      [answer(''), { kind: 'garbled', reason: 'not_json' }],
      [answer(deep), { kind: 'garbled', reason: 'shape' }],
      [answer('null'), { kind: 'garbled', reason: 'shape' }],
      [answer('{"data":{},"orders":{}}'), { kind: 'garbled', reason: 'shape' }],
      [
        answer(JSON.stringify({ data: Array(501).fill(0), orders: Array(501).fill(0) })),
        { kind: 'garbled', reason: 'shape' },
      ],
      [
        { kind: 'too_large', limit_bytes: 1 },
        { kind: 'garbled', reason: 'too_large' },
      ],
      [
        { kind: 'unreachable', reason: 'timeout' },
        { kind: 'unavailable', reason: 'timeout' },
      ],
      [answer('{}', 401), { kind: 'token_refused' }],
      [answer('{}', 403), { kind: 'token_refused' }],
      [answer('{}', 429), { kind: 'throttled', wait_ms: 60_000 }],
      [answer('{}', 429, 7000), { kind: 'throttled', wait_ms: 7000 }],
      [answer('{}', 503, 9000), { kind: 'throttled', wait_ms: 9000 }],
      [answer('{}', 500), { kind: 'unavailable', reason: 'status 500' }],
      [answer('a\u0000b', 400), { kind: 'rejected', reason: '400 a b' }],
    ] as const)
      assert.deepEqual(
        await shop(kind, given).market.pullOrders(null, since),
        { ok: false, fault },
        `${kind}: ${JSON.stringify(given).slice(0, 80)}`,
      );
});

test('orders with wrong types, strange quantities and endless lines are not taken, and do not hurt the others', async () => {
  const good = {
    id: '1',
    number: 'A-1',
    total: { amount: '5', currency: 'KZT' },
    lines: [{ sku: 'S', title: 'T', quantity: 1 }],
  };
  const bad = [
    { ...good, id: 1 },
    { ...good, id: 'x\u0000' },
    { ...good, id: 'y'.repeat(101) },
    { ...good, total: { amount: '1.5', currency: 'KZT' } },
    { ...good, total: { amount: '5', currency: 'XXX' } },
    { ...good, lines: [] },
    { ...good, lines: Array(51).fill(good.lines[0]) },
    ...[-1, 0, 1e21, 0.0001, '1e3', '', '１'].map((quantity) => ({
      ...good,
      lines: [{ sku: 'S', title: 'T', quantity }],
    })),
    null,
    [],
    'order',
  ];
  const { market } = shop('rest', answer(JSON.stringify({ orders: [...bad, good], next: null })));
  const page = await market.pullOrders(null, since);
  assert.ok(page.ok);
  assert.deepEqual(
    page.value.orders.map((o) => o.remote_id),
    ['1'],
  );
  assert.equal(page.value.faults.length, bad.length);
});

test('amounts, quantities and text of others', () => {
  for (const [said, amount] of [
    [12000, '1200000'],
    [3600.5, '360050'],
    ['1 950 ₸', '195000'],
    ['1\u00a0950,50 тг.', '195050'],
    ['1.500', undefined],
    ['-5', undefined],
    ['1,234.56', undefined],
    [1e21, undefined],
    [0.001, undefined],
    [Number.NaN, undefined],
    ['', undefined],
  ] as const)
    assert.equal(minorUnits(said), amount, String(said));
  assert.equal(majorUnits('1234500'), '12345');
  assert.equal(majorUnits('5'), '0.05');
  assert.equal(quantityText('2.500'), '2.500');
  assert.equal(plainLine(' a\u202eb\r\nc\ud800 ', 60), 'a b c\ufffd');
  assert.equal(plainLine('🚚'.repeat(40), 3).length, 3);
  assert.equal(xmlText('a<b>&"\'\u0000\ufffe'), 'a&#60;b&#62;&#38;&#34;&#39;');
});
