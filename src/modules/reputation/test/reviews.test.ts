import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import type { TestApp } from '../../../../test/app.ts';
import { testTheatre } from '../../../../test/theatre.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { inTransaction } from '../../../platform/database/database.ts';
import { cases, goodsOf } from '../../../simulator/cases.ts';
import { askForQuote, newPlay, type Play } from '../../../simulator/negotiate.ts';
import { demoTraders, memberOf } from '../../../simulator/organisations.ts';
import { playDeal } from '../../../simulator/play-deal.ts';
import { Stage } from '../../../simulator/stage.ts';
import { openWorld } from '../../../simulator/world.ts';
import {
  answerReview,
  countQueue,
  listDealReviews,
  listRecords,
  listReviews,
  showParts,
  writeReview,
} from '../index.ts';

let app: TestApp;
let stage: Stage;
let closed: Play;
let open: Play;
before(async () => {
  const made = await testTheatre();
  app = made.app;
  stage = new Stage(made.theatre, 'reviews', new Date('2026-01-05T08:00:00Z'));
  await openWorld(stage.runtime);
  const [chosen] = cases;
  assert.ok(chosen);
  const [buyer] = demoTraders(chosen.to_country);
  const [seller] = demoTraders(chosen.from_country);
  assert.ok(buyer && seller);
  const play = () => newPlay(stage, chosen, buyer, seller, goodsOf(chosen).lot_low);
  closed = play();
  await playDeal(closed, 'straight');
  open = play();
  await askForQuote(open);
});
after(() => app.close());

const code = (answer: unknown): string => (isRefusal(answer) ? answer.code : 'done');
const words = { rating: 5, language: 'ru' as const, text: 'Всё в срок, упаковка цела' };
const review = (play: Play, actor: Play['buyerActor'], change: object = {}) =>
  stage.attempt(actor, writeReview, { deal_id: play.deal_id, ...words, ...change });

test('a review is written after the deal only, by its sides only', async () => {
  const stranger = demoTraders('CN')[2];
  assert.ok(stranger);
  assert.equal(code(await review(open, open.buyerActor)), 'reputation.not_closed');
  assert.equal(code(await review(closed, memberOf(stranger))), 'deals.not_found');
  assert.equal(code(await review(closed, closed.buyerActor)), 'done');
  assert.equal(
    code(await review(closed, closed.buyerActor, { rating: 4 })),
    'done',
    'changed before the answer',
  );
  const none = await stage.attempt(closed.buyerActor, answerReview, {
    deal_id: closed.deal_id,
    language: 'ru',
    text: 'Спасибо',
  });
  assert.equal(code(none), 'reputation.no_review', 'nobody answers for the other side');
});

test('the answer is given once, and nothing changes after it, not even by SQL', async () => {
  const answer = { deal_id: closed.deal_id, language: 'zh' as const, text: '谢谢' };
  assert.equal(code(await stage.attempt(closed.sellerActor, answerReview, answer)), 'done');
  assert.equal(code(await stage.attempt(closed.sellerActor, answerReview, answer)), 'reputation.answered');
  assert.equal(code(await review(closed, closed.buyerActor, { rating: 1 })), 'reputation.answered');
  for (const org_id of [closed.buyer.org_id, closed.seller.org_id]) {
    const changed = await inTransaction(app.database.app, org_id, (tx) =>
      tx.run(`update reputation.review set rating = 1, text = 'changed' where deal_id = $1`, [
        closed.deal_id,
      ]),
    );
    assert.equal(changed, 0);
  }
});

test('nobody writes in the name of the other side, or out of time, by SQL', async () => {
  const { rows } = await app.within(async (ctx) => ({
    rows: await ctx.tx.rows<{ closed_at: Date }>('select closed_at from reputation.review'),
  }));
  const [row] = rows;
  assert.ok(row);
  const insert = (as: string, by: string, about: string, written_at: Date) =>
    inTransaction(app.database.app, as, (tx) =>
      tx.run(
        `insert into reputation.review (deal_id, side, review_id, by_org_id, about_org_id, closed_at, rating, language,
           text, translations, written_at, parties)
         values ($1, 'seller', gen_random_uuid(), $2, $3, $4, 5, 'en', 'Perfect', '{}', $5, array[$2, $3]::uuid[])`,
        [closed.deal_id, by, about, row.closed_at, written_at],
      ),
    ).then(
      () => 'written',
      (error: unknown) => (error instanceof pg.DatabaseError ? error.code : String(error)),
    );
  const { buyer, seller } = closed;
  assert.equal(await insert(buyer.org_id, seller.org_id, buyer.org_id, row.closed_at), '42501');
  const late = new Date(row.closed_at.getTime() + 60 * 86_400_000);
  assert.equal(await insert(seller.org_id, seller.org_id, buyer.org_id, late), '23514');
  const early = new Date(row.closed_at.getTime() - 1);
  assert.equal(await insert(seller.org_id, seller.org_id, buyer.org_id, early), '23514');
});

test('everybody reads the review without the deal; the sides read when they may write', async () => {
  const { items } = mustSucceed(
    await stage.attempt(memberOf(open.buyer), listReviews, { org_id: closed.seller.org_id }),
    'reviews',
  );
  assert.deepEqual(
    items.map(({ review_id: _id, month: _month, ...rest }) => rest),
    [
      {
        side: 'buyer',
        by_country: closed.buyer.country,
        rating: 4,
        language: 'ru',
        text: words.text,
        translation: null,
        answer: '谢谢',
        answer_language: 'zh',
        demo: true,
      },
    ],
  );
  assert.ok(!JSON.stringify(items).includes(closed.deal_id));
  const own = mustSucceed(
    await stage.attempt(closed.sellerActor, listDealReviews, { deal_id: closed.deal_id }),
    'own',
  );
  assert.deepEqual([own.own_side, own.may_write, own.may_answer], ['seller', true, false]);
  stage.clock.advanceBy(61 * 86_400_000);
  assert.equal(code(await review(closed, closed.sellerActor)), 'reputation.too_late');
});

test('figures are counted from the timelines, shown to all, and open to their deals for the firm alone', async () => {
  await stage.enqueue(countQueue);
  const { org_id } = closed.seller;
  const { items } = mustSucceed(
    await stage.attempt(memberOf(open.buyer), listRecords, { org_ids: `${org_id},${closed.buyer.org_id}` }),
    'records',
  );
  const record = items.find((r) => r.org_id === org_id);
  assert.ok(record);
  assert.equal(items.length, 1, 'who sold nothing has no record');
  assert.equal(record.figures.contracts, 1);
  assert.deepEqual(record.figures.on_time, { count: 1, of: 1, share_percent: null });
  assert.deepEqual(record.figures.answers, { count: 1, of: 2, share_percent: null });
  assert.deepEqual([record.reviews, record.rating], [1, null], 'a mean of one is no mean');
  const parts = async (actor: Play['buyerActor']) =>
    mustSucceed(await stage.attempt(actor, showParts, { figure: 'answers' }), 'parts').items;
  const own = await parts(closed.sellerActor);
  assert.deepEqual(
    new Map(own.map((p) => [p.deal_id, p.counts])),
    new Map([
      [closed.deal_id, true],
      [open.deal_id, false],
    ]),
  );
  assert.deepEqual(await parts(closed.buyerActor), [], 'the buyer sees figures of its own sales only');
});
