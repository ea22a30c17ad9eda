import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { money } from '../../../kernel/money.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import { type Actor, systemActor } from '../../../platform/index.ts';
import { approvals } from '../../approvals/index.ts';
import {
  acceptGoods,
  advance,
  appendEvent,
  cancelDeal,
  deals,
  getDeal,
  openDispute,
  showTimeline,
  sweepDeadlines,
  type Terms,
} from '../../deals/index.ts';
import { type OpenedDeal, openedDeal, sampleTerms } from '../../deals/test/deal-fixture.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  awardEscrow,
  fundEscrow,
  openBooks,
  payments,
  refundEscrow,
  releaseEscrow,
  settleAward,
  verifyLedger,
  viewDealMoney,
  viewWallet,
} from '../index.ts';
import { escrowOf } from './behind-figures.ts';

const PRICE = 103_850_000n;
const FEE = 20_000n;
const cny = (amount: bigint) => ({ amount: amount.toString(), currency: 'CNY' as const });
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

/** 20 % deposit, 30 % on departure, 10 % on arrival, 30 % on acceptance, 10 % retained for thirty days. */
async function funded(agreed: Partial<Terms> = {}): Promise<OpenedDeal> {
  const terms = sampleTerms({
    bank_org_id: bank.org_id,
    ship_by: app.clock.now().toISOString().slice(0, 10),
    milestones: [
      { due_on: 'deposit', share_bp: 2000 },
      { due_on: 'departure', share_bp: 3000 },
      { due_on: 'arrival', share_bp: 1000 },
      { due_on: 'acceptance', share_bp: 3000 },
      { due_on: 'retention', share_bp: 1000, after_days: 30 },
    ],
    export_broker_fee: cny(30_000n),
    import_broker_fee: cny(FEE),
    ...agreed,
  });
  const deal = await openedDeal(app, 'contracted', terms);
  const { org_id } = deal.buyer;
  await app.within((ctx) =>
    openBooks(ctx, deal.deal_id, {
      organisations: [{ org_id, bank_org_id: bank.org_id, deposits: [money(PRICE + FEE, 'CNY')] }],
      liquidity: [],
    }),
  );
  mustSucceed(await app.execute(fundEscrow, deal.buyer, { deal_id: deal.deal_id }), 'fund');
  return deal;
}

const step = (deal: OpenedDeal, event: string): Promise<unknown> =>
  app.within(async (ctx) =>
    mustSucceed(
      await advance(ctx, mustSucceed(await getDeal(ctx, deal.deal_id), 'get'), { event, body: {} }),
      event,
    ),
  );
const clear = (deal: OpenedDeal, direction: string): Promise<unknown> =>
  app.within(async (ctx) =>
    appendEvent(ctx, mustSucceed(await getDeal(ctx, deal.deal_id), 'get'), {
      kind: 'declaration.released',
      body: { direction },
    }),
  );
const release = (deal: OpenedDeal) => app.execute(releaseEscrow, systemActor, { deal_id: deal.deal_id });
const paid = async (deal: OpenedDeal) =>
  mustSucceed(await release(deal), 'release').payments.map((p) => `${p.part} ${p.to} ${p.amount.amount}`);
const view = async (deal: OpenedDeal, actor: Actor = deal.buyer) => {
  const escrow = await escrowOf(app, actor, deal.deal_id);
  assert.ok(escrow);
  return escrow;
};
const wallet = async (actor: Actor): Promise<string | undefined> =>
  mustSucceed(await app.execute(viewWallet, actor, {}), 'wallet').items.find(
    (a) => a.account_id === 'wallet:CNY',
  )?.balance.amount;
const code = (outcome: Outcome<unknown>): string => (isRefusal(outcome) ? outcome.code : 'done');

async function accepted(): Promise<OpenedDeal> {
  const deal = await funded();
  await step(deal, 'consignment.departed');
  await clear(deal, 'import');
  await step(deal, 'consignment.arrived');
  mustSucceed(await app.execute(acceptGoods, deal.buyer, { deal_id: deal.deal_id }), 'accept');
  mustSucceed(await release(deal), 'release');
  return deal;
}

test('each part is released when its event is on record, once, and not before', async () => {
  const deal = await funded();
  const before_ = await view(deal);
  assert.equal(before_.held.amount, (PRICE + FEE).toString());
  assert.equal(before_.next, 'deposit');
  assert.ok(before_.returns_at);
  assert.deepEqual(await paid(deal), ['deposit seller 20770000']);
  assert.equal(code(await release(deal)), 'payments.nothing_due');
  assert.equal((await view(deal)).status, 'partly_released');
  // An export released is not the release of the import, which alone pays the import broker.
  await clear(deal, 'export');
  assert.equal(code(await release(deal)), 'payments.nothing_due');
  await step(deal, 'consignment.departed');
  assert.deepEqual(await paid(deal), ['departure export_broker 30000', 'departure seller 31125000']);
  await clear(deal, 'import');
  await step(deal, 'consignment.arrived');
  const races = await Promise.all([release(deal), release(deal), release(deal)]);
  assert.equal(races.filter((r) => code(r) === 'done').length, 1);
  assert.deepEqual(
    races.flatMap((r) => (isRefusal(r) ? [] : r.payments.map((p) => `${p.part} ${p.to} ${p.amount.amount}`))),
    // The freight, 15,500.00, comes out of the first part that bears it.
    ['arrival carrier 1550000', 'arrival seller 8835000', 'import_broker import_broker 20000'],
  );
  mustSucceed(await app.execute(acceptGoods, deal.buyer, { deal_id: deal.deal_id }), 'accept');
  assert.deepEqual(await paid(deal), ['acceptance seller 31155000']);
  const retained = await view(deal, deal.seller);
  assert.deepEqual([retained.held.amount, retained.next], ['10385000', 'retention']);
  const releases_at = retained.parts.find((p) => p.key === 'retention')?.releases_at;
  assert.equal(releases_at, new Date(app.clock.now().getTime() + 30 * 86_400_000).toISOString());
  await app.within((ctx) => sweepDeadlines(ctx));
  assert.equal(code(await release(deal)), 'payments.nothing_due', 'thirty days have not passed');
  app.clock.advanceBy(30 * 86_400_000);
  assert.equal(await app.within((ctx) => sweepDeadlines(ctx)), 1);
  const last = mustSucceed(await release(deal), 'release');
  assert.deepEqual([last.state, last.payments[0]?.amount.amount], ['settled', '10385000']);
  assert.equal(code(await release(deal)), 'payments.nothing_due');
  assert.equal(await wallet(deal.seller), (PRICE - 1_550_000n - 30_000n).toString());
  const ended = await view(deal);
  assert.deepEqual([ended.held.amount, ended.status, ended.next], ['0', 'released', null]);
  assert.ok(ended.parts.every((p) => p.status === 'released'));
});

test('the money rows name the part and the book that they open to', async () => {
  const deal = await funded();
  mustSucceed(await release(deal), 'release');
  const { transfers } = mustSucceed(
    await app.execute(viewDealMoney, deal.seller, { deal_id: deal.deal_id }),
    'money',
  );
  assert.deepEqual(
    transfers.map((t) => [t.kind, t.part, t.book_id === deal.deal_id]),
    [
      ['escrow.fund', null, true],
      ['escrow.release', 'deposit', true],
    ],
  );
});

test('while a dispute holds the money nothing is released; the award divides exactly what is held', async () => {
  const deal = await funded();
  await step(deal, 'consignment.departed');
  await clear(deal, 'import');
  mustSucceed(await release(deal), 'release');
  await step(deal, 'consignment.arrived');
  const claim = {
    deal_id: deal.deal_id,
    reason: 'damaged' as const,
    description: 'wet',
    claim: cny(9_000_000n),
  };
  mustSucceed(await app.execute(openDispute, deal.buyer, claim), 'dispute');
  assert.equal(
    code(await release(deal)),
    'payments.on_hold',
    'the arrival is on record, but a dispute holds it',
  );
  const held = 51_925_000n;
  const hold = await view(deal, deal.arbiter);
  assert.deepEqual([hold.on_hold, hold.held.amount], [true, held.toString()]);

  const award = (by: Actor, to_buyer: bigint, more: object = {}) =>
    app.execute(awardEscrow, by, {
      deal_id: deal.deal_id,
      to_buyer: cny(to_buyer),
      reason: 'half is proved',
      ...more,
    });
  const evidence = [{ what: 'Survey report of the arrival' }];
  assert.equal(code(await award(deal.arbiter, held + 1n, { evidence })), 'payments.award_mismatch');
  const both = { to_seller: cny(held), evidence };
  assert.equal(code(await award(deal.arbiter, 1n, both)), 'payments.award_mismatch');
  assert.equal(code(await award(deal.arbiter, 4_500_000n)), 'deals.evidence_missing');
  assert.equal(code(await award(deal.seller, 8_999_999n)), 'deals.seller_grants_claim_only');
  assert.equal(code(await award(deal.buyer, 9_000_000n)), 'deals.not_your_part');
  assert.equal(code(await award(app.member('institution'), 1n)), 'deals.not_found');
  const done = await award(deal.arbiter, 4_500_000n, { to_seller: cny(held - 4_500_000n), evidence });
  assert.equal(mustSucceed(done, 'award').state, 'accepted');
  assert.equal(code(await award(deal.arbiter, 1n, { evidence })), 'deals.not_now');
  assert.equal(code(await release(deal)), 'payments.on_hold', 'only the award settles after a dispute');
  assert.equal(code(await app.execute(openDispute, deal.buyer, claim)), 'deals.not_now');
  const settled = mustSucceed(
    await app.execute(settleAward, systemActor, { deal_id: deal.deal_id }),
    'settle',
  );
  assert.deepEqual(
    settled.payments.map((p) => [p.to, p.amount.amount]),
    [
      ['buyer', '4500000'],
      ['carrier', '1550000'],
      ['seller', (held - 4_500_000n - 1_550_000n).toString()],
    ],
  );
  assert.equal(code(await app.execute(settleAward, systemActor, { deal_id: deal.deal_id })), 'deals.not_now');
  const ended = await view(deal);
  assert.deepEqual([ended.status, ended.held.amount], ['divided', '0']);
  assert.equal(ended.parts.find((p) => p.key === 'retention')?.status, 'ended');
});

test('what is lost on its way is disputed before it arrives, so that no escrow waits for ever', async () => {
  const deal = await funded();
  await step(deal, 'consignment.departed');
  mustSucceed(await release(deal), 'the parts of deposit and departure');
  const lost = {
    deal_id: deal.deal_id,
    reason: 'missing' as const,
    description: 'The train burnt',
    claim: cny(9_000_000n),
  };
  mustSucceed(await app.execute(openDispute, deal.buyer, lost), 'dispute');
  const award = {
    deal_id: deal.deal_id,
    to_buyer: cny(51_925_000n),
    reason: 'Nothing arrived',
    evidence: [{ what: 'Report of the railway' }],
  };
  mustSucceed(await app.execute(awardEscrow, deal.arbiter, award), 'award');
  const settled = await app.execute(settleAward, systemActor, { deal_id: deal.deal_id });
  assert.equal(mustSucceed(settled, 'settle').state, 'settled');
  assert.equal((await view(deal)).held.amount, '0');
  await step(deal, 'consignment.arrived');
  assert.equal(code(await release(deal)), 'payments.nothing_due', 'what arrives after the award pays nobody');
});

test('a claim that is not named is what the terms of the contract measure', async () => {
  const DAY_MS = 86_400_000;
  const open = (deal: OpenedDeal, more: object) =>
    app.execute(openDispute, deal.buyer, {
      deal_id: deal.deal_id,
      reason: 'late' as const,
      description: 'as measured',
      ...more,
    });
  const bare = await funded();
  await step(bare, 'consignment.departed');
  assert.equal(code(await open(bare, {})), 'deals.claim_missing', 'no fee was agreed');

  // Half a per cent a day of 1,020,000.00, at most two per cent.
  const late = await funded({ late_fee_bp: 50, late_fee_cap_bp: 200 });
  const punctual = await funded({ late_fee_bp: 50, late_fee_cap_bp: 200 });
  await step(punctual, 'consignment.departed');
  app.clock.advanceBy(3 * DAY_MS);
  await step(late, 'consignment.departed');
  app.clock.advanceBy(5 * DAY_MS);
  assert.equal(code(await open(punctual, {})), 'deals.claim_missing', 'what left in time owes nothing');
  assert.deepEqual(mustSucceed(await open(late, {}), 'late').claim, cny(1_530_000n));
  const events = mustSucceed(
    await app.execute(showTimeline, late.arbiter, { deal_id: late.deal_id }),
    'timeline',
  );
  const opened = events.items.find(({ kind }) => kind === 'dispute.opened');
  assert.ok(opened && 'measured' in opened.body);
  assert.deepEqual(opened.body.measured, {
    rule: 'late_fee',
    days: 3,
    fee_bp: 50,
    cap_bp: 200,
    base: cny(102_000_000n),
    amount: cny(1_530_000n),
  });

  const handedOver = async (): Promise<OpenedDeal> => {
    const deal = await funded({ quantity_tolerance_bp: 200, claim_within_days: 5 });
    for (const event of ['consignment.departed', 'consignment.arrived']) await step(deal, event);
    await app.within(async (ctx) =>
      appendEvent(ctx, mustSucceed(await getDeal(ctx, deal.deal_id), 'get'), {
        kind: 'consignment.delivered',
        body: {},
      }),
    );
    return deal;
  };
  const [short, silent] = [await handedOver(), await handedOver()];
  const missing = (quantity: string, line = 1, deal = short) =>
    open(deal, { reason: 'missing', received: [{ line, quantity }] });
  assert.equal(code(await missing('118')), 'deals.claim_missing', 'two per cent are tolerated');
  assert.equal(code(await missing('100.000', 2)), 'deals.received_wrong');
  assert.equal(code(await open(short, { received: [{ line: 1, quantity: '1' }] })), 'deals.received_wrong');
  app.clock.advanceBy(5 * DAY_MS - 1000);
  assert.deepEqual(mustSucceed(await missing('110.000'), 'short').claim, cny(8_500_000n));
  app.clock.advanceBy(2000);
  assert.equal(code(await missing('110.000', 1, silent)), 'deals.claim_too_late');
});

test('the retention can be disputed until its day; then no longer', async () => {
  const deal = await accepted();
  const claim = {
    deal_id: deal.deal_id,
    reason: 'wrong_documents' as const,
    description: 'The certificate of origin names another country',
    claim: cny(PRICE),
  };
  mustSucceed(await app.execute(openDispute, deal.buyer, claim), 'dispute');
  app.clock.advanceBy(60 * 86_400_000);
  await app.within((ctx) => sweepDeadlines(ctx));
  assert.equal(code(await release(deal)), 'payments.on_hold', 'the clock releases nothing on hold');
  // The seller grants more than is left: all that is held.
  const granted = { deal_id: deal.deal_id, to_buyer: cny(10_385_000n), reason: 'granted' };
  mustSucceed(await app.execute(awardEscrow, deal.seller, granted), 'grant');
  mustSucceed(await app.execute(settleAward, systemActor, { deal_id: deal.deal_id }), 'settle');
  assert.equal(await wallet(deal.buyer), '10385000');

  const late = await accepted();
  app.clock.advanceBy(31 * 86_400_000);
  await app.within((ctx) => sweepDeadlines(ctx));
  const refused = await app.execute(openDispute, late.buyer, { ...claim, deal_id: late.deal_id });
  assert.equal(code(refused), 'deals.not_now');
});

test('when nothing departs the clock gives what is held back to the buyer', async () => {
  const deal = await funded();
  mustSucceed(await release(deal), 'deposit');
  assert.equal(await app.within((ctx) => sweepDeadlines(ctx)), 0);
  const back = (await view(deal)).returns_at;
  assert.ok(back);
  app.clock.advanceTo(new Date(back));
  assert.equal(await app.within((ctx) => sweepDeadlines(ctx)), 1);
  assert.equal(code(await release(deal)), 'payments.nothing_due', 'nothing is released of a deal that ended');
  mustSucceed(await app.execute(refundEscrow, systemActor, { deal_id: deal.deal_id }), 'refund');
  assert.equal(await wallet(deal.buyer), (PRICE + FEE - 20_770_000n).toString());
  assert.equal((await view(deal)).status, 'divided');
});

test('a seller who has a deposit cannot cancel; the buyer can, and a deposit not paid yet stays with the buyer', async () => {
  const deal = await funded();
  const cancel = (by: Actor) => app.execute(cancelDeal, by, { deal_id: deal.deal_id, reason: 'no wagons' });
  assert.equal(code(await cancel(deal.seller)), 'deals.deposit_paid');
  assert.equal(code(await cancel(deal.buyer)), 'done');
  assert.equal(code(await release(deal)), 'payments.nothing_due');
  mustSucceed(await app.execute(refundEscrow, systemActor, { deal_id: deal.deal_id }), 'refund');
  assert.equal(await wallet(deal.buyer), (PRICE + FEE).toString());
});
