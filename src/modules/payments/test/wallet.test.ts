import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { type Actor, systemActor } from '../../../platform/index.ts';
import { deals } from '../../deals/index.ts';
import { parties, registerOrganisations } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import { confirmDeposit, openWallet, payments, verifyLedger, viewStatement, viewWallet } from '../index.ts';

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

const accounts = async (actor: Actor) => {
  const { items } = mustSucceed(await app.execute(viewWallet, actor, {}), 'wallet');
  return Object.fromEntries(items.map((a) => [a.account_id, [a.balance.amount, a.available.amount]]));
};

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
