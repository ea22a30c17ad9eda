import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { makeContainer } from '../../../kernel/check-digits/index.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import { systemActor } from '../../../platform/actor.ts';
import { approvals } from '../../approvals/index.ts';
import { type FundedDeal, fundedDeal } from '../../customs/test/funded-deal-fixture.ts';
import { deals, openDispute, showDeal } from '../../deals/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  arriveConsignment,
  bookConsignment,
  cancelConsignment,
  changeGauge,
  clearConsignment,
  deliverConsignment,
  departConsignment,
  findAwaitedConsignments,
  listRateCards,
  loadConsignment,
  quoteFreightOnRoute,
  reportDamage,
  reportMovement,
  setRateCards,
  showConsignment,
  transport,
} from '../index.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, parties, approvals, deals, transport]);
});
after(() => app.close());

const random = seededRandom('consignment');

function refusedWith(outcome: Outcome<unknown>, code: string): void {
  assert.ok(isRefusal(outcome), `expected ${code}`);
  assert.equal(outcome.code, code);
}

async function departed(deal: FundedDeal): Promise<void> {
  const { carrier, deal_id } = deal;
  mustSucceed(await app.execute(bookConsignment, carrier, { deal_id }), 'book');
  const units = [makeContainer(random)];
  mustSucceed(await app.execute(loadConsignment, carrier, { deal_id, units }), 'load');
  mustSucceed(await app.execute(clearConsignment, systemActor, { deal_id, direction: 'export' }), 'clear');
  mustSucceed(await app.execute(departConsignment, carrier, { deal_id }), 'depart');
}

const stateOf = async (deal: FundedDeal): Promise<string> =>
  mustSucceed(await app.execute(showDeal, deal.buyer, { deal_id: deal.deal_id }), 'deal').state;

test('what is disputed on its way still arrives, and the dispute stays open', async () => {
  const deal = await fundedDeal(app);
  const { deal_id, carrier } = deal;
  const claim = {
    deal_id,
    reason: 'late' as const,
    description: 'Three weeks late',
    claim: { amount: '100', currency: 'CNY' as const },
  };
  refusedWith(await app.execute(openDispute, deal.buyer, claim), 'deals.not_now');
  await departed(deal);
  refusedWith(await app.execute(openDispute, deal.seller, claim), 'deals.not_your_part');
  const { claim: _claim, ...short } = { ...claim, reason: 'missing' as const };
  refusedWith(
    await app.execute(openDispute, deal.buyer, { ...short, received: [{ line: 1, quantity: '119.5' }] }),
    'reference.quantity_not_whole',
  );
  mustSucceed(await app.execute(openDispute, deal.buyer, claim), 'dispute');
  for (const place of ['CN-HORGOS', 'KZ-ALTYNKOL'])
    mustSucceed(await app.execute(reportMovement, carrier, { deal_id, place }), place);
  mustSucceed(await app.execute(changeGauge, carrier, { deal_id }), 'gauge');
  mustSucceed(await app.execute(arriveConsignment, carrier, { deal_id }), 'arrive');
  assert.equal(await stateOf(deal), 'disputed');
  assert.equal(
    mustSucceed(await app.execute(showConsignment, carrier, { deal_id }), 'show').state,
    'arrived',
  );
});

test('a rail consignment goes from booking to delivery, with the deal', async () => {
  const deal = await fundedDeal(app);
  const { deal_id, carrier } = deal;
  await departed(deal);
  assert.equal(await stateOf(deal), 'shipped');
  app.clock.advanceBy(80 * 3_600_000);
  const pass = (place: string) => app.execute(reportMovement, carrier, { deal_id, place });
  assert.equal(mustSucceed(await pass('CN-URUMQI'), 'pass').state, 'in_transit');
  refusedWith(await pass('CN-LANZHOU'), 'transport.place_not_on_route');
  refusedWith(await pass('KZ-ALMATY'), 'transport.place_not_on_route');
  assert.equal(mustSucceed(await pass('CN-HORGOS'), 'border').state, 'at_border');
  refusedWith(await app.execute(changeGauge, carrier, { deal_id }), 'transport.no_gauge_change_here');
  refusedWith(await app.execute(arriveConsignment, carrier, { deal_id }), 'transport.gauge_not_changed');
  assert.equal(mustSucceed(await pass('KZ-ALTYNKOL'), 'over the border').state, 'at_border');
  refusedWith(await app.execute(arriveConsignment, carrier, { deal_id }), 'transport.gauge_not_changed');
  assert.equal(
    mustSucceed(await app.execute(changeGauge, carrier, { deal_id }), 'gauge').state,
    'gauge_changed',
  );
  refusedWith(await app.execute(changeGauge, carrier, { deal_id }), 'transport.no_gauge_change_here');
  const damage = { deal_id, line: 1, quantity: '3', description: 'Crate crushed in transshipment' };
  mustSucceed(await app.execute(reportDamage, carrier, damage), 'damage');
  refusedWith(await app.execute(reportDamage, carrier, { ...damage, line: 9 }), 'transport.not_now');
  const tooMuch = { ...damage, quantity: '118' };
  refusedWith(
    await app.execute(reportDamage, carrier, { ...damage, quantity: '0.5' }),
    'reference.quantity_not_whole',
  );
  refusedWith(await app.execute(reportDamage, carrier, tooMuch), 'transport.more_than_carried');
  const before = mustSucceed(await app.execute(showConsignment, deal.buyer, { deal_id }), 'show');
  assert.equal(before.position.place, 'KZ-ALTYNKOL');
  assert.equal(before.legs.filter((l) => l.passed_at).length, 3);
  assert.equal(before.eta, new Date(app.clock.now().getTime() + 10 * 3_600_000).toISOString());
  const arrived = mustSucceed(await app.execute(arriveConsignment, carrier, { deal_id }), 'arrive');
  assert.equal(arrived.state, 'arrived');
  assert.equal(await stateOf(deal), 'delivered');
  refusedWith(await app.execute(deliverConsignment, carrier, { deal_id }), 'transport.not_cleared');
  const clear = { deal_id, direction: 'import' as const };
  mustSucceed(await app.execute(clearConsignment, systemActor, clear), 'clear');
  const done = mustSucceed(await app.execute(deliverConsignment, carrier, { deal_id }), 'deliver');
  assert.equal(done.state, 'delivered');
  const shown = mustSucceed(await app.execute(showConsignment, deal.importCustoms, { deal_id }), 'show');
  assert.deepEqual(
    shown.events.map((e) => e.kind),
    [
      'booked',
      'loaded',
      'departed',
      'passed',
      'passed',
      'passed',
      'gauge_changed',
      'damaged',
      'arrived',
      'delivered',
    ],
  );
  assert.deepEqual(shown.events.find((e) => e.kind === 'arrived')?.details, {
    damaged: [{ line: 1, quantity: '3', unit: 'pcs' }],
  });
});

test('nobody departs before customs released the export, and no carrier clears itself', async () => {
  const deal = await fundedDeal(app);
  const { deal_id, carrier } = deal;
  mustSucceed(await app.execute(bookConsignment, carrier, { deal_id }), 'book');
  mustSucceed(
    await app.execute(loadConsignment, carrier, { deal_id, units: [makeContainer(random)] }),
    'load',
  );
  refusedWith(await app.execute(departConsignment, carrier, { deal_id }), 'transport.not_cleared');
  const awaited = () =>
    app.within(async (ctx) => (await findAwaitedConsignments(ctx, 10)).map((a) => a.action), carrier);
  assert.deepEqual(await awaited(), []);
  const clear = { deal_id, direction: 'export' as const };
  refusedWith(await app.execute(clearConsignment, carrier, clear), 'transport.not_carrier');
  assert.equal(await stateOf(deal), 'funded');
  mustSucceed(await app.execute(clearConsignment, systemActor, clear), 'clear');
  assert.deepEqual(await awaited(), ['depart-consignment']);
});

test('only the carrier reports; others of the deal read; strangers see nothing', async () => {
  const deal = await fundedDeal(app);
  const { deal_id, carrier } = deal;
  refusedWith(await app.execute(bookConsignment, deal.seller, { deal_id }), 'transport.not_carrier');
  mustSucceed(await app.execute(bookConsignment, carrier, { deal_id }), 'book');
  refusedWith(await app.execute(bookConsignment, carrier, { deal_id }), 'transport.already_booked');
  mustSucceed(await app.execute(bookConsignment, systemActor, { deal_id }), 'again by the system');
  const units = [makeContainer(random)];
  refusedWith(await app.execute(loadConsignment, deal.buyer, { deal_id, units }), 'transport.not_carrier');
  const stranger = app.member('carrier');
  refusedWith(await app.execute(loadConsignment, stranger, { deal_id, units }), 'deals.not_found');
  refusedWith(await app.execute(showConsignment, stranger, { deal_id }), 'transport.consignment_not_found');
});

test('wrong numbers, times and versions are refused and change nothing', async () => {
  const deal = await fundedDeal(app);
  const { deal_id, carrier } = deal;
  mustSucceed(await app.execute(bookConsignment, carrier, { deal_id }), 'book');
  const load = (more: object) =>
    app.execute(loadConsignment, carrier, { deal_id, units: [makeContainer(random)], ...more });
  refusedWith(await load({ units: ['SAUU1234567'] }), 'transport.unit_number_wrong');
  refusedWith(await load({ at: '2030-01-01T00:00:00Z' }), 'transport.time_out_of_order');
  refusedWith(await load({ at: '2020-01-01T00:00:00Z' }), 'transport.time_out_of_order');
  refusedWith(await load({ version: 9 }), 'transport.changed_meanwhile');
  refusedWith(await app.execute(changeGauge, carrier, { deal_id }), 'transport.no_gauge_change_here');
  refusedWith(
    await app.execute(reportMovement, carrier, { deal_id, place: 'CN-LANZHOU' }),
    'transport.not_now',
  );
  const shown = mustSucceed(await app.execute(showConsignment, carrier, { deal_id }), 'show');
  assert.equal(shown.version, 1);
  assert.equal(shown.events.length, 1);
});

test('a booking falls away with a cancelled deal, and can be made again', async () => {
  const deal = await fundedDeal(app);
  const { deal_id, carrier } = deal;
  const first = mustSucceed(await app.execute(bookConsignment, carrier, { deal_id }), 'book');
  const cancel = { deal_id, reason: 'deal cancelled' };
  assert.equal(
    mustSucceed(await app.execute(cancelConsignment, systemActor, cancel), 'cancel').state,
    'cancelled',
  );
  mustSucceed(await app.execute(cancelConsignment, systemActor, cancel), 'cancel again');
  const second = mustSucceed(await app.execute(bookConsignment, carrier, { deal_id }), 'book again');
  assert.notEqual(first.consignment_id, second.consignment_id);
});

test('freight is quoted from the carrier’s card and split at the frontier to the cent', async () => {
  const carrier = app.member('carrier');
  const card = {
    org_id: carrier.org_id,
    rate_card_id: carrier.org_id,
    route_id: 'rail-xian-horgos-almaty',
    basis: 'tonne' as const,
    container_load_kg: null,
    amount: 123_457n,
    currency: 'CNY' as const,
    valid_from: '2026-01-01',
    valid_to: '2026-12-31',
    demo: true,
  };
  await app.within((ctx) => setRateCards(ctx.tx, [card]));
  await app.within((ctx) => setRateCards(ctx.tx, [card]));
  const ask = {
    route_id: card.route_id,
    carrier_org_id: carrier.org_id,
    weight_kg: '2640.000',
    date: '2026-03-02',
    currency: 'CNY' as const,
  };
  const seller = app.member('trader');
  const quote = mustSucceed(await app.execute(quoteFreightOnRoute, seller, ask), 'quote');
  assert.equal(quote.total.amount, '325926');
  const parts = [quote.to_frontier, quote.at_frontier, quote.after_frontier].map((m) => BigInt(m.amount));
  assert.equal(
    parts.reduce((a, b) => a + b, 0n),
    325_926n,
  );
  const dollars = mustSucceed(
    await app.execute(quoteFreightOnRoute, seller, { ...ask, currency: 'USD' }),
    'USD',
  );
  assert.equal(dollars.converted?.from.amount, '325926');
  assert.ok(dollars.converted.source);
  refusedWith(
    await app.execute(quoteFreightOnRoute, seller, { ...ask, date: '2027-03-02' }),
    'transport.no_rate_card',
  );
  refusedWith(
    await app.execute(quoteFreightOnRoute, seller, { ...ask, route_id: 'nowhere' }),
    'transport.route_unknown',
  );
  const listed = mustSucceed(await app.execute(listRateCards, seller, { route_id: card.route_id }), 'list');
  assert.equal(listed.items.length, 1);
});
