import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { approvals } from '../../approvals/index.ts';
import { type FundedDeal, fundedDeal } from '../../customs/test/funded-deal-fixture.ts';
import { type Served, served } from '../../customs/test/served-fixture.ts';
import { deals } from '../../deals/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { transport } from '../index.ts';

let app: TestApp;
let api: Served;
before(async () => {
  app = await testApp([reference, parties, approvals, deals, transport]);
  api = await served(app, transport);
});
after(async () => {
  await api.server.close();
  await app.close();
});

const pathOf = (deal: FundedDeal): string => `/deals/${deal.deal_id}/consignment`;

test('the carrier books over HTTP, and the others of the deal see where the goods are', async () => {
  const deal = await fundedDeal(app);
  const booked = await api.call(deal.carrier, 'POST', pathOf(deal), {});
  assert.equal(booked.status, 200);
  assert.equal(booked.body.state, 'booked');
  const shown = await api.call(deal.buyer, 'GET', pathOf(deal));
  assert.equal((shown.body.position as { place: string }).place, 'CN-XIAN');
  assert.equal((shown.body.legs as unknown[]).length, 8);
  const early = await api.call(deal.carrier, 'POST', `${pathOf(deal)}/departure`, {});
  assert.deepEqual([early.status, early.body.code], [409, 'transport.not_cleared']);
});

test('hostile input is refused before it reaches anything', async () => {
  const deal = await fundedDeal(app);
  await api.call(deal.carrier, 'POST', pathOf(deal), {});
  const bad: [path: string, body: object][] = [
    ['/loading', { units: [] }],
    ['/loading', { units: ['x'.repeat(400)] }],
    ['/loading', { units: 'SAUU0000000', at: 'yesterday' }],
    ['/movements', { place: '' }],
    ['/movements', {}],
    ['/damages', { line: 1, quantity: '-1', description: 'broken' }],
    ['/departure', { cleared_for_export: true }],
  ];
  for (const [at, body] of bad) {
    const answer = await api.call(deal.carrier, 'POST', pathOf(deal) + at, body);
    assert.equal(answer.status, 400, `${at} ${JSON.stringify(body)}`);
  }
  assert.equal((await api.call(app.member('carrier'), 'GET', pathOf(deal))).status, 404);
  const freight = `/freight-quotes?route_id=x&carrier_org_id=${deal.carrier.org_id}&date=2026-03-02&currency=CNY`;
  assert.equal((await api.call(deal.buyer, 'GET', `${freight}&weight_kg=1e5`)).status, 400);
  assert.equal(
    (await api.call(deal.buyer, 'GET', `${freight}&weight_kg=1000`)).body.code,
    'transport.route_unknown',
  );
});
