import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { routes } from '../src/app/modules.ts';
import { subscribedEvents } from '../src/app/policies.ts';
import { mustSucceed } from '../src/kernel/refusal.ts';
import { acceptGoods } from '../src/modules/deals/index.ts';
import { type DealState, transitions } from '../src/modules/deals/model.ts';
import { listNotices, type NoticeKind, settledBy } from '../src/modules/notices/index.ts';
import { answerReturn, askReturn, listReturns, receiveBack, sendBack } from '../src/modules/returns/index.ts';
import { type Person, type Served, serveCorridor } from './world/served.ts';

// Every kind of notice that asks for something is settled by whatever ends what it asks for.

const kinds = Object.entries(settledBy) as [NoticeKind, readonly string[] | null][];

test('what settles a kind of notice is there: an event that is listened to, a use case, or the clock', () => {
  const known = new Set([...subscribedEvents, ...routes.map((route) => route.useCase.name), 'clock']);
  for (const [kind, by] of kinds) {
    assert.notEqual(by?.length, 0, `${kind} asks for something and nothing settles it`);
    assert.deepEqual(
      by?.filter((name) => !known.has(name)) ?? [],
      [],
      `${kind} is settled by what nobody does or listens to`,
    );
  }
});

test('a notice about a step of a deal is settled by every event that leads on from the state it waits in', () => {
  const waits: Partial<Record<NoticeKind, DealState>> = {
    'rfq.received': 'requested',
    'quote.received': 'quoted',
    'quote.countered': 'quoted',
    'quote.accepted': 'agreed',
    'frame.called': 'agreed',
    'contract.accepted': 'agreed',
    'contract.concluded': 'contracted',
  };
  for (const [kind, state] of Object.entries(waits) as [NoticeKind, DealState][]) {
    const ends = transitions.filter(({ from }) => from.includes(state)).map(({ event }) => event);
    assert.ok(ends.length > 0);
    for (const event of ends)
      assert.ok(
        settledBy[kind]?.some((by) => by === event),
        `${kind} is not settled by ${event}`,
      );
  }
});

let world: Served;
let buyer: Person;
let seller: Person;
before(async () => {
  world = await serveCorridor();
  ({ buyer, seller } = world.insider);
});
after(() => world.close());

test('a return asks its seller until the day of its answer, and its buyer until the day of sending', async () => {
  const { app, deals } = world;
  const ask = async () =>
    mustSucceed(
      await app.execute(askReturn, buyer.actor, {
        deal_id: deals.delivered,
        lines: [{ line: 1, quantity: '1' }],
        reason: 'damaged',
        description: 'They came broken',
      }),
      'ask',
    );
  const told = async (who: Person, kind: NoticeKind) => {
    await app.drain();
    const { items } = mustSucceed(await app.execute(listNotices, who.actor, {}), 'notices');
    return items.filter((item) => item.kind === kind).map((item) => item.settled);
  };
  mustSucceed(await app.execute(acceptGoods, buyer.actor, { deal_id: deals.delivered }), 'accept');
  const first = await ask();
  assert.deepEqual(await told(seller, 'return.requested'), [false]);
  const { send_by } = mustSucceed(
    await app.execute(answerReturn, seller.actor, {
      deal_id: deals.delivered,
      return_id: first.return_id,
      decision: 'approved',
    }),
    'answer',
  );
  assert.deepEqual(await told(seller, 'return.requested'), [true]);
  const second = await ask();
  assert.equal((await told(seller, 'return.requested')).filter((settled) => !settled).length, 1);
  app.clock.advanceBy(Date.parse(second.answer_by) - app.clock.now().getTime());
  assert.deepEqual(await told(seller, 'return.requested'), [true, true], 'silence has answered');
  assert.deepEqual(await told(buyer, 'return.answered'), [false]);
  app.clock.advanceBy(Date.parse(send_by ?? '') - app.clock.now().getTime());
  assert.deepEqual(await told(buyer, 'return.answered'), [true]);
});

test('a seller is asked to confirm goods that come back and to fill a wallet that lacks a refund, a buyer told of its money', async () => {
  const { app, deals } = world;
  const { deal_id } = { deal_id: deals.delivered };
  const { items } = mustSucceed(await app.execute(listReturns, buyer.actor, {}), 'returns');
  const open = items.find((one) => one.deal_id === deal_id && one.state === 'approved' && one.overdue);
  assert.ok(open, 'silence has approved one');
  const newest = async (who: Person) => {
    await app.drain();
    app.clock.advanceBy(1000);
    const { items: told } = mustSucceed(await app.execute(listNotices, who.actor, {}), 'notices');
    return told.filter(({ body }) => (body as { deal_id?: string }).deal_id === deal_id);
  };
  const { return_id } = open;
  mustSucceed(await app.execute(sendBack, buyer.actor, { deal_id, return_id, tracking: 'CN-1' }), 'send');
  const [asked] = await newest(seller);
  assert.deepEqual([asked?.kind, asked?.settled], ['return.sent', false]);
  mustSucceed(await app.execute(receiveBack, seller.actor, { deal_id, return_id }), 'receive');
  const after = await newest(seller);
  assert.equal(after.find(({ kind }) => kind === 'return.sent')?.settled, true);
  const paid = (await newest(buyer)).some(({ kind }) => kind === 'refund.paid');
  const short = after.some(({ kind, settled }) => kind === 'refund.short' && !settled);
  assert.ok(paid !== short, 'either the money came, or the seller is asked for it');
});
