import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { money } from '../../../kernel/money.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { statements } from '../../../platform/database/tx.ts';
import { type Actor, systemActor } from '../../../platform/index.ts';
import { approvals } from '../../approvals/index.ts';
import { acceptGoods, advance, cancelDeal, deals, getDeal } from '../../deals/index.ts';
import { type OpenedDeal, openedDeal, sampleTerms } from '../../deals/test/deal-fixture.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  fundEscrow,
  listEntries,
  openBooks,
  payAssessment,
  payments,
  refundEscrow,
  releaseEscrow,
  verifyLedger,
  viewDealMoney,
  viewStatement,
  viewWallet,
} from '../index.ts';
import { organisationAccount } from '../model.ts';
import { entriesOf, escrowOf } from './behind-figures.ts';

const PRICE = 103_850_000n;
let app: TestApp;
let bank: Actor;
before(async () => {
  app = await testApp([reference, parties, approvals, deals, payments]);
  bank = app.member('bank');
});
after(async () => {
  assert.deepEqual((await app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  await app.close();
});

const terms = () => sampleTerms({ bank_org_id: bank.org_id });

async function contracted(deposit = PRICE): Promise<OpenedDeal> {
  const deal = await openedDeal(app, 'contracted', terms());
  await app.within((ctx) =>
    openBooks(ctx, deal.deal_id, {
      organisations: [
        {
          org_id: deal.buyer.org_id,
          bank_org_id: bank.org_id,
          deposits: [money(deposit, 'CNY'), money(0n, 'KZT')],
        },
      ],
      liquidity: [],
    }),
  );
  return deal;
}

async function delivered(): Promise<OpenedDeal> {
  const deal = await contracted();
  mustSucceed(await app.execute(fundEscrow, deal.buyer, { deal_id: deal.deal_id }), 'fund');
  await step(deal, 'consignment.departed');
  await step(deal, 'consignment.arrived');
  return deal;
}

const step = (deal: OpenedDeal, event: string): Promise<unknown> =>
  app.within(async (ctx) =>
    mustSucceed(
      await advance(ctx, mustSucceed(await getDeal(ctx, deal.deal_id), 'get'), { event, body: {} }),
      event,
    ),
  );

const balances = async (actor: Actor): Promise<Record<string, string>> => {
  const wallet = mustSucceed(await app.execute(viewWallet, actor, {}), 'wallet');
  return Object.fromEntries(wallet.items.map((a) => [a.account_id, a.balance.amount]));
};
const standing = (deal: OpenedDeal, actor: Actor = deal.buyer) => escrowOf(app, actor, deal.deal_id);

test('the buyer funds the escrow once, in six statements', async () => {
  const deal = await contracted();
  const before = statements.count;
  const funded = mustSucceed(await app.execute(fundEscrow, deal.buyer, { deal_id: deal.deal_id }), 'fund');
  assert.ok(statements.count - before <= 6, `${statements.count - before} statements`);
  assert.deepEqual([funded.state, funded.held.amount], ['funded', PRICE.toString()]);
  assert.equal((await balances(deal.buyer))['wallet:CNY'], '0');
  for (const actor of [deal.buyer, deal.seller]) {
    const escrow = await standing(deal, actor);
    assert.deepEqual([escrow?.status, escrow?.held.amount], ['held', PRICE.toString()]);
  }
  const again = await app.execute(fundEscrow, deal.buyer, { deal_id: deal.deal_id });
  assert.ok(isRefusal(again) && again.code === 'deals.not_now');
});

test('a doubled request to fund moves the money once', async () => {
  const deal = await contracted(PRICE * 2n);
  const answers = await Promise.all(
    [1, 2, 3].map(() => app.execute(fundEscrow, deal.buyer, { deal_id: deal.deal_id })),
  );
  assert.equal(answers.filter((a) => !isRefusal(a)).length, 1);
  assert.equal((await balances(deal.buyer))['wallet:CNY'], PRICE.toString());
});

test('a wallet with too little refuses and says how much is missing', async () => {
  const deal = await contracted(PRICE - 1n);
  const refused = await app.execute(fundEscrow, deal.buyer, { deal_id: deal.deal_id });
  assert.ok(isRefusal(refused) && refused.code === 'payments.overdrawn');
  assert.equal(refused.params.missing, '1');
  assert.equal((await standing(deal))?.status, 'not_funded');
});

test('seller and strangers cannot fund', async () => {
  const deal = await contracted();
  const seller = await app.execute(fundEscrow, deal.seller, { deal_id: deal.deal_id });
  assert.ok(isRefusal(seller) && seller.code === 'deals.not_your_part');
  const stranger = await app.execute(fundEscrow, app.member('trader'), { deal_id: deal.deal_id });
  assert.ok(isRefusal(stranger) && stranger.code === 'deals.not_found');
});

test('release pays the carrier the freight in the price and the seller the rest', async () => {
  const deal = await delivered();
  const early = await app.execute(releaseEscrow, systemActor, { deal_id: deal.deal_id });
  assert.ok(isRefusal(early) && early.code === 'payments.nothing_due');
  mustSucceed(await app.execute(acceptGoods, deal.buyer, { deal_id: deal.deal_id }), 'accept');
  const released = mustSucceed(
    await app.execute(releaseEscrow, systemActor, { deal_id: deal.deal_id }),
    'release',
  );
  assert.deepEqual(
    released.payments.map((p) => [p.to, p.amount.amount]),
    [
      ['carrier', '1550000'],
      ['seller', (PRICE - 1_550_000n).toString()],
    ],
  );
  assert.deepEqual(await balances(deal.seller), { 'wallet:CNY': (PRICE - 1_550_000n).toString() });
  const escrow = await standing(deal, deal.seller);
  assert.deepEqual([escrow?.status, escrow?.held.amount], ['released', '0']);
});

test('the seller may take the price in another currency at the rate on file', async () => {
  const deal = await delivered();
  mustSucceed(await app.execute(acceptGoods, deal.buyer, { deal_id: deal.deal_id }), 'accept');
  const dry = await app.execute(releaseEscrow, systemActor, {
    deal_id: deal.deal_id,
    payout_currency: 'KZT',
  });
  assert.ok(isRefusal(dry) && dry.code === 'payments.overdrawn', 'liquidity must suffice');
  await app.within((ctx) =>
    openBooks(ctx, 'capital', { organisations: [], liquidity: [money(10_000_000_000_000n, 'KZT')] }),
  );
  const released = mustSucceed(
    await app.execute(releaseEscrow, systemActor, { deal_id: deal.deal_id, payout_currency: 'KZT' }),
    'release',
  );
  assert.deepEqual(await balances(deal.seller), {
    'wallet:CNY': '0',
    'wallet:KZT': released.payout?.amount,
  });
});

test('a cancelled deal gives everything back, once', async () => {
  const deal = await contracted();
  mustSucceed(await app.execute(fundEscrow, deal.buyer, { deal_id: deal.deal_id }), 'fund');
  const early = await app.execute(refundEscrow, systemActor, { deal_id: deal.deal_id });
  assert.ok(isRefusal(early) && early.code === 'deals.not_now');
  mustSucceed(
    await app.execute(cancelDeal, deal.seller, { deal_id: deal.deal_id, reason: 'no wagons' }),
    'cancel',
  );
  const refund = await app.execute(refundEscrow, systemActor, { deal_id: deal.deal_id });
  assert.equal(mustSucceed(refund, 'refund').refunded?.amount, PRICE.toString());
  const again = await app.execute(refundEscrow, systemActor, { deal_id: deal.deal_id });
  assert.equal(mustSucceed(again, 'refund').refunded, null);
  assert.equal((await balances(deal.buyer))['wallet:CNY'], PRICE.toString());
  assert.equal((await standing(deal))?.status, 'refunded');
});

test('duties go line by line to the revenue of the country, and only once', async () => {
  const deal = await contracted();
  const order = {
    deal_id: deal.deal_id,
    declaration_id: app.member().org_id,
    payer_org_id: deal.buyer.org_id,
    country: 'KZ',
    currency: 'CNY' as const,
    lines: [
      { rule: 'import duty 5 %', amount: '5000' },
      { rule: 'VAT 12 %', amount: '12600' },
      { rule: 'fee', amount: '0' },
    ],
  };
  const paid = mustSucceed(await app.execute(payAssessment, systemActor, order), 'pay');
  const again = mustSucceed(await app.execute(payAssessment, systemActor, order), 'again');
  assert.deepEqual(paid, again);
  assert.equal(paid.paid.amount, '17600');
  assert.equal((await balances(deal.buyer))['wallet:CNY'], (PRICE - 17_600n).toString());
  const statement = mustSucceed(
    await app.execute(viewStatement, deal.buyer, { account_id: 'wallet:CNY', limit: 2 }),
    'statement',
  );
  assert.deepEqual(
    statement.items.map((e) => [e.reference, e.change.amount, e.balance_after.amount]),
    [
      ['VAT 12 %', '-12600', (PRICE - 17_600n).toString()],
      ['import duty 5 %', '-5000', (PRICE - 5_000n).toString()],
    ],
  );
  const rest = mustSucceed(
    await app.execute(viewStatement, deal.buyer, {
      account_id: 'wallet:CNY',
      limit: 2,
      cursor: statement.next_cursor ?? '',
    }),
    'statement',
  );
  assert.deepEqual(
    rest.items.map((e) => [e.reason, e.balance_after.amount]),
    [['deposit', PRICE.toString()]],
  );
  const poor = await app.execute(payAssessment, systemActor, {
    ...order,
    declaration_id: app.member().org_id,
    lines: [{ rule: 'import duty', amount: (PRICE * 2n).toString() }],
  });
  assert.ok(isRefusal(poor) && poor.code === 'payments.overdrawn');
});

test('a participant whose money it is not sees the deal, not the escrow; the arbiter sees what can be awarded', async () => {
  const deal = await contracted();
  mustSucceed(await app.execute(fundEscrow, deal.buyer, { deal_id: deal.deal_id }), 'fund');
  const carrier: Actor = { ...deal.arbiter, org_id: sampleTerms().carrier_org_id };
  const seen = mustSucceed(await app.execute(viewDealMoney, carrier, { deal_id: deal.deal_id }), 'money');
  assert.deepEqual(seen, { escrow: null, transfers: [] });
  assert.equal((await standing(deal, deal.arbiter))?.held.amount, PRICE.toString());
});

test('entries of a deal are opened by those whose money it is, and by nobody else whatever ids they name', async () => {
  const deal = await contracted();
  mustSucceed(await app.execute(fundEscrow, deal.buyer, { deal_id: deal.deal_id }), 'fund');
  const choice = { book_id: deal.deal_id, account_id: 'escrow:CNY' };
  for (const actor of [deal.buyer, deal.seller, deal.arbiter])
    assert.equal((await entriesOf(app, actor, choice)).credit, PRICE.toString());
  const stranger = app.member('trader');
  const carrier: Actor = { ...stranger, org_id: sampleTerms().carrier_org_id };
  const mine = organisationAccount(stranger.org_id, 'wallet', 'CNY');
  await app.within((ctx) =>
    openBooks(ctx, stranger.org_id, {
      organisations: [{ org_id: mine.book_id, bank_org_id: bank.org_id, deposits: [money(7n, 'CNY')] }],
      liquidity: [],
    }),
  );
  const others = [
    choice,
    { book_id: deal.deal_id, currency: 'CNY' as const },
    { book_id: deal.buyer.org_id, account_id: 'wallet:CNY' },
    { book_id: deal.buyer.org_id, kinds: 'wallet,clearing', currency: 'CNY' as const, open: '1' as const },
    { book_id: bank.org_id, currency: 'CNY' as const, from: '2020-01-01T00:00:00.000Z' },
    { book_id: deal.buyer.org_id, account_id: 'wallet:CNY', cursor: cursorAt('wallet:CNY', '9') },
  ];
  for (const of of others)
    for (const who of [stranger, carrier]) {
      const refused = await app.execute(listEntries, who, of);
      assert.ok(isRefusal(refused) && refused.code === 'payments.account_not_found', JSON.stringify(of));
    }
  // A cursor that was made up names no book: it moves within one's own.
  const own = await app.execute(listEntries, stranger, {
    currency: 'CNY',
    cursor: cursorAt('wallet:CNY', '999999999999999999'),
  });
  assert.deepEqual(
    mustSucceed(own, 'own').items.map((i) => [i.account_id, i.amount.amount]),
    [['wallet:CNY', '7']],
  );
  for (const cursor of ['x', cursorAt('wallet:CNY', '-1'), cursorAt('wallet:CNY', '1e3')]) {
    const bad = await app.execute(listEntries, stranger, { currency: 'CNY', cursor });
    assert.ok(isRefusal(bad) && bad.code === 'platform.bad_cursor');
  }
  const mixed = await app.execute(listEntries, deal.buyer, {});
  assert.ok(
    isRefusal(mixed) && mixed.code === 'payments.account_not_found',
    'sums of two currencies are none',
  );
});

const cursorAt = (account_id: string, number: string): string =>
  Buffer.from(JSON.stringify([account_id, number])).toString('base64url');
