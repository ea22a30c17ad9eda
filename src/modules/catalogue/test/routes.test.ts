import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import sharp from 'sharp';
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

test('each answer tells the browser what a page of it may do', async () => {
  for (const url of ['/listings', '/listings/no-id', '/nowhere']) {
    const { headers } = await send('GET', url);
    assert.match(
      String(headers['content-security-policy']),
      /default-src 'self'.*script-src 'self'(;|$)/,
      url,
    );
    assert.equal(headers['x-frame-options'], 'SAMEORIGIN');
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['strict-transport-security'], undefined, 'only in production, behind TLS');
  }
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
    'photo_id',
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
  assert.equal(
    (await send('POST', '/listings', 'seller', { ...batteryPacks, title: 'By rail 🚂' })).statusCode,
    200,
  );
});

test('what hides or turns the writing, and a country that is none, is refused with its field; so is what breaks sums', async () => {
  const [tier] = batteryPacks.tiers;
  assert.ok(tier);
  for (const [change, field] of [
    [{ title: 'Left \u202e right' }, 'body/title text_unfit'],
    [{ title: '\u200b\u200b' }, 'body/title text_unfit'],
    [{ title: 'One\u2028two' }, 'body/title text_unfit'],
    [{ description: 'seen \u2066not\u2069' }, 'body/description text_unfit'],
    [{ package_kind: 'crate\u2060' }, 'body/package_kind text_unfit'],
    [{ origin_country: 'XX' }, '/origin_country country_unknown'],
    [{ moq: '999999999999999' }, '/moq too_large'],
    [
      { tiers: [{ ...tier, price: { ...tier.price, amount: '999999999999999999' } }] },
      '/tiers/0/price too_large',
    ],
  ] as const) {
    const answer = await send('POST', '/listings', 'seller', { ...batteryPacks, ...change });
    const [error] = answer.json().errors;
    assert.equal(`${error.path} ${error.code}`, field, answer.body);
  }
});

/** A photo of a camera that was turned, with a place in its metadata. */
const photo = (name = 'a', side = 1800): Promise<Buffer> =>
  sharp({ create: { width: side, height: 1200, channels: 3, background: `#${name.repeat(6)}` } })
    .withExif({ IFD0: { Copyright: 'Secret Owner' }, IFD3: { GPSLatitude: '43/1 15/1 0/1' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer();
const base64 = (bytes: Buffer) => bytes.toString('base64');

test('a photo is made anew: turned, made smaller, and nothing of its metadata is left', async () => {
  const { listing_id } = (await send('POST', '/listings', 'seller', batteryPacks)).json();
  const original = await photo();
  assert.ok(original.includes('Secret Owner'));
  const url = `/listings/${listing_id}/photos`;
  const added = await send('POST', url, 'seller', { file: base64(original), text: 'Packs on a pallet' });
  assert.equal(added.statusCode, 200, added.body);
  const [kept] = added.json().photos;
  assert.deepEqual([kept.width, kept.height, kept.text], [853, 1280, 'Packs on a pallet']);
  const again = await send('POST', url, 'seller', { file: base64(original) });
  assert.deepEqual(again.json(), added.json());

  for (const [size, side] of [
    ['large', 1280],
    ['small', 320],
  ] as const) {
    const read = await send('GET', `${url}/${kept.photo_id}?size=${size}`);
    assert.equal(read.statusCode, 200, read.body);
    assert.equal(read.headers['content-type'], 'image/webp');
    assert.equal(read.headers['x-content-type-options'], 'nosniff');
    assert.match(String(read.headers['cache-control']), /^public, max-age=\d+, immutable$/);
    const { exif, icc, xmp, orientation, height } = await sharp(read.rawPayload).metadata();
    assert.deepEqual(
      [exif, icc, xmp, orientation, height],
      [undefined, undefined, undefined, undefined, side],
    );
    assert.ok(!read.rawPayload.includes('Secret'));
  }
  const { items } = (await send('GET', '/listings?limit=20')).json();
  const shown = items.find((item: { listing_id: string }) => item.listing_id === listing_id);
  assert.equal(shown.photo_id, kept.photo_id);
  assert.deepEqual((await send('GET', `/listings/${listing_id}`)).json().photos, [kept]);
});

test('photos are put in order and taken away; those of what was withdrawn are seen by their owner alone', async () => {
  const { listing_id } = (await send('POST', '/listings', 'seller', batteryPacks)).json();
  const url = `/listings/${listing_id}/photos`;
  const ids: string[] = [];
  for (const name of '12345678') {
    const added = await send('POST', url, 'seller', { file: base64(await photo(name, 40)) });
    ids.push(added.json().photos.at(-1).photo_id);
  }
  const ninth = await send('POST', url, 'seller', { file: base64(await photo('9', 40)) });
  assert.deepEqual([ninth.statusCode, ninth.json().code], [409, 'catalogue.photos_too_many']);
  const [first = '', second = ''] = ids;
  const order = (...photo_ids: string[]) => ({
    photos: photo_ids.map((photo_id) => ({ photo_id, text: null })),
  });
  assert.equal(
    (await send('PUT', url, 'seller', order(first, first))).json().code,
    'catalogue.photo_not_found',
  );
  assert.equal(
    (await send('PUT', url, 'seller', order(listing_id))).json().code,
    'catalogue.photo_not_found',
  );
  assert.equal(
    (await send('PUT', url, 'stranger', order(second))).json().code,
    'catalogue.listing_not_found',
  );
  const arranged = await send('PUT', url, 'seller', order(second, first));
  assert.deepEqual(
    arranged.json().photos.map((one: { photo_id: string }) => one.photo_id),
    [second, first],
  );
  assert.equal((await send('GET', `${url}/${ids[2]}`)).statusCode, 404);
  const changed = await send('PUT', `/listings/${listing_id}`, 'seller', { ...batteryPacks, version: 1 });
  assert.equal(changed.statusCode, 200, 'photos do not make a listing newer');
  await send('POST', `/listings/${listing_id}/withdrawal`, 'seller');
  assert.equal((await send('GET', `${url}/${first}`)).statusCode, 404);
  assert.equal((await send('GET', `${url}/${first}`, 'stranger')).statusCode, 404);
  const own = await send('GET', `${url}/${first}`, 'seller');
  assert.match(String(own.headers['cache-control']), /^private/);
});

test('what is no picture, or more than a picture, is refused by its content', async () => {
  const { listing_id } = (await send('POST', '/listings', 'seller', batteryPacks)).json();
  const whole = await photo('b', 60);
  const bomb = Buffer.from(
    await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer(),
  );
  bomb.writeUInt32BE(65_000, 16);
  bomb.writeUInt32BE(65_000, 20);
  const broken = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
    .png()
    .toBuffer();
  broken.fill(0xff, broken.indexOf('IDAT') + 4, broken.indexOf('IDAT') + 10);
  const hostile: Record<string, Buffer> = {
    program: Buffer.concat([Buffer.from('\x7fELF'), Buffer.alloc(400)]),
    windows: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(400)]),
    page: Buffer.from('<html><script>alert(1)</script></html>'),
    drawing: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'),
    script: Buffer.from('<?php system($_GET["c"]);'),
    'picture and archive': Buffer.concat([whole, Buffer.from('PK\x03\x04'), Buffer.alloc(100)]),
    'cut short': whole.subarray(0, whole.length - 40),
    'a bomb': bomb,
    'broken inside': broken,
    moving: Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'),
  };
  for (const [name, bytes] of Object.entries(hostile)) {
    const answer = await send('POST', `/listings/${listing_id}/photos`, 'seller', { file: base64(bytes) });
    assert.deepEqual([answer.statusCode, answer.json().code], [422, 'catalogue.photo_unusable'], name);
  }
  const large = await send('POST', `/listings/${listing_id}/photos`, 'seller', {
    file: base64(Buffer.alloc(8_000_001)),
  });
  assert.equal(large.json().code, 'catalogue.photo_too_large');
  const foreign = await send('POST', `/listings/${listing_id}/photos`, 'stranger', { file: base64(whole) });
  assert.equal(foreign.json().code, 'catalogue.listing_not_found');
  assert.equal(
    (await send('POST', `/listings/${listing_id}/photos`, 'visitor', { file: base64(whole) })).statusCode,
    401,
  );
  assert.deepEqual((await send('GET', `/listings/${listing_id}`)).json().photos, [], 'nothing was kept');
});
