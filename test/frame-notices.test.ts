import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Static, TSchema } from 'typebox';
import { isRefusal } from '../src/kernel/refusal.ts';
import {
  answerFrame,
  answerPrices,
  approveFrame,
  proposeFrame,
  proposePrices,
} from '../src/modules/agreements/index.ts';
import { proposeRule } from '../src/modules/approvals/index.ts';
import { listNotices } from '../src/modules/notices/index.ts';
import type { UseCase } from '../src/platform/index.ts';
import { type Person, type Served, serveCorridor } from './world/served.ts';

// What firms are told of frame agreements and their prices.

let world: Served;
let buyer: Person;
let seller: Person;
before(async () => {
  world = await serveCorridor();
  ({ buyer, seller } = world.insider);
});
after(() => world.close());

/** Does it as the web would, and carries on what follows. */
async function as<I extends TSchema, O extends TSchema>(
  who: Person,
  useCase: UseCase<I, O>,
  input: Static<I>,
): Promise<Static<O>> {
  const done = await world.app.execute(useCase, who.actor, input);
  assert.ok(!isRefusal(done), JSON.stringify(done));
  await world.app.drain();
  world.app.clock.advanceBy(1000);
  return done;
}

const inDays = (days: number) => new Date(world.app.clock.now().getTime() + days * 86_400_000).toISOString();
const propose = async (who: Person, days = 90) =>
  as(who, proposeFrame, {
    deal_id: world.deals.contracted,
    lots_total: 4,
    valid_until: inDays(days),
    tiers: [],
  });
const answer = (who: Person, frame_id: string, value: 'accept' | 'refuse', version = 1) =>
  as(who, answerFrame, { frame_id, version, answer: value });
const newPrices = (who: Person, frame_id: string, day: number) =>
  as(who, proposePrices, {
    frame_id,
    from_day: inDays(day).slice(0, 10),
    prices: [{ line: 1, unit_price: { amount: '900', currency: 'CNY' } }],
    tiers: [],
  });

/** What a firm was told of a frame, newest first: what was answered, or whether it still asks. */
const told = async (who: Person, frame_id: string): Promise<string[]> =>
  (await as(who, listNotices, {})).items
    .map((notice) => ({ ...notice, body: notice.body as Record<string, unknown> }))
    .filter(({ body }) => body.frame_id === frame_id)
    .map(({ kind, body, settled }) => `${kind} ${body.answer ?? (settled ? 'done' : 'asks')}`);

test('a proposal asks the other firm until it is answered or taken back, and its proposer is told the answer', async () => {
  const accepted = await propose(seller);
  assert.deepEqual(await told(buyer, accepted.frame_id), ['frame.proposed asks']);
  assert.deepEqual(await told(seller, accepted.frame_id), []);
  await answer(buyer, accepted.frame_id, 'accept');
  assert.deepEqual(await told(buyer, accepted.frame_id), ['frame.proposed done']);
  assert.deepEqual(await told(seller, accepted.frame_id), ['frame.answered accepted']);
  const refused = await propose(buyer);
  await answer(seller, refused.frame_id, 'refuse');
  assert.deepEqual(await told(seller, refused.frame_id), ['frame.proposed done']);
  assert.deepEqual(await told(buyer, refused.frame_id), ['frame.answered refused']);
  const taken_back = await propose(seller);
  await answer(seller, taken_back.frame_id, 'refuse');
  assert.deepEqual(await told(buyer, taken_back.frame_id), ['frame.proposed done']);
  assert.deepEqual(await told(seller, taken_back.frame_id), []);
});

test('new prices ask the other firm until they are answered or their day is over', async () => {
  const { frame_id } = await propose(seller);
  await answer(buyer, frame_id, 'accept');
  const { change_id } = await newPrices(seller, frame_id, 5);
  assert.deepEqual(await told(buyer, frame_id), ['frame.prices_proposed asks', 'frame.proposed done']);
  await as(buyer, answerPrices, { frame_id, change_id, answer: 'accept' });
  assert.equal((await told(buyer, frame_id))[0], 'frame.prices_proposed done');
  assert.equal((await told(seller, frame_id))[0], 'frame.prices_answered accepted');
  const [notice] = (await as(seller, listNotices, {})).items;
  assert.deepEqual(Object.keys(notice?.body ?? {}).sort(), [
    'answer',
    'firm',
    'frame_id',
    'from_day',
    'goods',
  ]);
  await newPrices(buyer, frame_id, 7);
  assert.equal((await told(seller, frame_id))[0], 'frame.prices_proposed asks');
  world.app.clock.advanceBy(9 * 86_400_000);
  assert.equal((await told(seller, frame_id))[0], 'frame.prices_proposed done');
});

test('new prices that agreed ones of a later day have overtaken ask for nothing', async () => {
  const { frame_id } = await propose(seller);
  await answer(buyer, frame_id, 'accept');
  await newPrices(buyer, frame_id, 5);
  const { change_id } = await newPrices(seller, frame_id, 6);
  assert.equal((await told(seller, frame_id))[0], 'frame.prices_proposed asks');
  await as(buyer, answerPrices, { frame_id, change_id, answer: 'accept' });
  assert.deepEqual((await told(seller, frame_id)).slice(0, 2), [
    'frame.prices_answered accepted',
    'frame.prices_proposed done',
  ]);
});

test('a frame that nobody answers asks until it is over', async () => {
  const { frame_id } = await propose(seller, 2);
  assert.deepEqual(await told(buyer, frame_id), ['frame.proposed asks']);
  world.app.clock.advanceBy(3 * 86_400_000);
  assert.deepEqual(await told(buyer, frame_id), ['frame.proposed done']);
});

test('what waits for a second person of the firm is told to the other firm when it has decided', async () => {
  await as(world.colleague, proposeRule, {
    currency: 'CNY',
    limit_amount: '100',
    approver_roles: ['trader'],
  });
  const { frame_id, state, waiting } = await propose(buyer);
  assert.ok(state === 'held' && waiting);
  assert.deepEqual(await told(seller, frame_id), []);
  await as(world.colleague, approveFrame, { frame_id, request_id: waiting.request_id, decision: 'approved' });
  assert.deepEqual(await told(seller, frame_id), ['frame.proposed asks']);
  await answer(seller, frame_id, 'accept', 2);
  assert.deepEqual(await told(buyer, frame_id), ['frame.answered accepted']);
});
