import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { parse } from 'csv-parse/sync';
import type { FastifyInstance } from 'fastify';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { TEST_SECRET } from '../../../../test/cluster.ts';
import { readConfig } from '../../../platform/config.ts';
import { buildServer } from '../../../platform/http/server.ts';
import { publicActor } from '../../../platform/index.ts';
import { createLog } from '../../../platform/log.ts';
import { platformRefusals } from '../../../platform/refusals.ts';
import { customs } from '../../customs/index.ts';
import { deals } from '../../deals/index.ts';
import { reference } from '../../reference/index.ts';
import { loadOfficial, statistics } from '../index.ts';

let app: TestApp;
let server: FastifyInstance;
before(async () => {
  app = await testApp([reference, deals, customs, statistics]);
  await app.within(loadOfficial);
  server = await buildServer({
    config: readConfig({ SAUDA_HOME: app.runtime.services.home, SAUDA_SECRET: TEST_SECRET }),
    log: createLog('silent'),
    runtime: app.runtime,
    routes: statistics.routes,
    refusals: { ...platformRefusals, ...deals.refusals, ...statistics.refusals },
    authenticate: async () => publicActor,
  });
});
after(async () => {
  await server.close();
  await app.close();
});

const get = (path: string) => server.inject({ method: 'GET', url: `/api/v1${path}` });

test('the public reads overview, table and catalogue', async () => {
  const overview = (await get('/statistics/overview')).json();
  assert.equal(overview.figures[0].key, 'official_c5_total');
  const table = (await get('/statistics/bilateral?reporter=CN&partner=KZ')).json();
  assert.ok(table.rows.length > 0 && table.rows[0].file_hash);
  const page = (await get('/statistics/vintages?limit=2')).json();
  assert.equal(page.items.length, 2);
  assert.equal((await get(`/statistics/vintages?limit=2&cursor=${page.next_cursor}`)).statusCode, 200);
});

test('the CSV is the same table as a file', async () => {
  const answer = await get('/statistics/bilateral.csv?reporter=CN&partner=KG');
  assert.match(String(answer.headers['content-type']), /^text\/csv; charset=utf-8/);
  assert.match(String(answer.headers['content-disposition']), /bilateral-CN-KG-official-A\.csv/);
  const rows: Record<string, string>[] = parse(answer.body, { columns: true });
  const table = (await get('/statistics/bilateral?reporter=CN&partner=KG')).json();
  assert.deepEqual(
    rows.map((r) => r.value),
    table.rows.map((r: { value: string }) => r.value),
  );
});

test('hostile parameters are answered with a problem and a stable code', async () => {
  for (const [query, code] of [
    ['', 'platform.bad_input'],
    ['reporter=CN', 'platform.bad_input'],
    ["reporter=CN&partner=KZ' or '1'='1", 'platform.bad_input'],
    ['reporter=CN&partner=KZ&source=../secret', 'platform.bad_input'],
    ['reporter=CN&partner=KZ&frequency=Q', 'platform.bad_input'],
    ['reporter=CN&partner=KZ&as_of=2026-02-31', 'platform.bad_input'],
    ['reporter=CN&partner=KZ&as_of=yesterday', 'platform.bad_input'],
    ['reporter=CN&partner=KZ&unknown=1', 'platform.bad_input'],
    ['reporter=CN&reporter=RU&partner=KZ', 'platform.bad_input'],
    ['reporter=QQ&partner=KZ', 'statistics.area_unknown'],
    ['reporter=KZ&partner=KZ', 'statistics.same_area'],
  ] as const)
    for (const path of ['bilateral', 'bilateral.csv']) {
      const answer = await get(`/statistics/${path}?${encodeURI(query)}`);
      assert.ok(answer.statusCode >= 400 && answer.statusCode < 500, `${path}?${query}`);
      assert.equal(answer.json().code, code, `${path}?${query}`);
    }
  assert.equal((await get('/statistics/vintages?cursor=%00')).json().code, 'platform.bad_input');
  assert.equal((await get('/statistics/vintages?source=../other')).json().code, 'platform.bad_input');
});

test('releases and mirrors are not for the public', async () => {
  const release = await server.inject({
    method: 'POST',
    url: '/api/v1/statistics/releases',
    headers: { 'idempotency-key': 'key-of-a-test' },
    payload: {},
  });
  assert.equal(release.json().code, 'platform.not_signed_in');
  const mirror = await get('/deals/0195f000-0000-7000-8000-000000000009/mirror');
  assert.equal(mirror.json().code, 'platform.not_signed_in');
});
