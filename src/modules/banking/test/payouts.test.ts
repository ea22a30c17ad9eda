import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { ibanCheckDigits } from '../../../kernel/check-digits/index.ts';
import { isRefusal, mustSucceed, type Outcome } from '../../../kernel/refusal.ts';
import type { Actor } from '../../../platform/index.ts';
import { readMessage } from '../../iso20022/index.ts';
import { TREASURY_ORG_ID, verifyLedger } from '../../payments/index.ts';
import {
  closeAccount,
  decideAccount,
  decidePayout,
  listAccounts,
  listOrders,
  orderPayment,
  registerAccount,
  showOrder,
  withdrawPayout,
} from '../index.ts';
import { sendOrder } from '../orders/send-order.ts';
import { checkAccountNumber, isSameName } from '../payouts/account-number.ts';
import { sendHeld } from '../payouts/held-payouts.ts';
import { payoutRule } from '../payouts/house-rules.ts';
import { type BankWorld, HOLDER, openBankWorld, status } from './bank-fixture.ts';

/** 100,000.00 yuan, as `data/payouts/house-rules.csv` says. */
const THRESHOLD = 10_000_000n;
const HOUR_MS = 3_600_000;
let world: BankWorld;
before(async () => {
  world = await openBankWorld();
});
after(async () => {
  const report = await world.app.within((ctx) => verifyLedger(ctx.tx));
  assert.deepEqual(report.differences, []);
  await world.app.close();
});

const code = (outcome: Outcome<unknown>): string => (isRefusal(outcome) ? outcome.code : 'done');
const colleague = (me: Actor): Actor => ({ ...me, user_id: '018f0000-0000-7000-8000-00000000bbbb' });
const treasurer = (): Actor => ({ ...world.app.member('treasurer'), org_id: TREASURY_ORG_ID });
const given = (account_id: string, amount: bigint) => ({
  account_id,
  amount: { amount: amount.toString(), currency: 'CNY' as const },
  remittance: 'Demo payout',
});
const account = (change: object = {}) => ({
  bank_org_id: world.bank.org_id,
  holder: HOLDER,
  scheme: 'cnaps' as const,
  account: '6222000000000001',
  cnaps: '999000000000',
  country: 'CN',
  town: '西安',
  ...change,
});
const verify = (org_id: string, account_id: string, by: Actor = world.bank, decision = 'verified') =>
  world.app.execute(decideAccount, by, {
    org_id,
    account_id,
    decision: decision as 'verified',
    evidence_kind: 'bank_letter',
    evidence: 'Letter 17 of the bank',
  });
const screening = (who: Actor, to: 'blocked' | 'clear') =>
  world.app.within((ctx) =>
    ctx.tx.run('update parties.organisation set screening = $2 where org_id = $1', [who.org_id, to]),
  );
const state = async (who: Actor, order_id: string): Promise<string> =>
  mustSucceed(await world.app.execute(showOrder, who, { order_id }), 'show').state;

test('an account number is looked at by the rule of its scheme', () => {
  const none = { bic: null, cnaps: null };
  const iban = `KZ${ibanCheckDigits('KZ', '9990000000000001')}9990000000000001`;
  const looked = (n: Parameters<typeof checkAccountNumber>[0]) => {
    const outcome = checkAccountNumber(n);
    return isRefusal(outcome) ? `${outcome.params.field} ${outcome.params.reason}` : 'good';
  };
  const kz = { ...none, scheme: 'iban' as const, country: 'KZ' };
  assert.equal(looked({ ...kz, account: iban }), 'good');
  const off = iban.endsWith('1') ? iban.replace(/1$/, '2') : iban;
  assert.equal(looked({ ...kz, account: off }), 'account check_digit');
  assert.equal(looked({ ...kz, account: iban, country: 'CN' }), 'account country');
  assert.equal(looked({ ...kz, account: iban, bic: 'DEMOCNBX' }), 'bic country');
  const cn = { ...none, scheme: 'cnaps' as const, country: 'CN', account: '6222000000000001' };
  assert.equal(looked({ ...cn, cnaps: '999000000000' }), 'good');
  assert.equal(looked({ ...cn, cnaps: '99900000000' }), 'cnaps format');
  assert.equal(looked({ ...cn, cnaps: null }), 'cnaps format');
  assert.equal(looked({ ...cn, cnaps: '999000000000', account: '12-34' }), 'account format');
  assert.equal(looked({ ...cn, cnaps: '999000000000', country: 'KZ' }), 'country country');
  const uz = { ...none, scheme: 'bic' as const, country: 'UZ', account: '20208000000000000001' };
  assert.equal(looked({ ...uz, bic: 'DEMOUZBX' }), 'good');
  assert.equal(looked(uz), 'bic missing');
  assert.equal(looked({ ...uz, bic: 'DEMOKZBX' }), 'bic country');
  assert.equal(looked({ ...uz, bic: 'DEMOUZBX', account: off }), 'account check_digit');
});

test('the holder is the organisation, whatever the width, case and marks of its name', () => {
  const names = {
    name: 'Demo Trader, Ltd.',
    name_zh: '西安示范贸易有限公司',
    name_ru: null,
    name_native: null,
  };
  for (const same of ['DEMO TRADER LTD', 'demo-trader ltd', '西安示范贸易有限公司', 'Ｄｅｍｏ Trader Ltd'])
    assert.ok(isSameName(same, names), same);
  for (const other of ['Demo Trader', 'Demo Traders Ltd', '西安示范贸易公司', '..., .'])
    assert.ok(!isSameName(other, names), other);
});

test('nothing leaves to an account that is not verified, is cooling off, refused, closed or another’s', async () => {
  const { app } = world;
  const me = await world.trader(50_000n);
  const order = (account_id: string) => app.execute(orderPayment, me, given(account_id, 10_000n));
  assert.equal(
    code(await app.execute(registerAccount, me, account({ holder: '别人有限公司' }))),
    'banking.name_mismatch',
  );
  assert.equal(
    code(await app.execute(registerAccount, me, account({ bank_org_id: me.org_id }))),
    'banking.not_a_bank',
  );
  assert.equal(
    code(await app.execute(registerAccount, me, account({ cnaps: '000000000001', country: 'KZ' }))),
    'banking.account_number_wrong',
  );
  const { account_id } = mustSucceed(await app.execute(registerAccount, me, account()), 'register');
  assert.equal(code(await order(account_id)), 'banking.account_not_verified');

  assert.equal(code(await verify(me.org_id, account_id, me)), 'banking.own_account');
  assert.equal(code(await verify(me.org_id, account_id, app.member('bank'))), 'banking.account_not_found');
  const verified = mustSucceed(await verify(me.org_id, account_id), 'verify');
  assert.deepEqual(
    [verified.state, verified.decided_at, verified.evidence],
    ['verified', app.clock.now().toISOString(), 'Letter 17 of the bank'],
  );
  assert.equal(code(await verify(me.org_id, account_id)), 'banking.account_not_open');
  assert.equal(code(await order(account_id)), 'banking.cooling_off');
  app.clock.advanceBy(24 * HOUR_MS - 1);
  assert.equal(code(await order(account_id)), 'banking.cooling_off');
  app.clock.advanceBy(1);
  assert.equal(code(await order(account_id)), 'done');
  const stranger = await world.trader(50_000n);
  assert.equal(
    code(await app.execute(orderPayment, stranger, given(account_id, 1n))),
    'banking.account_not_found',
  );
  assert.equal(code(await app.execute(closeAccount, stranger, { account_id })), 'banking.account_not_found');
  assert.equal(code(await app.execute(closeAccount, me, { account_id })), 'done');
  assert.equal(code(await app.execute(closeAccount, me, { account_id })), 'banking.account_not_open');
  assert.equal(code(await order(account_id)), 'banking.account_not_verified');
  // What was ordered before and has not gone out fails, and its money is free again.
  await app.drain();
  const { items } = mustSucceed(await app.execute(listOrders, me, {}), 'list');
  assert.deepEqual(
    items.map((o) => o.state),
    ['failed'],
  );
  assert.equal(await world.wallet(me), '50000 50000');

  const second = mustSucceed(await app.execute(registerAccount, me, account()), 'register').account_id;
  mustSucceed(await verify(me.org_id, second, treasurer(), 'refused'), 'refuse');
  assert.equal(code(await verify(me.org_id, second)), 'banking.account_not_open');
  assert.equal(code(await order(second)), 'banking.account_not_verified');
  const mine = mustSucceed(await app.execute(listAccounts, me, {}), 'list').items;
  assert.deepEqual(
    mine.map((a) => a.state),
    ['refused', 'closed'],
  );
  const open = mustSucceed(await app.execute(listAccounts, world.bank, { state: 'registered' }), 'list');
  assert.deepEqual(open.items, []);
});

test('up to the threshold one person is enough; above it nothing goes out without a second', async () => {
  const { app } = world;
  const me = await world.trader(THRESHOLD * 4n);
  const account_id = await world.account(me);
  const small = mustSucceed(await app.execute(orderPayment, me, given(account_id, THRESHOLD)), 'order');
  assert.equal(small.state, 'ordered');
  app.clock.advanceBy(24 * HOUR_MS);
  const large = mustSucceed(await app.execute(orderPayment, me, given(account_id, THRESHOLD + 1n)), 'order');
  assert.equal(large.state, 'awaiting_approval');
  const { order_id } = large;
  await app.drain();
  assert.equal(await state(me, order_id), 'awaiting_approval');
  assert.equal(await world.wallet(me), `${THRESHOLD * 4n} ${THRESHOLD * 2n - 1n}`);
  const decide = (by: Actor, decision: 'approved' | 'declined') =>
    app.execute(decidePayout, by, { org_id: me.org_id, order_id, decision });
  assert.equal(code(await decide(me, 'approved')), 'banking.four_eyes');
  assert.equal(code(await decide({ ...colleague(me), user_id: null }, 'approved')), 'banking.four_eyes');
  assert.equal(code(await decide(await world.trader(1n), 'approved')), 'banking.order_not_found');
  const queue = mustSucceed(await app.execute(listOrders, treasurer(), { awaiting: true }), 'queue').items;
  assert.deepEqual(
    queue.map((o) => [o.order_id, o.mine, o.org_name?.startsWith('Demo trader')]),
    [[order_id, false, true]],
  );
  const races = await Promise.all([
    decide(colleague(me), 'approved'),
    decide(treasurer(), 'approved'),
    decide(treasurer(), 'declined'),
  ]);
  assert.equal(races.filter((r) => code(r) === 'done').length, 1, JSON.stringify(races));
  assert.ok(races.every((r) => ['done', 'banking.not_awaiting'].includes(code(r))));
  assert.equal(code(await decide(colleague(me), 'declined')), 'banking.not_awaiting');
});

test('approved it is sent, and posted when the bank has paid; declined its money is free', async () => {
  const { app } = world;
  const me = await world.trader(THRESHOLD * 3n);
  const account_id = await world.account(me);
  const order = async () =>
    mustSucceed(await app.execute(orderPayment, me, given(account_id, THRESHOLD + 1n)), 'order');
  const first = await order();
  mustSucceed(
    await app.execute(decidePayout, colleague(me), { order_id: first.order_id, decision: 'approved' }),
    'approve',
  );
  await app.drain();
  assert.equal(await state(me, first.order_id), 'sent');
  await world.tell('pacs.002.001.10', status(first, 'ACSC'));
  assert.equal(await state(me, first.order_id), 'settled');
  const left = THRESHOLD * 2n - 1n;
  assert.equal(await world.wallet(me), `${left} ${left}`);

  const second = await order();
  const declined = { org_id: me.org_id, order_id: second.order_id, decision: 'declined' as const };
  mustSucceed(await app.execute(decidePayout, treasurer(), { ...declined, reason: 'No contract' }), 'no');
  await app.drain();
  assert.equal(await state(me, second.order_id), 'declined');
  assert.equal(await world.wallet(me), `${left} ${left}`);
  // Who ordered may take it back.
  const third = await order();
  mustSucceed(
    await app.execute(decidePayout, me, { order_id: third.order_id, decision: 'declined' }),
    'take back',
  );
  await app.drain();
  assert.equal(await world.wallet(me), `${left} ${left}`);
});

test('of a firm that is blocked meanwhile a payout is held, seen by both, and goes out once the block is lifted', async () => {
  const { app } = world;
  const me = await world.trader(THRESHOLD * 4n);
  const account_id = await world.account(me);
  const ordered = async (amount: bigint) =>
    mustSucceed(await app.execute(orderPayment, me, given(account_id, amount)), 'order');
  const small = await ordered(10_000n);
  const large = await ordered(THRESHOLD);
  await screening(me, 'blocked');
  const approved = { org_id: me.org_id, order_id: large.order_id, decision: 'approved' as const };
  mustSucceed(await app.execute(decidePayout, treasurer(), approved), 'approve');
  await app.drain();
  for (const who of [me, treasurer(), world.bank]) {
    const seen = mustSucceed(await app.execute(listOrders, who, { held: true }), 'held').items;
    const mine = seen.filter((o) => o.org_id === me.org_id);
    assert.deepEqual(
      new Map(mine.map((o) => [o.order_id, [o.state, o.held_because]])),
      new Map([small, large].map((o) => [o.order_id, ['held', 'payments.payee_blocked']])),
    );
  }
  const all = THRESHOLD * 4n;
  const reserved = 10_000n + THRESHOLD;
  assert.equal(await world.wallet(me), `${all} ${all - reserved}`);
  const again = async () => {
    await app.within(sendHeld);
    await app.drain();
  };
  await again();
  await app.within((ctx) => sendOrder(ctx, { org_id: me.org_id, order_id: small.order_id }));
  const shown = mustSucceed(await app.execute(showOrder, me, { order_id: small.order_id }), 'show');
  assert.deepEqual(
    shown.steps.map((s) => [s.kind, s.reason]),
    [
      ['ordered', null],
      ['held', 'payments.payee_blocked'],
    ],
  );
  await screening(me, 'clear');
  await again();
  await again();
  assert.deepEqual([await state(me, small.order_id), await state(me, large.order_id)], ['sent', 'sent']);
  assert.equal(mustSucceed(await app.execute(listOrders, me, { held: true }), 'none').items.length, 0);
  await world.tell('pacs.002.001.10', status(small, 'ACSC'));
  await world.tell('pacs.002.001.10', status(large, 'ACSC'));
  assert.equal(await world.wallet(me), `${all - reserved} ${all - reserved}`);
});

test('a payout that is held can be withdrawn by its firm or the treasury: the money is the wallet’s again, once', async () => {
  const { app } = world;
  const me = await world.trader(90_000n);
  const account_id = await world.account(me);
  const held = async () => {
    const order = mustSucceed(await app.execute(orderPayment, me, given(account_id, 10_000n)), 'order');
    await screening(me, 'blocked');
    await app.drain();
    assert.equal(await state(me, order.order_id), 'held');
    return { org_id: me.org_id, order_id: order.order_id };
  };
  const first = await held();
  for (const who of [world.bank, await world.trader(1n)])
    assert.equal(code(await app.execute(withdrawPayout, who, first)), 'banking.order_not_found');
  assert.equal(code(await app.execute(withdrawPayout, treasurer(), first)), 'done');
  assert.equal(code(await app.execute(withdrawPayout, me, first)), 'banking.not_held');
  await app.drain();
  assert.deepEqual([await state(me, first.order_id), await world.wallet(me)], ['withdrawn', '90000 90000']);
  await screening(me, 'clear');
  await app.within(sendHeld);
  await app.within((ctx) => sendOrder(ctx, first));
  await app.drain();
  assert.deepEqual([await state(me, first.order_id), await world.wallet(me)], ['withdrawn', '90000 90000']);

  // Lifted and withdrawn in the same moment, it is one of the two.
  for (let i = 0; i < 5; i++) {
    const order = await held();
    await screening(me, 'clear');
    const [taken] = await Promise.all([
      app.execute(withdrawPayout, me, order),
      app.within((ctx) => sendOrder(ctx, order)),
    ]);
    await app.drain();
    const after = await state(me, order.order_id);
    assert.equal(after, code(taken) === 'done' ? 'withdrawn' : 'sent');
    if (after === 'withdrawn') continue;
    const { uetr } = mustSucceed(await app.execute(showOrder, me, { order_id: order.order_id }), 'show');
    await world.tell('pacs.002.001.10', status({ uetr }, 'RJCT'));
  }
  assert.equal(await world.wallet(me), '90000 90000');
});

test('one payout split into many counts as one, also when they are ordered at once', async () => {
  const { app } = world;
  const me = await world.trader(THRESHOLD * 3n);
  const account_id = await world.account(me);
  const part = THRESHOLD / 2n;
  const orders = await Promise.all(
    [1, 2, 3].map(() => app.execute(orderPayment, me, given(account_id, part))),
  );
  const states = orders.map((o) => mustSucceed(o, 'order').state).sort();
  assert.deepEqual(states, ['awaiting_approval', 'ordered', 'ordered']);
  app.clock.advanceBy(24 * HOUR_MS + 1);
  assert.equal(
    mustSucceed(await app.execute(orderPayment, me, given(account_id, part)), 'later').state,
    'ordered',
  );
});

test('the branch of China’s payment system stands in the message', async () => {
  const { app } = world;
  const me = await world.trader(50_000n);
  const { account_id } = mustSucceed(await app.execute(registerAccount, me, account()), 'register');
  mustSucceed(await verify(me.org_id, account_id), 'verify');
  app.clock.advanceBy(25 * HOUR_MS);
  const order = mustSucceed(await app.execute(orderPayment, me, given(account_id, 1_000n)), 'order');
  await app.drain();
  const { xml } = await app.within((ctx) =>
    ctx.tx.one<{ xml: string }>(
      `select xml from banking.message where direction = 'out' and message_id = $1`,
      [order.order_id.replaceAll('-', '')],
    ),
  );
  const read = mustSucceed(readMessage(xml), 'read');
  assert.ok(read.name === 'pacs.008.001.08');
  const [tx] = read.body.CdtTrfTxInf;
  assert.deepEqual(tx?.CdtrAgt.FinInstnId.ClrSysMmbId, { ClrSysId: { Cd: 'CNAPS' }, MmbId: '999000000000' });
});

test('the database itself keeps who ordered from approving, and the owner from verifying', async () => {
  const me = await world.trader(THRESHOLD * 2n);
  const account_id = await world.account(me);
  const { order_id } = mustSucceed(
    await world.app.execute(orderPayment, me, given(account_id, THRESHOLD + 1n)),
    'order',
  );
  const insert = (maker: string | null) =>
    world.app.within((ctx) =>
      ctx.tx.run(
        `insert into banking.payout_decision (org_id, order_id, decision, maker, checker, checker_org_id, decided_at, parties)
         values ($1, $2, 'approved', $3, $4, $1, now(), array[$1::uuid])`,
        [me.org_id, order_id, maker, me.user_id],
      ),
    );
  await assert.rejects(insert(me.user_id), /payout_four_eyes/);
  await assert.rejects(insert(null), /payout_four_eyes/);
  await assert.rejects(
    world.app.within((ctx) =>
      ctx.tx.run(
        `insert into banking.payout_account_step (org_id, account_id, kind, by_org_id, at, parties)
         values ($1, $2, 'refused', $1, now(), array[$1::uuid])`,
        [me.org_id, account_id],
      ),
    ),
    /violates check/,
  );
});

test('every currency has a rule of the house with its source', () => {
  for (const currency of ['CNY', 'KZT', 'KGS', 'TJS', 'TMT', 'UZS', 'USD', 'EUR', 'RUB'] as const)
    assert.match(payoutRule(currency, '2026-03-02')?.source ?? '', /house rule/);
  assert.equal(payoutRule('CNY', '2019-12-31'), undefined);
});
