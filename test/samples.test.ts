import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type Person, type Served, serveCorridor } from './world/served.ts';

// Samples tied to a request, over HTTP: whose step it is, in what order, and what is refused.

let world: Served;
let buyer: Person;
let seller: Person;
before(async () => {
  world = await serveCorridor();
  ({ buyer, seller } = world.insider);
});
after(() => world.close());

const ask = (body: object = {}, who = buyer, deal_id = world.deals.requested) =>
  world.command(who, `/deals/${deal_id}/samples`, { line: 1, quantity: '2', ...body });
const step = (sample: { sample_id: string; version: number }, name: string, who: Person, body: object = {}) =>
  world.command(who, `/deals/${world.deals.requested}/samples/${sample.sample_id}/steps`, {
    step: name,
    version: sample.version,
    ...body,
  });
const list = async (who: Person, deal_id = world.deals.requested) =>
  (await world.call({ url: `/deals/${deal_id}/samples` }, who)).json();

test('a paid sample goes from the request to its judgement, each step by whose it is', async () => {
  const asked = await ask({
    price: { amount: '9000', currency: world.samples.request.currency },
    note: 'Two, please',
  });
  assert.equal(asked.statusCode, 200, asked.body);
  let sample = asked.json();
  assert.deepEqual(
    [sample.state, sample.unit, sample.price.amount, sample.steps],
    ['requested', 'pcs', '9000', ['withdraw']],
  );
  assert.deepEqual((await list(seller)).items[0].steps, ['accept', 'refuse']);
  assert.equal((await step(sample, 'accept', buyer)).json().code, 'deals.not_your_part');
  assert.equal((await step(sample, 'send', seller)).json().code, 'quoting.sample_not_now');
  sample = (await step(sample, 'accept', seller)).json();
  assert.equal((await step({ ...sample, version: 1 }, 'send', seller)).json().code, 'quoting.sample_moved');
  assert.equal(
    (await step(sample, 'send', seller, { carrier: 'Post' })).json().code,
    'quoting.parcel_needed',
  );
  assert.equal((await step(sample, 'send', seller)).json().code, 'quoting.parcel_needed');
  const bad = await step(sample, 'send', seller, { carrier: 'Post', tracking_number: '<b>' });
  assert.equal(bad.statusCode, 400);
  sample = (
    await step(sample, 'send', seller, { carrier: 'Demo Post', tracking_number: 'DEMO-123456' })
  ).json();
  assert.equal((await step(sample, 'receive', seller)).json().code, 'deals.not_your_part');
  sample = (await step(sample, 'receive', buyer)).json();
  sample = (await step(sample, 'approve', buyer, { remark: 'As described' })).json();
  assert.deepEqual(
    [sample.state, sample.tracking_number, sample.remark, sample.steps],
    ['approved', 'DEMO-123456', 'As described', []],
  );
  const timeline = (await world.call({ url: `/deals/${world.deals.requested}/timeline` }, buyer)).json()
    .items;
  assert.deepEqual(
    timeline.map((e: { kind: string }) => e.kind).filter((kind: string) => kind.startsWith('sample.')),
    ['sample.requested', 'sample.accepted', 'sample.sent', 'sample.received', 'sample.approved'],
  );
});

test('of two steps at the same time one is taken', async () => {
  const sample = (await ask()).json();
  const both = await Promise.all([step(sample, 'accept', seller), step(sample, 'withdraw', buyer)]);
  assert.deepEqual(both.map((r) => r.statusCode).sort(), [200, 409]);
});

test('a sample is of a line that was asked for, no more than it, in its currency, for the buyer, in an open deal', async () => {
  const codeOf = async (body: object, who = buyer, deal_id = world.deals.requested) =>
    (await ask(body, who, deal_id)).json().code;
  assert.equal(await codeOf({ line: 7 }), 'quoting.no_such_line');
  for (const body of [
    { quantity: '0' },
    { quantity: '0.5' },
    { quantity: '999999999' },
    { price: { amount: '5', currency: 'KGS' } },
  ])
    assert.equal(await codeOf(body), 'quoting.sample_wrong', JSON.stringify(body));
  assert.equal(await codeOf({}, seller), 'deals.not_your_part');
  assert.equal(await codeOf({}, buyer, world.deals.closed), 'deals.not_now');
  assert.equal(await codeOf({}, world.stranger.trader), 'deals.not_found');
  assert.deepEqual((await list(world.stranger.trader)).code, 'deals.not_found');
  assert.deepEqual((await list(world.insider.carrier, world.deals.closed)).items, []);
});

test('a deal has ten samples at most', async () => {
  for (let n = (await list(buyer)).items.length; n < 10; n++) assert.equal((await ask()).statusCode, 200);
  assert.equal((await ask()).json().code, 'quoting.samples_used_up');
});
