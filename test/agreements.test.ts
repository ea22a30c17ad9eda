import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { isRefusal } from '../src/kernel/refusal.ts';
import { callOff, giveBackLots } from '../src/modules/agreements/index.ts';
import { type Person, type Served, serveCorridor } from './world/served.ts';

// Frame agreements and call-offs, over HTTP: exact multiples, never over the total, and whose part is what.

let world: Served;
let buyer: Person;
let seller: Person;
before(async () => {
  world = await serveCorridor();
  ({ buyer, seller } = world.insider);
});
after(() => world.close());

const inDays = (days: number) => new Date(world.app.clock.now().getTime() + days * 86_400_000).toISOString();
const propose = (body: object = {}, who = seller, deal_id = world.deals.contracted) =>
  world.command(who, `/deals/${deal_id}/frames`, {
    lots_total: 4,
    valid_until: inDays(90),
    tiers: [],
    ...body,
  });
const answer = (frame_id: string, version = 1, value = 'accept', who = buyer) =>
  world.command(who, `/frames/${frame_id}/answer`, { version, answer: value });
const call = (frame_id: string, lots: number, who = buyer, ship_by = inDays(30).slice(0, 10)) =>
  world.command(who, `/frames/${frame_id}/calls`, { lots, ship_by });
const frames = async (who: Person) => (await world.call({ url: '/frames' }, who)).json().items;
const dealOf = async (deal_id: string) => (await world.call({ url: `/deals/${deal_id}` }, buyer)).json();
async function inForce(body: object = {}): Promise<string> {
  const made = await propose(body);
  assert.equal(made.statusCode, 200, made.body);
  const { frame_id } = made.json();
  const accepted = await answer(frame_id);
  assert.equal(accepted.json().state, 'active', accepted.body);
  return frame_id;
}

test('a call-off is an exact multiple of the agreed lot at the price step it reaches, and both accept its contract', async () => {
  const lot = (await dealOf(world.deals.contracted)).terms;
  const [line] = lot.goods;
  const cheaper = { ...line.unit_price, amount: String(BigInt(line.unit_price.amount) - 100n) };
  const frame_id = await inForce({ tiers: [{ from_lots: 3, line: 1, unit_price: cheaper }] });
  const one = await call(frame_id, 1);
  assert.equal(one.statusCode, 200, one.body);
  assert.equal(one.json().state, 'agreed');
  const first = (await dealOf(one.json().deal_id)).terms;
  assert.deepEqual([first.price, first.goods], [lot.price, lot.goods]);
  const three = (await call(frame_id, 3)).json();
  const { terms } = await dealOf(three.deal_id);
  assert.deepEqual(terms.goods[0].unit_price, cheaper);
  assert.equal(Number(terms.goods[0].quantity), 3 * Number(line.quantity));
  assert.equal(terms.goods[0].packages, 3 * line.packages);
  assert.equal(Number(terms.freight.to_frontier.amount), 3 * Number(lot.freight.to_frontier.amount));
  for (const who of [seller, buyer])
    assert.equal((await world.command(who, `/deals/${three.deal_id}/contract/acceptances`)).statusCode, 200);
  assert.equal((await dealOf(three.deal_id)).state, 'contracted');
  const [row] = await frames(seller);
  assert.deepEqual([row.frame_id, row.lots_called, row.lots_total], [frame_id, 4, 4]);
  const more = (await call(frame_id, 1)).json();
  assert.deepEqual([more.code, more.params?.left ?? 0], ['agreements.too_many_lots', 0]);
});

test('the seller is told of a call-off, with how many lots and without prices', async () => {
  const frame_id = await inForce({ lots_total: 2 });
  const ship_by = inDays(30).slice(0, 10);
  const made = await world.app.execute(callOff, buyer.actor, { frame_id, lots: 2, ship_by });
  assert.ok(!isRefusal(made));
  await world.app.drain();
  const told = async (who: Person) =>
    (await world.call({ url: '/notices' }, who))
      .json()
      .items.filter((item: { body: { deal_id?: string } }) => item.body.deal_id === made.deal_id);
  const [notice, ...more] = await told(seller);
  assert.deepEqual([notice.kind, notice.body.lots, more.length], ['frame.called', 2, 0]);
  assert.deepEqual(Object.keys(notice.body).sort(), ['deal', 'deal_id', 'firm', 'goods', 'lots']);
  assert.deepEqual(await told(buyer), []);
});

test('many calls at once never take more than was agreed, and a check of the table holds', async () => {
  const frame_id = await inForce({ lots_total: 5 });
  const sent = await Promise.all(Array.from({ length: 9 }, () => call(frame_id, 1)));
  assert.equal(sent.filter((r) => r.statusCode === 200).length, 5);
  assert.ok(
    sent.filter((r) => r.statusCode !== 200).every((r) => r.json().code === 'agreements.too_many_lots'),
  );
  await assert.rejects(
    world.app.within(({ tx }) =>
      tx.run('update agreements.frame set lots_called = lots_total + 1 where frame_id = $1', [frame_id]),
    ),
    /check constraint/,
  );
});

test('a call-off that comes to nothing gives its lots back, once', async () => {
  const frame_id = await inForce({ lots_total: 2 });
  const { deal_id } = (await call(frame_id, 2)).json();
  assert.equal((await call(frame_id, 1)).json().code, 'agreements.too_many_lots');
  await world.command(buyer, `/deals/${deal_id}/cancellation`, { reason: 'Not needed now' });
  assert.equal(await world.app.within((ctx) => giveBackLots(ctx, deal_id)), 2);
  assert.equal(await world.app.within((ctx) => giveBackLots(ctx, deal_id)), 0);
  assert.equal((await call(frame_id, 2)).statusCode, 200);
});

test('proposals and calls that do not fit are refused with their reason', async () => {
  const codeOf = async (body: object, who = seller, deal_id = world.deals.contracted) =>
    (await propose(body, who, deal_id)).json().code;
  const step = (amount: string, change: object = {}) => ({
    tiers: [{ from_lots: 2, line: 1, unit_price: { amount, currency: 'CNY' }, ...change }],
  });
  assert.equal(await codeOf({}, seller, world.deals.requested), 'agreements.nothing_agreed');
  assert.equal(await codeOf(step('99999999999')), 'agreements.tier_wrong');
  assert.equal(await codeOf(step('1', { line: 9 })), 'agreements.tier_wrong');
  assert.equal(
    await codeOf(step('1', { unit_price: { amount: '1', currency: 'KGS' } })),
    'agreements.tier_wrong',
  );
  assert.equal(await codeOf({ valid_until: inDays(0.5) }), 'agreements.validity_wrong');
  assert.equal(await codeOf({ valid_until: inDays(800) }), 'agreements.validity_wrong');
  assert.equal(await codeOf({}, world.insider.carrier, world.deals.closed), 'platform.not_allowed');
  assert.equal(await codeOf({}, world.stranger.trader), 'deals.not_found');
  assert.equal((await propose({ lots_total: 0 })).statusCode, 400);

  const { frame_id } = (await propose()).json();
  assert.equal((await answer(frame_id, 1, 'accept', seller)).json().code, 'agreements.own_proposal');
  assert.equal((await answer(frame_id, 2)).json().code, 'agreements.moved');
  assert.equal((await call(frame_id, 1)).json().code, 'agreements.not_now');
  for (const who of [world.stranger.trader]) {
    assert.equal((await answer(frame_id, 1, 'accept', who)).json().code, 'agreements.not_found');
    assert.equal((await call(frame_id, 1, who)).json().code, 'agreements.not_found');
    assert.deepEqual(await frames(who), []);
  }
  await answer(frame_id);
  assert.equal((await call(frame_id, 1, seller)).json().code, 'deals.not_your_part');
  assert.equal((await call(frame_id, 1, buyer, '2020-01-01')).json().code, 'agreements.ship_by_wrong');
});

const frameOf = async (frame_id: string, who: Person) =>
  (await frames(who)).find((f: { frame_id: string }) => f.frame_id === frame_id);
const prices = (frame_id: string, { day = 5, amount = '900', body = {}, who = seller } = {}) =>
  world.command(who, `/frames/${frame_id}/prices`, {
    from_day: inDays(day).slice(0, 10),
    prices: [{ line: 1, unit_price: { amount, currency: 'CNY' } }],
    tiers: [],
    ...body,
  });
const reply = (frame_id: string, change_id: string, who: Person, value = 'accept') =>
  world.command(who, `/frames/${frame_id}/prices/${change_id}/answer`, { answer: value });

test('new prices that do not fit are refused with their reason and leave nothing behind', async () => {
  const frame_id = await inForce();
  const codeOf = async (change: Parameters<typeof prices>[1]) => (await prices(frame_id, change)).json().code;
  const cny = (amount: string) => ({ amount, currency: 'CNY' });
  assert.equal(await codeOf({ day: -1 }), 'agreements.change_day_wrong');
  assert.equal(await codeOf({ day: 95 }), 'agreements.change_day_wrong');
  assert.equal(await codeOf({ amount: '0' }), 'agreements.change_wrong');
  assert.equal(await codeOf({ amount: '9'.repeat(18) }), 'agreements.too_large');
  const line = (n: number, currency = 'CNY') => ({ line: n, unit_price: { amount: '900', currency } });
  for (const wrong of [[line(9)], [line(1), line(1)], [line(1, 'USD')]])
    assert.equal(await codeOf({ body: { prices: wrong } }), 'agreements.change_wrong');
  for (const step of [
    { from_lots: 2, line: 1, unit_price: cny('901') },
    { from_lots: 2, line: 2, unit_price: cny('1') },
  ])
    assert.equal(await codeOf({ body: { tiers: [step] } }), 'agreements.tier_wrong');
  assert.equal((await prices(frame_id, { body: { prices: [] } })).statusCode, 400);
  assert.equal(await codeOf({ who: world.stranger.trader }), 'agreements.not_found');
  assert.deepEqual((await frameOf(frame_id, seller)).changes, []);

  const { change_id } = (await prices(frame_id)).json();
  assert.equal(await codeOf({ day: 9 }), 'agreements.change_open');
  assert.equal((await reply(frame_id, change_id, seller)).json().code, 'agreements.own_proposal');
  assert.equal((await reply(frame_id, frame_id, buyer)).json().code, 'agreements.change_not_found');
  const theirs = (await prices(frame_id, { who: buyer })).json().change_id;
  assert.equal((await reply(frame_id, change_id, buyer)).json().state, 'active');
  assert.equal((await reply(frame_id, change_id, buyer)).json().code, 'agreements.not_now');
  assert.equal((await reply(frame_id, theirs, seller)).json().code, 'agreements.change_day_wrong');
  assert.equal((await reply(frame_id, theirs, buyer, 'refuse')).json().state, 'refused');
});

test('no prices are agreed, and no lots are called, that come to more than an amount can say', async () => {
  const frame_id = await inForce({ lots_total: 10 });
  const nine = (await call(frame_id, 9)).json().deal_id;
  const [line] = (await dealOf(world.deals.contracted)).terms.goods;
  // One lot is left, and it may be as dear as an amount can be; then the nine come back.
  const dear = String(BigInt(9e17) / BigInt(Math.ceil(Number(line.quantity))));
  const today = (await prices(frame_id, { day: 0, amount: dear })).json().change_id;
  const later = (await prices(frame_id, { day: 3, amount: dear, who: buyer })).json().change_id;
  assert.equal((await reply(frame_id, today, buyer)).json().state, 'active');
  await world.command(buyer, `/deals/${nine}/cancellation`, { reason: 'Not needed now' });
  assert.equal(await world.app.within((ctx) => giveBackLots(ctx, nine)), 9);
  assert.equal((await reply(frame_id, later, seller)).json().code, 'agreements.too_large');
  assert.equal((await call(frame_id, 10)).json().code, 'agreements.too_large');
  assert.equal((await frameOf(frame_id, buyer)).lots_called, 0);
  assert.equal((await call(frame_id, 1)).statusCode, 200);
});

test('a call-off has the prices and steps of its day and keeps them', async () => {
  const frame_id = await inForce({ lots_total: 9 });
  const before = (await call(frame_id, 2)).json().deal_id;
  const old = (await dealOf(before)).terms;
  const tiers = [{ from_lots: 3, line: 1, unit_price: { amount: '800', currency: 'CNY' } }];
  const { change_id } = (await prices(frame_id, { body: { tiers, reason: 'The index fell' } })).json();
  assert.equal((await reply(frame_id, change_id, buyer)).json().state, 'active');
  const today = (await call(frame_id, 1)).json().deal_id;
  assert.deepEqual((await dealOf(today)).terms.goods[0].unit_price, old.goods[0].unit_price);
  assert.equal((await frameOf(frame_id, buyer)).prices_from, null);
  world.app.clock.advanceBy(5 * 86_400_000);
  const { prices_from, lot, changes } = await frameOf(frame_id, buyer);
  assert.deepEqual([prices_from, lot[0].unit_price.amount], [inDays(0).slice(0, 10), '900']);
  assert.deepEqual([changes[0].reason, changes[0].mine], ['The index fell', false]);
  // Two were called and then one: the step counts the lots of one call, so these two do not reach it.
  const two = (await dealOf((await call(frame_id, 2)).json().deal_id)).terms;
  const three = (await dealOf((await call(frame_id, 3)).json().deal_id)).terms;
  assert.deepEqual(
    [two, three].map((terms) => terms.goods[0].unit_price.amount),
    ['900', '800'],
  );
  assert.equal(Number(three.goods[0].amount.amount), Math.round(800 * Number(three.goods[0].quantity)));
  assert.deepEqual((await dealOf(before)).terms, old);
  for (const who of [seller, buyer])
    assert.equal((await world.command(who, `/deals/${before}/contract/acceptances`)).statusCode, 200);
});

test('above the limit of a firm a frame waits for a second person on its side, and nobody else sees it until then', async () => {
  const rule = { currency: 'CNY', limit_amount: '100', approver_roles: ['trader'] };
  assert.equal((await world.command(world.colleague, '/approval-rules', rule)).json().in_force, true);
  const held = (await propose({}, buyer)).json();
  assert.equal(held.state, 'held');
  assert.ok(!(await frames(seller)).some((f: { frame_id: string }) => f.frame_id === held.frame_id));
  assert.equal((await answer(held.frame_id, 1, 'accept', seller)).json().code, 'agreements.not_found');
  const decide = (frame_id: string, request_id: string, who: Person, decision = 'approved') =>
    world.command(who, `/frames/${frame_id}/approvals/${request_id}`, { decision });
  const { request_id } = held.waiting;
  assert.equal((await decide(held.frame_id, request_id, buyer)).json().code, 'approvals.maker_decides');
  assert.equal((await decide(held.frame_id, request_id, world.colleague)).json().state, 'proposed');
  assert.equal((await answer(held.frame_id, 2, 'accept', seller)).json().state, 'active');
  const theirs = (await propose()).json().frame_id;
  const { waiting, state } = (await answer(theirs)).json();
  assert.equal(state, 'proposed');
  assert.equal((await decide(theirs, waiting.request_id, world.colleague)).json().state, 'active');
});

test('new prices wait for the second person of each firm, unseen by the other until then', async () => {
  const asked = await propose();
  const { frame_id } = asked.json();
  const { waiting: first } = (await answer(frame_id)).json();
  const decide = (request_id: string, who = world.colleague, decision = 'approved') =>
    world.command(who, `/frames/${frame_id}/approvals/${request_id}`, { decision });
  await decide(first.request_id);
  const held = (await prices(frame_id, { who: buyer })).json();
  assert.equal(held.state, 'held');
  assert.deepEqual((await frameOf(frame_id, seller)).changes, []);
  assert.equal((await reply(frame_id, held.change_id, seller)).json().code, 'agreements.change_not_found');
  assert.equal((await decide(held.waiting.request_id, buyer)).json().code, 'approvals.maker_decides');
  assert.equal((await decide(held.waiting.request_id)).json().state, 'proposed');
  assert.equal((await reply(frame_id, held.change_id, seller)).json().state, 'active');
  const theirs = (await prices(frame_id, { day: 12 })).json();
  const { waiting, state } = (await reply(frame_id, theirs.change_id, buyer)).json();
  assert.equal(state, 'proposed');
  assert.equal((await decide(waiting.request_id, world.colleague, 'refused')).json().state, 'proposed');
  const again = (await reply(frame_id, theirs.change_id, buyer)).json();
  assert.equal((await decide(again.waiting.request_id)).json().state, 'active');
});

test('a frame ends by the clock', async () => {
  const made = (await propose({ valid_until: inDays(2) })).json();
  world.app.clock.advanceBy(3 * 86_400_000);
  assert.equal((await answer(made.frame_id)).json().code, 'agreements.over');
  assert.ok((await frames(seller)).find((f: { frame_id: string }) => f.frame_id === made.frame_id).over);
});
