import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { TEST_SECRET } from '../../../../test/cluster.ts';
import { readConfig } from '../../../platform/config.ts';
import { statements } from '../../../platform/database/tx.ts';
import { buildServer } from '../../../platform/http/server.ts';
import { publicActor } from '../../../platform/index.ts';
import { createLog } from '../../../platform/log.ts';
import { platformRefusals } from '../../../platform/refusals.ts';
import { loadReference, reference } from '../../reference/index.ts';
import { landedCostModule, loadTariffs } from '../index.ts';

let app: TestApp;
let server: FastifyInstance;
before(async () => {
  app = await testApp([reference, landedCostModule]);
  await app.within(async (ctx) => {
    await loadReference(ctx.tx);
    await loadTariffs(ctx.tx);
  });
  server = await buildServer({
    config: {
      ...readConfig({ SAUDA_HOME: app.runtime.services.home, SAUDA_SECRET: TEST_SECRET }),
      rate_limit_per_minute: 100_000,
    },
    log: createLog('silent'),
    runtime: app.runtime,
    routes: [...reference.routes, ...landedCostModule.routes],
    refusals: { ...platformRefusals, ...reference.refusals, ...landedCostModule.refusals },
    authenticate: async () => publicActor,
  });
});
after(async () => {
  await server.close();
  await app.close();
});

const get = async (path: string): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await server.inject({ method: 'GET', url: `/api/v1${path}` });
  return { status: answer.statusCode, body: answer.json() };
};

test('every list of reference data answers the public, in pages', async () => {
  for (const list of [
    'countries',
    'currencies',
    'units',
    'incoterms',
    'supervision-modes',
    'places',
    'crossings',
    'routes',
    'goods',
  ]) {
    const { status, body } = await get(`/reference/${list}?limit=2`);
    assert.equal(status, 200, list);
    assert.ok(Array.isArray(body.items) && body.items.length === 2, list);
    assert.equal(typeof body.next_cursor, 'string', list);
  }
});

test('search, one code, one route, and what does not exist', async () => {
  const found = await get(`/reference/hs?q=${encodeURIComponent('光伏组件')}&level=6`);
  assert.match(JSON.stringify(found.body), /854143/);
  assert.equal((await get('/reference/hs/8541')).status, 200);
  assert.equal((await get('/reference/hs/999999')).body.code, 'reference.hs_code_unknown');
  assert.equal((await get('/reference/hs/85x')).status, 400);
  assert.equal((await get('/reference/routes/rail-xian-horgos-almaty')).status, 200);
  assert.equal((await get('/reference/routes/nowhere')).body.code, 'reference.route_unknown');
  assert.equal((await get('/reference/places?limit=101')).status, 400);
  assert.equal((await get('/reference/places?colour=red')).status, 400);
});

/** Asks what an import of one line into Kyrgyzstan costs. */
const assess = (line: object) =>
  server.inject({
    method: 'POST',
    url: '/api/v1/landed-cost/assess',
    payload: {
      date: '2026-03-02',
      destination_country: 'KG',
      origin_country: 'CN',
      lines: [{ line: 1, customs_value: { amount: '1000000', currency: 'USD' }, ...line }],
    },
  });

test('an import is assessed for anybody, in few statements', async () => {
  const before = statements.count;
  const answer = await assess({
    hs_code: '854143',
    quantity: '500',
    unit: 'pcs',
    net_weight_kg: '12500.000',
  });
  assert.equal(answer.statusCode, 200, answer.body);
  const body = answer.json();
  assert.equal(body.complete, true);
  assert.deepEqual(
    body.charges.map((c: { kind: string; rate_text: string }) => [c.kind, c.rate_text]),
    [
      ['duty', '0 %'],
      ['vat', '12 %'],
      ['fee', '0.4 % of customs value'],
    ],
  );
  // Begin, the book, the rates, commit; and what the transaction sets for row-level security.
  assert.ok(statements.count - before <= 4, `${statements.count - before} statements`);
});

test('bad input is told where it is bad', async () => {
  const answer = await server.inject({
    method: 'POST',
    url: '/api/v1/landed-cost/assess',
    payload: { date: '2026-13-40', destination_country: 'KG', origin_country: 'CN', lines: [] },
  });
  assert.equal(answer.statusCode, 400);
  assert.equal(answer.json().code, 'platform.bad_input');
});

test('half a piece is not assessed, nor is half a pair among the further quantities', async () => {
  const answer = await assess({
    hs_code: '640299',
    quantity: '0.5',
    unit: 'pcs',
    net_weight_kg: '125.5',
    further_quantities: [
      { quantity: '2.5', unit: 'kg' },
      { quantity: '2.5', unit: 'pair' },
    ],
  });
  const { code, errors } = answer.json();
  assert.deepEqual(
    [code, ...errors.map((e: { path: string }) => e.path)],
    ['reference.quantity_not_whole', '/lines/0/quantity', '/lines/0/further_quantities/1/quantity'],
    answer.body,
  );
});

test('the tariff of a code is shown with dates and sources', async () => {
  const { status, body } = await get('/landed-cost/tariffs/KZ/842952?date=2026-03-02');
  assert.equal(status, 200);
  assert.match(JSON.stringify(body.rules), /chapter edition/);
  assert.equal((await get('/landed-cost/tariffs/FR/842952')).body.code, 'landed-cost.country_unknown');
});
