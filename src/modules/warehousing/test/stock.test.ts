import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import { systemActor } from '../../../platform/actor.ts';
import { approvals } from '../../approvals/index.ts';
import { fundedDeal } from '../../customs/test/funded-deal-fixture.ts';
import { deals } from '../../deals/index.ts';
import { sampleTerms } from '../../deals/test/deal-fixture.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  countHolding,
  issueStock,
  listHoldings,
  receiveInBond,
  receiveStock,
  releaseReservation,
  reserveStock,
  returnStock,
  setHoldings,
  showStock,
  stockPosition,
  verifyStock,
  warehousing,
} from '../index.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, parties, approvals, deals, warehousing]);
});
after(() => app.close());

function refusedWith(outcome: Outcome<unknown>, code: string): void {
  assert.ok(isRefusal(outcome), `expected ${code}`);
  assert.equal(outcome.code, code);
}

/** A funded deal of 120 pieces of a listing of which the seller holds `on_hand`. */
async function dealFromStock(on_hand: string) {
  const listing_id = app.member('trader').org_id;
  const { goods } = sampleTerms();
  const deal = await fundedDeal(app, { goods: goods.map((g) => ({ ...g, listing_id })) });
  await app.within((ctx) =>
    setHoldings(ctx.tx, [{ org_id: deal.seller.org_id, listing_id, unit: 'pcs', on_hand }], ctx.clock.now()),
  );
  const holding = async () =>
    mustSucceed(await app.execute(listHoldings, deal.seller, {}), 'holdings').items[0];
  return { ...deal, listing_id, holding, key: { deal_id: deal.deal_id } };
}

const sound = async () => assert.deepEqual(await app.within((ctx) => verifyStock(ctx.tx)), []);

test('stock is reserved, issued and received, and the damaged part kept apart', async () => {
  const deal = await dealFromStock('200');
  mustSucceed(await app.execute(reserveStock, systemActor, deal.key), 'reserve');
  mustSucceed(await app.execute(reserveStock, systemActor, deal.key), 'reserve again');
  assert.deepEqual([(await deal.holding())?.reserved, (await deal.holding())?.free], ['120.000', '80.000']);
  await sound();
  mustSucceed(await app.execute(issueStock, systemActor, deal.key), 'issue');
  mustSucceed(await app.execute(issueStock, systemActor, deal.key), 'issue again');
  assert.deepEqual([(await deal.holding())?.on_hand, (await deal.holding())?.reserved], ['80.000', '0.000']);
  const damaged = [
    { line: 1, quantity: '2.5' },
    { line: 1, quantity: '0.5' },
  ];
  const tooMuch = { ...deal.key, damaged: [{ line: 1, quantity: '121' }] };
  refusedWith(await app.execute(receiveStock, systemActor, tooMuch), 'warehousing.more_than_there_is');
  mustSucceed(await app.execute(receiveStock, systemActor, { ...deal.key, damaged }), 'receive');
  const twice = mustSucceed(
    await app.execute(receiveStock, systemActor, { ...deal.key, damaged }),
    'receive again',
  );
  assert.deepEqual(twice.lines[0]?.at, {
    seller: '0.000',
    carrier: '0.000',
    bonded: '0.000',
    buyer: '117.000',
    damaged: '3.000',
  });
  const back = { ...deal.key, what: 'damaged' as const };
  mustSucceed(await app.execute(returnStock, systemActor, back), 'return the damaged');
  const [line] = await app.within((ctx) => stockPosition(ctx, deal.deal_id));
  assert.equal(line?.at.supply, -117_000n);
  await sound();
  const shown = mustSucceed(await app.execute(showStock, deal.buyer, deal.key), 'show');
  assert.deepEqual(
    shown.moves.map((m) => m.reason),
    ['reserved', 'issued', 'damaged', 'received', 'returned'],
  );
});

test('reserved twice at once, stock is reserved once', async () => {
  const deal = await dealFromStock('200');
  await Promise.all([1, 2, 3].map(() => app.execute(reserveStock, systemActor, deal.key)));
  assert.equal((await deal.holding())?.reserved, '120.000');
  await sound();
});

test('a cancelled deal gives its reservation back', async () => {
  const deal = await dealFromStock('120');
  mustSucceed(await app.execute(reserveStock, systemActor, deal.key), 'reserve');
  mustSucceed(await app.execute(releaseReservation, systemActor, deal.key), 'release');
  mustSucceed(await app.execute(releaseReservation, systemActor, deal.key), 'release again');
  assert.deepEqual([(await deal.holding())?.on_hand, (await deal.holding())?.free], ['120.000', '120.000']);
  refusedWith(await app.execute(issueStock, systemActor, deal.key), 'warehousing.nothing_here');
  await sound();
});

test('what is not there cannot be reserved, and two deals cannot reserve the same goods', async () => {
  const deal = await dealFromStock('119.999');
  refusedWith(await app.execute(reserveStock, systemActor, deal.key), 'warehousing.not_enough_stock');
  assert.deepEqual(mustSucceed(await app.execute(showStock, deal.buyer, deal.key), 'show').moves, []);
  assert.equal((await deal.holding())?.reserved, '0.000');
  // They leave all the same, from elsewhere; the holding is not touched.
  const issued = mustSucceed(await app.execute(issueStock, systemActor, deal.key), 'issue');
  assert.equal(issued.lines[0]?.at.carrier, '120.000');
  assert.equal((await deal.holding())?.on_hand, '119.999');
  await sound();
});

test('goods in a bonded warehouse go on to the buyer from there', async () => {
  const deal = await dealFromStock('500');
  const bond = { ...deal.key, warehouse_org_id: app.member('warehouse').org_id, number: 'BW-1' };
  refusedWith(await app.execute(receiveInBond, systemActor, bond), 'warehousing.nothing_here');
  mustSucceed(await app.execute(reserveStock, systemActor, deal.key), 'reserve');
  mustSucceed(await app.execute(issueStock, systemActor, deal.key), 'issue');
  const held = mustSucceed(await app.execute(receiveInBond, systemActor, bond), 'bond');
  assert.equal(held.lines[0]?.at.bonded, '120.000');
  mustSucceed(await app.execute(receiveInBond, systemActor, bond), 'bond again');
  const got = mustSucceed(await app.execute(receiveStock, systemActor, deal.key), 'receive');
  assert.equal(got.lines[0]?.at.buyer, '120.000');
  const shown = mustSucceed(await app.execute(showStock, deal.buyer, deal.key), 'show');
  assert.equal(shown.bonded_receipt?.number, 'BW-1');
  await sound();
});

test('goods without a listing are made for the deal and need no holding', async () => {
  const deal = await fundedDeal(app);
  const reserved = mustSucceed(
    await app.execute(reserveStock, systemActor, { deal_id: deal.deal_id }),
    'reserve',
  );
  assert.equal(reserved.lines[0]?.at.seller, '120.000');
  assert.equal(reserved.lines[0]?.listing_id, null);
  await sound();
});

test('strangers see neither the stock of a deal nor a holding', async () => {
  const deal = await dealFromStock('200');
  mustSucceed(await app.execute(reserveStock, systemActor, deal.key), 'reserve');
  const stranger = app.member('trader');
  refusedWith(await app.execute(showStock, stranger, deal.key), 'deals.not_found');
  assert.deepEqual(mustSucceed(await app.execute(listHoldings, stranger, {}), 'holdings').items, []);
  refusedWith(await app.execute(listHoldings, stranger, { cursor: 'xx' }), 'platform.bad_cursor');
});

test('a count never falls below what is reserved', async () => {
  const deal = await dealFromStock('200');
  mustSucceed(await app.execute(reserveStock, systemActor, deal.key), 'reserve');
  const count = (on_hand: string, unit = 'pcs') =>
    app.execute(countHolding, deal.seller, { listing_id: deal.listing_id, unit, on_hand });
  refusedWith(await count('100'), 'warehousing.not_enough_stock');
  refusedWith(await count('300', 'kg'), 'warehousing.unit_differs');
  assert.equal(mustSucceed(await count('300'), 'count').reserved, '120.000');
  await sound();
});

test('a holding that disagrees with the deals is named', async () => {
  const deal = await dealFromStock('200');
  mustSucceed(await app.execute(reserveStock, systemActor, deal.key), 'reserve');
  const faults = await app.within(async (ctx) => {
    await ctx.tx.run('update warehousing.holding set reserved = 7 where org_id = $1', [deal.seller.org_id]);
    const found = await verifyStock(ctx.tx);
    await ctx.tx.run('update warehousing.holding set reserved = 120 where org_id = $1', [deal.seller.org_id]);
    return found;
  });
  assert.deepEqual(
    faults.map((f) => [f.fault, f.found]),
    [['reservation_differs', '7.000 reserved, 120.000 in deals']],
  );
});
