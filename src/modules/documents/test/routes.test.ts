import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { FastifyInstance } from 'fastify';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { TEST_SECRET } from '../../../../test/cluster.ts';
import { readConfig } from '../../../platform/config.ts';
import { buildServer } from '../../../platform/http/server.ts';
import { type Actor, publicActor } from '../../../platform/index.ts';
import { createLog } from '../../../platform/log.ts';
import { platformRefusals } from '../../../platform/refusals.ts';
import { stopTypesetting } from '../../../platform/typesetting/index.ts';
import { approvals } from '../../approvals/index.ts';
import { deals } from '../../deals/index.ts';
import { type OpenedDeal, openedDeal } from '../../deals/test/deal-fixture.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { documents } from '../index.ts';

let app: TestApp;
let server: FastifyInstance;
let deal: OpenedDeal;
const actors = new Map<string, Actor>();

before(async () => {
  app = await testApp([reference, parties, approvals, deals, documents]);
  deal = await openedDeal(app, 'contracted');
  actors.set('seller', deal.seller).set('stranger', app.member('trader'));
  const config = readConfig({ SAUDA_HOME: app.runtime.services.home, SAUDA_SECRET: TEST_SECRET });
  server = await buildServer({
    config: { ...config, rate_limit_per_minute: 100_000 },
    log: createLog('silent'),
    runtime: app.runtime,
    routes: documents.routes,
    refusals: { ...platformRefusals, ...deals.refusals, ...documents.refusals },
    authenticate: async (request) => actors.get(String(request.headers['x-actor'])) ?? publicActor,
  });
});
after(async () => {
  await server.close();
  await stopTypesetting();
  await app.close();
});

let keys = 0;
const call = (method: 'GET' | 'POST', url: string, actor: string, payload?: object) => {
  keys += 1;
  return server.inject({
    method,
    url: `/api/v1${url}`,
    headers: { 'x-actor': actor, ...(method === 'POST' ? { 'idempotency-key': `documents-${keys}` } : {}) },
    ...(payload ? { payload } : {}),
  });
};

test('a document is issued, drawn and verified over HTTP', async () => {
  const base = `/deals/${deal.deal_id}/documents`;
  const issued = await call('POST', base, 'seller', { kind: 'commercial_invoice' });
  assert.equal(issued.statusCode, 200, issued.body);
  const { document_id } = issued.json();
  const one = await call('GET', `${base}/${document_id}`, 'seller');
  assert.equal(one.json().facts.boxes.seller.lines[0], 'Demo Seller');
  const pdf = await call('GET', `${base}/${document_id}/pdf`, 'seller');
  assert.equal(pdf.headers['content-type'], 'application/pdf');
  assert.equal(pdf.rawPayload.subarray(0, 5).toString(), '%PDF-');
  const again = await call('GET', `${base}/${document_id}/pdf`, 'seller');
  assert.ok(again.rawPayload.equals(pdf.rawPayload));
  for (const body of [
    { file_base64: pdf.rawPayload.toString('base64') },
    { document: one.json() },
    { jws: one.json().jws },
  ]) {
    const verified = await call('POST', '/verify', 'nobody', body);
    assert.equal(verified.statusCode, 200, verified.body);
    assert.deepEqual([verified.json().verdict, verified.json().state], ['authentic', 'issued']);
  }
  const looked = await call('GET', `/verify/${document_id}`, 'nobody');
  assert.equal(looked.json().number, issued.json().number);
  assert.equal((await call('GET', '/verification-keys', 'nobody')).json().keys[0].kty, 'OKP');
});

test('strangers and the public are refused, with stable codes', async () => {
  const base = `/deals/${deal.deal_id}/documents`;
  const codes = await Promise.all([
    call('POST', base, 'stranger', { kind: 'packing_list' }),
    call('POST', base, 'nobody', { kind: 'packing_list' }),
    call('GET', base, 'nobody'),
    call('GET', `${base}/${deal.deal_id}`, 'stranger'),
    call('GET', `${base}/${deal.deal_id}/pdf`, 'stranger'),
    call('GET', `/verify/${deal.deal_id}`, 'nobody'),
  ]);
  assert.deepEqual(
    codes.map((answer) => [answer.statusCode, answer.json().code]),
    [
      [404, 'deals.not_found'],
      [401, 'platform.not_signed_in'],
      [401, 'platform.not_signed_in'],
      [404, 'documents.not_found'],
      [404, 'documents.not_found'],
      [404, 'documents.not_on_register'],
    ],
  );
});

test('bad input is refused before anything is done', async () => {
  const base = `/deals/${deal.deal_id}/documents`;
  for (const body of [
    {},
    { kind: 'passport' },
    { kind: 'packing_list', facts: { marks: 'two\nlines' } },
    { kind: 'packing_list', facts: { unknown: 1 } },
    { kind: 'smgs_note', facts: { wagons: [{ number: 'x'.repeat(21) }] } },
    { kind: 'export_declaration', facts: { boxes: [{ name: '__proto__', box: '1', lines: ['x'] }] } },
  ])
    assert.ok(
      [400, 422].includes((await call('POST', base, 'seller', body)).statusCode),
      JSON.stringify(body),
    );
  for (const body of [
    {},
    { jws: 'x', file_base64: 'eA==' },
    { document: 'text' },
    { jws: 'x'.repeat(700_001) },
  ])
    assert.ok([400, 422].includes((await call('POST', '/verify', 'nobody', body)).statusCode));
});
