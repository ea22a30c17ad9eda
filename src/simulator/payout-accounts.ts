import { ibanCheckDigits } from '../kernel/check-digits/index.ts';
import type { Currency } from '../kernel/money.ts';
import { assert, isRefusal } from '../kernel/refusal.ts';
import {
  closeAccount,
  decideAccount,
  listPayoutRules,
  orderPayment,
  registerAccount,
  setNostro,
} from '../modules/banking/index.ts';
import type { Actor } from '../platform/index.ts';
import { demoId } from './demo-id.ts';
import { type DemoOrganisation, demoBank, memberOf } from './organisations.ts';
import type { Stage } from './stage.ts';
import { currencyOf } from './world.ts';

const HOUR_MS = 3_600_000;
/** A day of cooling-off, and an hour. */
export const COOLING_OFF_HOURS = 25;

/** A made-up account of a demonstration organisation, or another of its: an IBAN in Kazakhstan, an account number and branch in China. */
export function accountOf({ name, country, org_id }: DemoOrganisation, which = '') {
  const digits = String(
    BigInt(`0x${demoId(`account${which} of ${org_id}`).replaceAll('-', '').slice(0, 14)}`),
  );
  const holder = { bank_org_id: demoBank.org_id, holder: name, country, town: 'Demo town' };
  if (country === 'KZ') {
    const bban = `999${digits.padStart(13, '0').slice(-13)}`;
    return { ...holder, scheme: 'iban' as const, account: `KZ${ibanCheckDigits('KZ', bban)}${bban}` };
  }
  const account = `99${digits.padStart(14, '0').slice(-14)}`;
  if (country === 'CN') return { ...holder, scheme: 'cnaps' as const, account, cnaps: '999000000000' };
  return { ...holder, scheme: 'bic' as const, account, bic: `DEMO${country}BX` };
}

/** Every trader registers an account, the bank verifies it, and the cooling-off passes. Answers account by organisation. */
export async function openAccounts(
  stage: Stage,
  traders: readonly DemoOrganisation[],
): Promise<Map<string, string>> {
  const accounts = new Map<string, string>();
  for (const trader of traders) {
    const me = memberOf(trader);
    const { account_id } = await stage.act(me, registerAccount, accountOf(trader));
    const order = { account_id, amount: { amount: '1', currency: 'CNY' as const }, remittance: 'Demo' };
    const early = await stage.attempt(me, orderPayment, order);
    assert(isRefusal(early) && early.code === 'banking.account_not_verified', 'nothing leaves unverified');
    await verify(stage, trader, account_id);
    const hot = await stage.attempt(me, orderPayment, order);
    assert(isRefusal(hot) && hot.code === 'banking.cooling_off', 'a new account waits');
    accounts.set(trader.org_id, account_id);
  }
  const [first] = traders;
  assert(first, 'there are traders');
  // One is registered by mistake, and closed.
  const wrong = await stage.act(memberOf(first), registerAccount, accountOf(first));
  await stage.act(memberOf(first), closeAccount, { account_id: wrong.account_id });
  await stage.wait(COOLING_OFF_HOURS * HOUR_MS);
  return accounts;
}

/**
 * What people of the demonstration find when they come: an account of the organisation that can be paid out to, one
 * that the bank has yet to verify, and a payout that waits for a second person.
 */
export async function leaveForApproval(stage: Stage, trader: DemoOrganisation): Promise<void> {
  const me = memberOf(trader);
  const currency = currencyOf(trader.country);
  const nostro = { currency, account: `DEMO-NOSTRO-${currency}`, bic: 'DEMOKZKA' };
  await stage.act(memberOf(demoBank), setNostro, nostro);
  const { account_id } = await stage.act(me, registerAccount, accountOf(trader));
  await verify(stage, trader, account_id);
  await stage.wait(COOLING_OFF_HOURS * HOUR_MS);
  const { four_eyes_above } = await ruleOf(stage, me, currency);
  const amount = { amount: (BigInt(four_eyes_above.amount) * 2n).toString(), currency };
  await stage.act(me, orderPayment, { account_id, amount, remittance: 'Demo payout' });
  await stage.act(me, registerAccount, { ...accountOf(trader, ' 2'), town: 'Second demo town' });
}

/** What the house asks of payouts in a currency. */
export async function ruleOf(stage: Stage, me: Actor, currency: Currency) {
  const { items } = await stage.act(me, listPayoutRules, {});
  const rule = items.find((r) => r.currency === currency);
  assert(rule, `there is a house rule for ${currency}`);
  return rule;
}

/** The bank's clerk has seen a statement of the account. */
export async function verify(stage: Stage, { org_id }: DemoOrganisation, account_id: string): Promise<void> {
  await stage.act(memberOf(demoBank), decideAccount, {
    org_id,
    account_id,
    decision: 'verified',
    evidence_kind: 'statement',
    evidence: 'Demonstration: statement in the name of the holder',
  });
}
