import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import fc from 'fast-check';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { type Currency, money } from '../../../kernel/money.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { type Actor, systemActor } from '../../../platform/index.ts';
import { deals } from '../../deals/index.ts';
import { sampleTerms } from '../../deals/test/deal-fixture.ts';
import { parties, registerOrganisations } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { splitExchange } from '../exchange/exchange-quote.ts';
import { settleExchange } from '../exchange/settle-exchange.ts';
import {
  confirmDeposit,
  exchangeMoney,
  openBooks,
  openWallet,
  payments,
  settlementPlan,
  verifyLedger,
  viewStatement,
  viewWallet,
} from '../index.ts';

let app: TestApp;
let bank: Actor;
before(async () => {
  app = await testApp([reference, parties, deals, payments]);
  bank = app.member('bank');
});
after(async () => {
  assert.deepEqual((await app.within((ctx) => verifyLedger(ctx.tx))).differences, []);
  await app.close();
});

let books = 0;
async function trader(amount: bigint, currency: Currency = 'CNY'): Promise<Actor> {
  const me = app.member('trader');
  await app.within((ctx) =>
    openBooks(ctx, `trader ${++books}`, {
      organisations: [{ org_id: me.org_id, bank_org_id: bank.org_id, deposits: [money(amount, currency)] }],
      liquidity: [],
    }),
  );
  return me;
}
const accounts = async (actor: Actor) => {
  const { items } = mustSucceed(await app.execute(viewWallet, actor, {}), 'wallet');
  return Object.fromEntries(items.map((a) => [a.account_id, [a.balance.amount, a.available.amount]]));
};
const liquidity = (amount: bigint, currency: Currency) =>
  app.within((ctx) =>
    openBooks(ctx, `liquidity ${++books}`, { organisations: [], liquidity: [money(amount, currency)] }),
  );

test('an exchange never loses a minor unit, and never gives away one', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 1n, max: 10n ** 15n }),
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.bigInt({ min: 1n, max: 10n ** 12n }),
      fc.integer({ min: 0, max: 500 }),
      (amount, numerator, denominator, basis_points) => {
        const rate = { numerator, denominator };
        const split = splitExchange(money(amount, 'CNY'), rate, 'KZT', basis_points);
        const out = split.bought.amount + split.spread.amount + split.rounding.amount;
        assert.ok(out * denominator >= amount * numerator && (out - 1n) * denominator < amount * numerator);
        assert.ok(split.rounding.amount >= 0n && split.rounding.amount <= 2n);
        assert.ok(split.bought.amount >= 0n && split.spread.amount >= 0n);
      },
    ),
  );
});

test('an exchange reserves the money at once and is executed by the system', async () => {
  await liquidity(10n ** 12n, 'KZT');
  const me = await trader(1_000_000n);
  const sell = { amount: '400000', currency: 'CNY' as const };
  const exchange = mustSucceed(
    await app.execute(exchangeMoney, me, { sell, buy_currency: 'KZT' }),
    'exchange',
  );
  assert.deepEqual(await accounts(me), { 'wallet:CNY': ['1000000', '600000'] });
  const more = await app.execute(exchangeMoney, me, {
    sell: { ...sell, amount: '600001' },
    buy_currency: 'KZT',
  });
  assert.ok(isRefusal(more) && more.code === 'payments.overdrawn');
  await app.drain();
  const { bought } = exchange;
  assert.deepEqual(await accounts(me), {
    'wallet:CNY': ['600000', '600000'],
    'wallet:KZT': [bought.amount, bought.amount],
  });
  const statement = mustSucceed(
    await app.execute(viewStatement, me, { account_id: 'wallet:KZT' }),
    'statement',
  );
  assert.deepEqual(
    statement.items.map((e) => [e.reason, e.change.amount, e.balance_after.amount]),
    [
      ['exchange.spread', `-${exchange.spread.amount}`, bought.amount],
      [
        'exchange',
        String(BigInt(bought.amount) + BigInt(exchange.spread.amount)),
        String(BigInt(bought.amount) + BigInt(exchange.spread.amount)),
      ],
    ],
  );
});

test('a repeated job executes an exchange once', async () => {
  const me = await trader(1_000n);
  const exchange = mustSucceed(
    await app.execute(exchangeMoney, me, {
      sell: { amount: '1000', currency: 'CNY' },
      buy_currency: 'KZT',
    }),
    'exchange',
  );
  await app.drain();
  const once = await accounts(me);
  const { bought, spread } = exchange;
  await app.within((ctx) =>
    settleExchange(ctx, {
      org_id: me.org_id,
      exchange_id: exchange.exchange_id,
      bought: { ...bought },
      spread: { ...spread },
      rounding: { amount: '0', currency: 'KZT' },
    }),
  );
  assert.deepEqual(await accounts(me), once);
});

test('without liquidity the reservation is freed', async () => {
  const me = await trader(5_000n);
  mustSucceed(
    await app.execute(exchangeMoney, me, {
      sell: { amount: '5000', currency: 'CNY' },
      buy_currency: 'UZS',
    }),
    'exchange',
  );
  await app.drain();
  assert.deepEqual((await accounts(me))['wallet:CNY'], ['5000', '5000']);
});

test('no rate on file, the same currency, nothing, and the wallet of another are refused', async () => {
  const me = await trader(5_000n);
  const other = await trader(5_000n);
  const sell = { amount: '100', currency: 'CNY' as const };
  const code = async (
    input: Parameters<typeof app.execute<typeof exchangeMoney.input, typeof exchangeMoney.output>>[2],
  ) => {
    const outcome = await app.execute(exchangeMoney, me, input);
    return isRefusal(outcome) ? outcome.code : 'done';
  };
  assert.equal(await code({ sell, buy_currency: 'CNY' }), 'payments.same_currency');
  assert.equal(await code({ sell: { ...sell, amount: '0' }, buy_currency: 'KZT' }), 'payments.bad_amount');
  assert.equal(await code({ sell, buy_currency: 'KZT', org_id: other.org_id }), 'payments.account_not_found');
  assert.equal(await code({ sell: { ...sell, currency: 'EUR' }, buy_currency: 'KZT' }), 'payments.overdrawn');
  assert.deepEqual((await accounts(other))['wallet:CNY'], ['5000', '5000']);
});

test('a bank confirms a payment once by its reference, and the wallet is credited', async () => {
  const me = app.member('trader');
  const at = app.clock.now();
  await app.within((ctx) =>
    registerOrganisations(ctx.tx, [
      {
        org_id: me.org_id,
        name: 'Demo Depositor',
        name_zh: null,
        name_ru: null,
        name_native: null,
        kind: 'trader',
        country: 'KZ',
        demo: true,
        onboarded_by: null,
        registered_at: at,
        registration_scheme: 'other',
        registration_number: 'DEMO-4170',
      },
    ]),
  );
  const deposit = {
    org_id: me.org_id,
    amount: { amount: '250000', currency: 'KZT' as const },
    bank_reference: 'IN-2026-0001',
  };
  const first = mustSucceed(await app.execute(confirmDeposit, bank, deposit), 'deposit');
  const again = mustSucceed(await app.execute(confirmDeposit, bank, deposit), 'deposit');
  assert.deepEqual([first.repeated, again.repeated, first.deposit_id], [false, true, again.deposit_id]);
  await app.drain();
  await app.drain();
  assert.deepEqual(await accounts(me), { 'wallet:KZT': ['250000', '250000'] });
  assert.deepEqual((await accounts(bank))['nostro:KZT'], ['250000', '250000']);
  const another = await app.execute(confirmDeposit, bank, {
    ...deposit,
    amount: { amount: '1', currency: 'KZT' },
  });
  assert.ok(isRefusal(another) && another.code === 'payments.duplicate_with_another_body');
  const unknown = await app.execute(confirmDeposit, bank, { ...deposit, org_id: app.member().org_id });
  assert.ok(isRefusal(unknown) && unknown.code === 'parties.not_found');
});

test('a wallet is opened once; a statement of what is not there is refused', async () => {
  const me = app.member('trader');
  for (const _ of [1, 2]) mustSucceed(await app.execute(openWallet, me, { currency: 'TMT' }), 'open');
  assert.deepEqual(await accounts(me), { 'wallet:TMT': ['0', '0'] });
  const missing = await app.execute(viewStatement, me, { account_id: 'wallet:EUR' });
  assert.ok(isRefusal(missing) && missing.code === 'payments.account_not_found');
  const cursor = await app.execute(viewStatement, me, { account_id: 'wallet:TMT', cursor: 'bm9wZQ' });
  assert.ok(isRefusal(cursor) && cursor.code === 'platform.bad_cursor');
  assert.ok(
    isRefusal(await app.execute(viewStatement, systemActor, { account_id: 'wallet:TMT' })),
    'no wallet',
  );
});

test('a settlement always pays out what is held, whatever the Incoterm and the award', () => {
  const cny = (amount: bigint) => money(amount, 'CNY');
  fc.assert(
    fc.property(
      fc.constantFrom('EXW', 'FCA', 'CPT', 'CIP', 'DAP', 'DPU'),
      fc.bigInt({ min: 0n, max: 5_000_000n }),
      fc.bigInt({ min: 0n, max: 5_000_000n }),
      (incoterm, held, award) => {
        if (award > held) return;
        const lines = settlementPlan(
          sampleTerms({ incoterm }),
          { buyer_org_id: 'b', seller_org_id: 's' },
          cny(held),
          cny(award),
        );
        const of = (to: string) => lines.find((l) => l.to === to)?.money.amount ?? 0n;
        assert.equal(of('buyer') + of('carrier') + of('seller'), held);
        assert.equal(of('buyer'), award);
        if (incoterm === 'EXW' || incoterm === 'FCA') assert.equal(of('carrier'), 0n);
        else assert.equal(of('carrier'), held - award < 1_550_000n ? held - award : 1_550_000n);
      },
    ),
  );
});
