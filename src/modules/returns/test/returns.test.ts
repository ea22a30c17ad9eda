import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { money } from '../../../kernel/money.ts';
import { isRefusal, mustSucceed, type Refusal } from '../../../kernel/refusal.ts';
import { statements } from '../../../platform/database/tx.ts';
import { type Actor, systemActor } from '../../../platform/index.ts';
import { approvals } from '../../approvals/index.ts';
import { acceptGoods, advance, deals, getDeal, happenedOf, withheldDeals } from '../../deals/index.ts';
import { type OpenedDeal, openedDeal, sampleTerms } from '../../deals/test/deal-fixture.ts';
import { parties, registerOrganisations } from '../../parties/index.ts';
import {
  fundEscrow,
  openBooks,
  payments,
  releaseEscrow,
  repayBuyer,
  verifyLedger,
  viewWallet,
} from '../../payments/index.ts';
import { reference } from '../../reference/index.ts';
import {
  answerReturn,
  askReturn,
  listDealReturns,
  listReturns,
  payAgain,
  payRefunds,
  receiveBack,
  returns,
  sendBack,
} from '../index.ts';

const PRICE = 103_850_000n;
const DAY_MS = 86_400_000;
let app: TestApp;
let bank: Actor;
before(async () => {
  app = await testApp([reference, parties, approvals, deals, payments, returns]);
  bank = app.member('bank');
});
after(async () => {
  assert.deepEqual((await app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  await app.close();
});

const code = (answer: unknown) => (isRefusal(answer) ? answer.code : 'done');
const step = (deal: OpenedDeal, event: string) =>
  app.within(async (ctx) =>
    mustSucceed(
      await advance(ctx, mustSucceed(await getDeal(ctx, deal.deal_id), 'get'), { event, body: {} }),
      event,
    ),
  );

/** A deal whose goods were accepted and whose price the seller has; 120 pieces for CNY 1,020,000.00. */
async function settled(): Promise<OpenedDeal> {
  const deal = await openedDeal(app, 'contracted', sampleTerms({ bank_org_id: bank.org_id }));
  const { deal_id } = deal;
  await app.within((ctx) =>
    openBooks(ctx, deal_id, {
      organisations: [
        { org_id: deal.buyer.org_id, bank_org_id: bank.org_id, deposits: [money(PRICE, 'CNY')] },
      ],
      liquidity: [],
    }),
  );
  mustSucceed(await app.execute(fundEscrow, deal.buyer, { deal_id }), 'fund');
  await step(deal, 'consignment.departed');
  await step(deal, 'consignment.arrived');
  mustSucceed(await app.execute(acceptGoods, deal.buyer, { deal_id }), 'accept');
  mustSucceed(await app.execute(releaseEscrow, systemActor, { deal_id }), 'release');
  return deal;
}

const ask = (deal: OpenedDeal, quantity: string, who = deal.buyer) =>
  app.execute(askReturn, who, {
    deal_id: deal.deal_id,
    lines: [{ line: 1, quantity }],
    reason: 'damaged',
    description: 'They came broken',
    evidence: [{ what: 'A photograph of the crate' }],
  });
const pay = (deal: OpenedDeal) => app.within((ctx) => payRefunds(ctx, deal.deal_id));
const balance = async (who: Actor) =>
  BigInt(
    mustSucceed(await app.execute(viewWallet, who, {}), 'wallet').items.find(
      (a) => a.account_id === 'wallet:CNY',
    )?.balance.amount ?? '0',
  );

async function through(deal: OpenedDeal, quantity: string, amount?: string) {
  const { return_id } = mustSucceed(await ask(deal, quantity), 'ask');
  const named = { deal_id: deal.deal_id, return_id };
  const approved = { ...named, decision: 'approved' as const };
  const less = amount ? { amount: { amount, currency: 'CNY' as const } } : {};
  mustSucceed(await app.execute(answerReturn, deal.seller, { ...approved, ...less }), 'answer');
  mustSucceed(await app.execute(sendBack, deal.buyer, { ...named, tracking: 'DEMO-1' }), 'send');
  return mustSucceed(await app.execute(receiveBack, deal.seller, named), 'receive');
}

test('goods go back in part, and the buyer has the part of the price, once', async () => {
  const deal = await settled();
  const due = await through(deal, '12');
  assert.deepEqual([due.state, due.approved?.amount], ['refund_due', '10200000']);
  const [buyer, seller] = [await balance(deal.buyer), await balance(deal.seller)];
  assert.deepEqual(await pay(deal), { paid: 1 });
  assert.deepEqual(await pay(deal), { paid: 0 });
  assert.equal((await balance(deal.buyer)) - buyer, 10_200_000n);
  assert.equal(seller - (await balance(deal.seller)), 10_200_000n);
  const { items } = mustSucceed(
    await app.execute(listDealReturns, deal.seller, { deal_id: deal.deal_id }),
    'list',
  );
  assert.equal(items[0]?.state, 'refunded');
});

/** The organisation as screening has it. */
const screen = (of: Actor, state: 'blocked' | 'clear') =>
  app.within(async (ctx) => {
    const row = {
      org_id: of.org_id,
      name: 'Demo Buyer',
      name_zh: null,
      name_ru: null,
      kind: 'trader' as const,
      country: 'KZ',
      demo: true,
      registered_at: app.clock.now(),
      registration_scheme: 'other' as const,
      registration_number: of.org_id,
    };
    if (state === 'blocked') await registerOrganisations(ctx.tx, [row]);
    await ctx.tx.run('update parties.organisation set screening = $2 where org_id = $1', [of.org_id, state]);
  });
/** Whether the schedule looks at it again. */
const isTriedAgain = async ({ deal_id }: OpenedDeal) =>
  (await app.within((ctx) => withheldDeals(ctx.tx, 100))).some((one) => one.deal_id === deal_id);

test('a refund that screening stands in the way of is said once to be withheld, and paid when the block is lifted', async () => {
  const deal = await settled();
  await through(deal, '12');
  const before = await balance(deal.buyer);
  await screen(deal.buyer, 'blocked');
  for (let again = 0; again < 3; again++) assert.deepEqual(await pay(deal), { paid: 0 });
  const said = await app.within((ctx) => happenedOf(ctx, deal.deal_id, ['refund.withheld']));
  assert.deepEqual([said.length, await isTriedAgain(deal), await balance(deal.buyer)], [1, true, before]);
  await screen(deal.buyer, 'clear');
  assert.deepEqual(await pay(deal), { paid: 1 });
  assert.deepEqual([await isTriedAgain(deal), (await balance(deal.buyer)) - before], [false, 10_200_000n]);
});

test('less than asked may be approved, never more, and of another currency nothing', async () => {
  const deal = await settled();
  const { return_id } = mustSucceed(await ask(deal, '12'), 'ask');
  const answer = (amount: string, currency: 'CNY' | 'USD' = 'CNY') =>
    app.execute(answerReturn, deal.seller, {
      deal_id: deal.deal_id,
      return_id,
      decision: 'approved',
      amount: { amount, currency },
      goods_back: false,
    });
  assert.equal(code(await answer('10200001')), 'returns.more_than_asked');
  assert.equal(code(await answer('100', 'USD')), 'returns.more_than_asked');
  assert.equal(mustSucceed(await answer('5000000'), 'answer').state, 'refund_due');
  assert.deepEqual(await pay(deal), { paid: 1 });
  assert.equal(code(await answer('100')), 'returns.not_now');
});

test('many who ask at once never ask for more pieces than were bought', async () => {
  const deal = await settled();
  const answers = await Promise.all(['50', '50', '50', '50'].map((q) => ask(deal, q)));
  assert.equal(answers.filter((a) => !isRefusal(a)).length, 2);
  const refused = answers.find(isRefusal) as Refusal;
  assert.equal(refused.code, 'returns.more_than_bought');
  assert.match(refused.errors[0]?.message ?? '', /20\.000 of line 1/);
  assert.equal(code(await ask(deal, '-1')), 'returns.more_than_bought');
  const half = (await ask(deal, '0.5')) as Refusal;
  assert.deepEqual([half.code, half.errors[0]?.path], ['reference.quantity_not_whole', '/lines/0/quantity']);
});

test('the ledger pays back no more than the escrow has paid out, whoever asks it and however often', async () => {
  const deal = await settled();
  // More money in the seller's wallet than this deal brought: only the cap of the deal stands in the way.
  await app.within((ctx) =>
    openBooks(ctx, `more ${deal.deal_id}`, {
      organisations: [
        { org_id: deal.seller.org_id, bank_org_id: bank.org_id, deposits: [money(PRICE * 2n, 'CNY')] },
      ],
      liquidity: [],
    }),
  );
  const repay = (n: number) =>
    app.within(async (ctx) => {
      const found = mustSucceed(await getDeal(ctx, deal.deal_id), 'deal');
      return repayBuyer(ctx, found, { return_id: `return ${n}`, amount: money(40_000_000n, 'CNY') });
    });
  const before = await balance(deal.buyer);
  const answers = await Promise.all([1, 2, 3, 4].map(repay));
  assert.deepEqual(answers.map(code).sort(), [
    'done',
    'done',
    'payments.more_than_paid',
    'payments.more_than_paid',
  ]);
  assert.equal((await balance(deal.buyer)) - before, 80_000_000n);
});

test('a wallet that lacks the money leaves the refund due; when it is there again, it is paid', async () => {
  const deal = await settled();
  const { return_id } = await through(deal, '120');
  const { deal_id } = deal;
  // The carrier had its freight of the price, so the seller has CNY 1,023,000.00, and now 1,013,000.00.
  await app.within(async (ctx) => {
    const found = mustSucceed(await getDeal(ctx, deal_id), 'deal');
    const amount = money(1_000_000n, 'CNY');
    mustSucceed(await repayBuyer(ctx, found, { return_id: 'another debt', amount }), 'repay');
  });
  await screen(deal.buyer, 'blocked');
  assert.deepEqual([await pay(deal), await isTriedAgain(deal)], [{ paid: 0 }, true]);
  await screen(deal.buyer, 'clear');
  // The block is gone and the money is too: from now on it waits for the seller, and no schedule says it every time.
  assert.deepEqual([await pay(deal), await isTriedAgain(deal)], [{ paid: 0 }, false]);
  const { items } = mustSucceed(await app.execute(listDealReturns, deal.buyer, { deal_id }), 'list');
  assert.equal(items[0]?.state, 'refund_due');
  await app.within((ctx) =>
    openBooks(ctx, `filled ${deal_id}`, {
      organisations: [
        { org_id: deal.seller.org_id, bank_org_id: bank.org_id, deposits: [money(5_000_000n, 'CNY')] },
      ],
      liquidity: [],
    }),
  );
  mustSucceed(await app.execute(payAgain, deal.seller, { deal_id, return_id }), 'again');
  assert.deepEqual(await pay(deal), { paid: 1 });
});

test('sides, times and states: who may not, when it is too late, and what silence means', async () => {
  const deal = await settled();
  const named = async () => ({
    deal_id: deal.deal_id,
    return_id: mustSucceed(await ask(deal, '1'), 'ask').return_id,
  });
  assert.equal(code(await ask(deal, '1', deal.seller)), 'returns.not_your_part');
  const stranger = app.member('trader');
  assert.equal(code(await ask(deal, '1', stranger)), 'deals.not_found');
  const first = await named();
  const own = await app.execute(answerReturn, deal.buyer, { ...first, decision: 'approved' });
  assert.equal(code(own), 'returns.not_your_part');
  assert.equal(code(await app.execute(receiveBack, deal.seller, first)), 'returns.not_now');
  mustSucceed(
    await app.execute(answerReturn, deal.seller, { ...first, decision: 'refused', note: 'It was not ours' }),
    'refuse',
  );
  const second = await named();
  app.clock.advanceBy(8 * DAY_MS);
  // Seven days without an answer: approved in full, by the rule of the house.
  const sent = mustSucceed(await app.execute(sendBack, deal.buyer, { ...second, tracking: 'X' }), 'send');
  assert.deepEqual([sent.state, sent.approved?.amount], ['sent', '850000']);
  app.clock.advanceBy(10 * DAY_MS);
  assert.equal(code(await ask(deal, '1')), 'returns.too_late');
});

test('goods that are not accepted yet are a matter of the escrow', async () => {
  const deal = await openedDeal(app, 'contracted', sampleTerms({ bank_org_id: bank.org_id }));
  assert.equal(code(await ask(deal, '1')), 'returns.not_accepted_yet');
});

test('both sides list their returns with goods, whose turn and until when; by state; in two statements however many', async () => {
  const deal = await settled();
  const first = mustSucceed(await ask(deal, '2'), 'ask');
  app.clock.advanceBy(1000);
  const second = mustSucceed(await ask(deal, '3'), 'ask again');
  const named = { deal_id: deal.deal_id, return_id: first.return_id };
  mustSucceed(await app.execute(answerReturn, deal.seller, { ...named, decision: 'approved' }), 'answer');
  const list = async (who: Actor, input: Parameters<typeof listReturns.run>[1] = {}) =>
    mustSucceed(await app.execute(listReturns, who, input), 'list');
  const seen = (await list(deal.seller)).items.map((r) => [r.return_id, r.state, r.side, r.turn]);
  assert.deepEqual(seen, [
    [second.return_id, 'requested', 'seller', 'seller'],
    [first.return_id, 'approved', 'seller', 'buyer'],
  ]);
  const [row] = (await list(deal.buyer, { state: 'approved' })).items;
  assert.ok(row && row.return_id === first.return_id && row.deadline === row.send_by);
  assert.deepEqual(
    row.goods.map((g) => [g.line, g.quantity, g.unit]),
    [[1, '2', 'pcs']],
  );
  assert.ok(row.firm !== '' && row.deal_number !== '' && row.goods[0]?.description);
  assert.deepEqual((await list(app.member('trader'))).items, []);

  const counted = async (input: Parameters<typeof listReturns.run>[1]) => {
    const before = statements.count;
    const { items } = await list(deal.buyer, input);
    return [items.length, statements.count - before];
  };
  assert.deepEqual(await counted({ limit: 1 }), [1, 2]);
  assert.deepEqual(await counted({}), [2, 2]);
  const page = await list(deal.buyer, { limit: 1 });
  const rest = await list(deal.buyer, { limit: 1, cursor: page.next_cursor ?? '' });
  assert.deepEqual([rest.items[0]?.return_id, rest.next_cursor], [first.return_id, null]);
  assert.equal(code(await app.execute(listReturns, deal.buyer, { cursor: 'x' })), 'platform.bad_cursor');

  app.clock.advanceTo(new Date(Date.parse(second.answer_by) + 1));
  assert.deepEqual((await list(deal.buyer, { state: 'requested' })).items, []);
  const silent = (await list(deal.buyer)).items.find((r) => r.return_id === second.return_id);
  assert.ok(silent && silent.state !== 'requested');
  const found = (await list(deal.buyer, { state: silent.state as 'approved' })).items;
  assert.ok(
    found.some((r) => r.return_id === second.return_id),
    'silence has answered, in the filter as on the page',
  );
});
