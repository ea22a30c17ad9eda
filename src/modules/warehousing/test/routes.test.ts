import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { approvals } from '../../approvals/index.ts';
import { fundedDeal } from '../../customs/test/funded-deal-fixture.ts';
import { type Served, served } from '../../customs/test/served-fixture.ts';
import { deals } from '../../deals/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { warehousing } from '../index.ts';

let app: TestApp;
let api: Served;
before(async () => {
  app = await testApp([reference, parties, approvals, deals, warehousing]);
  api = await served(app, warehousing);
});
after(async () => {
  await api.server.close();
  await app.close();
});

test('a trader counts its holdings and turns their pages', async () => {
  const trader = app.member('trader');
  for (let i = 0; i < 3; i++) {
    const path = `/holdings/${app.member('trader').org_id}`;
    const counted = await api.call(trader, 'PUT', path, { unit: 'kg', on_hand: '12.5' });
    assert.equal(counted.status, 200);
  }
  const first = await api.call(trader, 'GET', '/holdings?limit=2');
  assert.deepEqual(
    first.body.items?.map((i) => [i.on_hand, i.free]),
    [
      ['12.500', '12.500'],
      ['12.500', '12.500'],
    ],
  );
  const rest = await api.call(trader, 'GET', `/holdings?limit=2&cursor=${String(first.body.next_cursor)}`);
  assert.equal(rest.body.items?.length, 1);
  assert.equal(rest.body.next_cursor, null);
});

test('hostile input is refused before it reaches anything', async () => {
  const trader = app.member('trader');
  const path = `/holdings/${trader.org_id}`;
  for (const body of [{ unit: 'kg', on_hand: '-1' }, { unit: 'kg', on_hand: '1', reserved: '9' }, {}])
    assert.equal((await api.call(trader, 'PUT', path, body)).status, 400, JSON.stringify(body));
  assert.equal((await api.call(trader, 'PUT', '/holdings/x', { unit: 'kg', on_hand: '1' })).status, 400);
  const half = await api.call(trader, 'PUT', path, { unit: 'pcs', on_hand: '0.5' });
  assert.equal(half.body.code, 'reference.quantity_not_whole');
  const deal = await fundedDeal(app);
  assert.equal((await api.call(trader, 'GET', `/deals/${deal.deal_id}/stock`)).status, 404);
  assert.equal((await api.call(deal.buyer, 'GET', `/deals/${deal.deal_id}/stock`)).status, 200);
});
