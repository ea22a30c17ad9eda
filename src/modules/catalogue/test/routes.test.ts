import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { TEST_SECRET } from '../../../../test/cluster.ts';
import { batteryPacks, tradingFirm, wantedPacks } from '../../../../test/trading-firms.ts';
import { readConfig } from '../../../platform/config.ts';
import { buildServer } from '../../../platform/http/server.ts';
import { type Actor, publicActor } from '../../../platform/index.ts';
import { createLog } from '../../../platform/log.ts';
import { platformRefusals } from '../../../platform/refusals.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { catalogue } from '../index.ts';

let app: TestApp;
let server: FastifyInstance;
const people = new Map<string, Actor>();

before(async () => {
  app = await testApp([reference, parties, catalogue]);
  people.set('seller', await tradingFirm(app, 'HTTP Seller'));
  people.set('stranger', await tradingFirm(app, 'HTTP Stranger', 'KZ'));
  server = await buildServer({
    config: readConfig({ SAUDA_HOME: app.runtime.services.home, SAUDA_SECRET: TEST_SECRET }),
    log: createLog('silent'),
    runtime: app.runtime,
    routes: [...parties.routes, ...catalogue.routes],
    refusals: { ...platformRefusals, ...parties.refusals, ...catalogue.refusals },
    authenticate: async (request) => people.get(String(request.headers['x-test-as'])) ?? publicActor,
  });
});
after(async () => {
  await server.close();
  await app.close();
});

let key = 0;
function send(method: 'GET' | 'POST' | 'PUT', url: string, as = 'visitor', payload?: object | string) {
  key += 1;
  return server.inject({
    method,
    url: `/api/v1${url}`,
    headers: {
      'x-test-as': as,
      'idempotency-key': `catalogue-${key}`,
      ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(payload === undefined ? {} : { payload }),
  });
}

test('publish, read as a visitor, change, withdraw over HTTP', async () => {
  const made = await send('POST', '/listings', 'seller', batteryPacks);
  assert.equal(made.statusCode, 200, made.body);
  const { listing_id } = made.json();
  const read = await send('GET', `/listings/${listing_id}`);
  assert.equal(read.statusCode, 200, read.body);
  assert.equal(read.json().tiers.length, 2);
  assert.equal(read.json().translations.zh.by, 'human');
  const changed = await send('PUT', `/listings/${listing_id}`, 'seller', { ...batteryPacks, version: 1 });
  assert.equal(changed.json().version, 2, changed.body);
  const foreign = await send('POST', `/listings/${listing_id}/withdrawal`, 'stranger');
  assert.equal(foreign.json().code, 'catalogue.listing_not_found');
  assert.equal((await send('POST', `/listings/${listing_id}/withdrawal`, 'seller')).statusCode, 200);
  assert.equal((await send('GET', `/listings/${listing_id}`)).statusCode, 404);
});

test('a visitor reads the shelf but neither publishes nor reads needs or the directory', async () => {
  assert.equal((await send('GET', '/listings')).statusCode, 200);
  for (const url of ['/needs', '/organisations', '/organisation'])
    assert.equal((await send('GET', url)).statusCode, 401, url);
  assert.equal((await send('POST', '/listings', 'visitor', batteryPacks)).statusCode, 401);
  assert.equal((await send('POST', '/needs', 'visitor', wantedPacks)).statusCode, 401);
});

test('a page is lean: what the list shows, nothing else', async () => {
  await send('POST', '/listings', 'seller', batteryPacks);
  const { items } = (await send('GET', '/listings?limit=1')).json();
  assert.deepEqual(Object.keys(items[0]).sort(), [
    'demo',
    'hs_code',
    'lead_time_days',
    'listing_id',
    'moq',
    'origin_country',
    'price',
    'seller',
    'title',
    'unit',
  ]);
});

test('hostile questions are answered with a code, never with a failure', async () => {
  const urls = [
    '/listings?limit=0',
    '/listings?limit=101',
    '/listings?limit=abc',
    '/listings?hs=85%25',
    "/listings?hs=85'--",
    '/listings?origin_country=china',
    '/listings?cursor=%00',
    '/listings?q=%00',
    '/listings?cursor=bm9uc2Vuc2U',
    `/listings?cursor=${Buffer.from('["2026-13-45T99:99:99.999Z","x"]').toString('base64url')}`,
    '/listings?price_to=-1&currency=USD',
    '/listings?price_to=1&currency=XXX',
    '/listings?seller_org_id=1',
    '/listings?unknown=1',
    '/listings/not-an-id',
    '/listings/00000000-0000-0000-0000-00000000000g',
  ];
  for (const url of urls) {
    const response = await send('GET', url);
    assert.equal(response.statusCode, 400, `${url}: ${response.body}`);
    assert.match(response.json().code, /^platform\.(bad_input|bad_cursor)$/);
  }
  for (const q of ["'", '\\', '🚂', ':*&|!', 'a'.repeat(200), '锂'.repeat(60), "'a' & !('b')"]) {
    const response = await send('GET', `/listings?q=${encodeURIComponent(q)}`);
    assert.equal(response.statusCode, 200, `${q}: ${response.body}`);
  }
});

test('hostile bodies are refused field by field', async () => {
  const bodies: object[] = [
    { ...batteryPacks, title: 'a\u0000b' },
    { ...batteryPacks, title: '\u0001' },
    { ...batteryPacks, title: '   ' },
    { ...batteryPacks, title: 'x'.repeat(201) },
    { ...batteryPacks, description: '\u0000' },
    { ...batteryPacks, moq: 1e21 },
    { ...batteryPacks, moq: '1e5' },
    { ...batteryPacks, moq: '9999999999999999.5' },
    { ...batteryPacks, tiers: [] },
    { ...batteryPacks, tiers: Array.from({ length: 11 }, () => batteryPacks.tiers[0]) },
    { ...batteryPacks, tiers: [{ ...batteryPacks.tiers[0], price: { amount: '-5', currency: 'USD' } }] },
    {
      ...batteryPacks,
      tiers: [{ ...batteryPacks.tiers[0], price: { amount: '1'.repeat(19), currency: 'USD' } }],
    },
    { ...batteryPacks, translations: { xx: { title: 'a', description: '', by: 'human' } } },
    { ...batteryPacks, translations: { ru: { title: 'a', description: '', by: 'oracle' } } },
    { ...batteryPacks, org_id: people.get('stranger')?.org_id },
    { ...batteryPacks, published: false, demo: false },
  ];
  for (const body of bodies) {
    const response = await send('POST', '/listings', 'seller', body);
    assert.equal(response.statusCode, 400, `${JSON.stringify(body).slice(0, 200)}: ${response.body}`);
    assert.ok(response.json().errors.length > 0);
  }
  const polluted = `${JSON.stringify(batteryPacks).slice(0, -1)},"__proto__":{"admin":true}}`;
  assert.equal((await send('POST', '/listings', 'seller', polluted)).statusCode, 400);
  assert.equal((await send('POST', '/listings', 'seller', '{"title":')).statusCode, 400);
});

test('half characters are refused, whole ones of any kind are stored', async () => {
  const halves = JSON.stringify(batteryPacks).replace('Lithium battery', '\\ud800 battery');
  assert.equal((await send('POST', '/listings', 'seller', halves)).statusCode, 400);
  const marked = { ...batteryPacks, title: 'Left \u202e right 🚂' };
  assert.equal((await send('POST', '/listings', 'seller', marked)).statusCode, 200);
});
