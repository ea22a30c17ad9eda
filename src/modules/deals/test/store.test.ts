import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { approvals } from '../../approvals/index.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  acceptContract,
  acceptGoods,
  appendEvent,
  auditTimelines,
  cancelDeal,
  deals,
  getDeal,
  listDeals,
  openDispute,
  sealTimelines,
  showDeal,
  showTimeline,
  sweepDeadlines,
} from '../index.ts';
import { openedDeal } from './deal-fixture.ts';

let app: TestApp;
before(async () => {
  app = await testApp([reference, parties, approvals, deals]);
});
after(() => app.close());

test('a contract is concluded by the second acceptance, and each side accepts once', async () => {
  const { deal_id, buyer, seller } = await openedDeal(app, 'agreed');
  const first = mustSucceed(await app.execute(acceptContract, buyer, { deal_id }), 'buyer');
  assert.equal(first.state, 'agreed');
  const again = await app.execute(acceptContract, buyer, { deal_id });
  assert.ok(isRefusal(again) && again.code === 'deals.already_accepted');
  const second = mustSucceed(await app.execute(acceptContract, seller, { deal_id }), 'seller');
  assert.deepEqual([second.state, second.accepted_by], ['contracted', ['buyer', 'seller']]);
});

test('another organisation neither sees, lists nor changes the deal', async () => {
  const { deal_id } = await openedDeal(app, 'contracted');
  const stranger = app.member('trader');
  const answers = [
    await app.execute(showDeal, stranger, { deal_id }),
    await app.execute(showTimeline, stranger, { deal_id }),
    await app.execute(acceptContract, stranger, { deal_id }),
    await app.execute(acceptGoods, stranger, { deal_id }),
  ];
  for (const answer of answers) assert.ok(isRefusal(answer) && answer.code === 'deals.not_found');
  assert.deepEqual(mustSucceed(await app.execute(listDeals, stranger, {}), 'list').items, []);
  const counted = await app.within(
    (ctx) => ctx.tx.one<{ n: bigint }>('select count(*) as n from deals.event'),
    stranger,
  );
  assert.equal(counted.n, 0n);
});

test('later participants do not see what was said before they joined', async () => {
  const { deal_id, buyer, arbiter } = await openedDeal(app, 'contracted');
  const all = mustSucceed(await app.execute(showTimeline, buyer, { deal_id }), 'buyer');
  const late = mustSucceed(await app.execute(showTimeline, arbiter, { deal_id }), 'arbiter');
  assert.equal(all.items[0]?.kind, 'rfq.sent');
  assert.equal(late.items[0]?.kind, 'participants.joined');
});

test('the application role cannot change or delete an event', async () => {
  const { deal_id, buyer } = await openedDeal(app, 'requested');
  for (const sql of [
    'update deals.event set body = body where deal_id = $1',
    'delete from deals.event where deal_id = $1',
  ])
    await assert.rejects(
      app.within((ctx) => ctx.tx.run(sql, [deal_id]), buyer),
      (e) => e instanceof pg.DatabaseError && e.code === '42501',
    );
});

test('a step at the wrong time or by the wrong participant is refused and leaves nothing', async () => {
  const { deal_id, buyer, seller } = await openedDeal(app, 'contracted');
  const early = await app.execute(acceptGoods, buyer, { deal_id });
  assert.ok(isRefusal(early) && early.code === 'deals.not_now');
  const dispute = await app.execute(openDispute, seller, {
    deal_id,
    reason: 'late',
    description: 'late',
    claim: { amount: '100', currency: 'CNY' },
  });
  assert.ok(isRefusal(dispute));
  assert.equal(mustSucceed(await app.execute(showDeal, buyer, { deal_id }), 'show').state, 'contracted');
});

test('a buyer who does not fund in time loses the deal, and the timeline says why', async () => {
  const { deal_id, buyer } = await openedDeal(app, 'contracted');
  app.clock.advanceBy(11 * 86_400_000);
  assert.ok((await app.within((ctx) => sweepDeadlines(ctx))) >= 1);
  const timeline = mustSucceed(await app.execute(showTimeline, buyer, { deal_id }), 'timeline');
  assert.deepEqual(
    [timeline.items.at(-1)?.kind, timeline.items.at(-1)?.state_after],
    ['funding.expired', 'lapsed'],
  );
});

test('two commands on one deal at once: one wins, the other is told', async () => {
  const { deal_id, buyer, seller } = await openedDeal(app, 'contracted');
  const answers = await Promise.all(
    [buyer, seller].map((actor) => app.execute(cancelDeal, actor, { deal_id, reason: 'changed our plans' })),
  );
  assert.equal(answers.filter((a) => !isRefusal(a)).length, 1);
  assert.ok(answers.some((a) => isRefusal(a) && a.code === 'deals.not_now'));
});

test('an event for a deal that has moved on since is refused and leaves nothing', async () => {
  const { deal_id, buyer } = await openedDeal(app, 'agreed');
  const event = { kind: 'document.issued', body: {} };
  const twice = await app.within(async (ctx) => {
    const deal = mustSucceed(await getDeal(ctx, deal_id), 'deal');
    await appendEvent(ctx, deal, event);
    return appendEvent(ctx, deal, event);
  }, buyer);
  assert.ok(isRefusal(twice) && twice.code === 'platform.changed_meanwhile');
  const { items } = mustSucceed(await app.execute(showTimeline, buyer, { deal_id }), 'timeline');
  assert.ok(items.every((said) => said.kind !== 'document.issued'));
});

test('the audit holds, and names the first link that somebody with full rights changed', async () => {
  const { deal_id, buyer } = await openedDeal(app, 'contracted');
  await app.within((ctx) => sealTimelines(ctx));
  const clean = await app.within((ctx) => auditTimelines(ctx));
  assert.equal(clean.broken, null);
  assert.ok(clean.events > 5 && clean.seals >= 1);

  const owner = new pg.Client({ connectionString: app.ownerUrl });
  await owner.connect();
  await owner.query('alter table deals.event no force row level security');
  await owner.query(`update deals.event set body = '{"by":"nobody"}' where deal_id = $1 and number = 3`, [
    deal_id,
  ]);
  await owner.end();
  const broken = (await app.within((ctx) => auditTimelines(ctx))).broken;
  assert.deepEqual([broken?.deal_id, broken?.number], [deal_id, 3]);
  assert.ok(buyer);
});

test('the list pages by cursor without gaps and refuses a foreign cursor', async () => {
  const { buyer } = await openedDeal(app, 'requested');
  const page = mustSucceed(await app.execute(listDeals, buyer, { limit: 1 }), 'page');
  assert.equal(page.items.length, 1);
  assert.equal(page.next_cursor, null);
  const bad = await app.execute(listDeals, buyer, { cursor: 'bm90IG91cnM' });
  assert.ok(isRefusal(bad) && bad.code === 'platform.bad_cursor');
});

test('one key, one effect: the same command again gives the same answer, another body a conflict', async () => {
  const { deal_id, buyer } = await openedDeal(app, 'agreed');
  const options = { idempotency_key: 'key-0001-abc' };
  const first = mustSucceed(await app.execute(acceptContract, buyer, { deal_id }, options), 'first');
  const retry = mustSucceed(await app.execute(acceptContract, buyer, { deal_id }, options), 'retry');
  assert.deepEqual(retry, first);
  const other = await app.execute(cancelDeal, buyer, { deal_id, reason: 'another body' }, options);
  assert.ok(isRefusal(other) && other.code === 'platform.idempotency_conflict');
});
