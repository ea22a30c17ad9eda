import { fromJson, type MoneyJson, toJson } from '../kernel/money.ts';
import { mustSucceed } from '../kernel/refusal.ts';
import {
  decidePayout,
  orderPayment,
  registerAccount,
  reportMessage,
  setNostro,
  showOrder,
} from '../modules/banking/index.ts';
import { writeMessage } from '../modules/iso20022/index.ts';
import { viewWallet } from '../modules/payments/index.ts';
import type { Actor } from '../platform/index.ts';
import { demoId } from './demo-id.ts';
import type { Play } from './negotiate.ts';
import { demoBank, memberOf } from './organisations.ts';
import { accountOf, COOLING_OFF_HOURS, ruleOf, verify } from './payout-accounts.ts';
import type { WalkStep } from './walk-step.ts';
import { currencyOf } from './world.ts';

const HOUR_MS = 3_600_000;

/** The seller takes money home to a bank account: registered, verified, cooled off, seen by two people, and paid. */
export async function walkPayout(
  { stage, seller, sellerActor }: Play,
  tell: (step: string, decided: string, rule: string, cost?: WalkStep['cost']) => void,
): Promise<boolean> {
  const currency = currencyOf(seller.country);
  const bank = memberOf(demoBank);
  await stage.act(bank, setNostro, { currency, account: `DEMO-NOSTRO-${currency}`, bic: 'DEMOKZKA' });
  const { account_id, scheme, account } = await stage.act(sellerActor, registerAccount, accountOf(seller));
  tell(
    'bank account',
    `${scheme} ${account} registered`,
    'the holder is the organisation; its shape is right',
  );
  await verify(stage, seller, account_id);
  await stage.wait(COOLING_OFF_HOURS * HOUR_MS);
  tell('bank account', `verified by ${demoBank.name}, and cooled off`, 'the bank has seen a statement');

  const rule = await ruleOf(stage, sellerActor, currency);
  const amount = toJson({ amount: fromJson(rule.four_eyes_above).amount + 1n, currency });
  const before = await balance(stage, sellerActor, currency);
  const kept = await balance(stage, bank, currency);
  const order = await stage.act(sellerActor, orderPayment, { account_id, amount, remittance: 'Demo payout' });
  const { order_id } = order;
  const second = { ...sellerActor, user_id: demoId(`second member of ${seller.name}`) };
  const waits = order.state === 'awaiting_approval';
  await stage.act(second, decidePayout, { order_id, decision: 'approved' });
  tell('payout', 'ordered, and approved by a second person', rule.source, amount as MoneyJson);
  const paid = mustSucceed(
    writeMessage('pacs.002.001.10', {
      GrpHdr: { MsgId: `WALK-${order_id.slice(-12)}`, CreDtTm: stage.clock.now().toISOString() },
      TxInfAndSts: [{ OrgnlUETR: order.uetr, TxSts: 'ACSC' }],
    }),
    'pacs.002',
  );
  await stage.act(bank, reportMessage, { xml: paid });
  const { state } = await stage.act(sellerActor, showOrder, { order_id });
  tell('payout', `${state}: the bank has paid`, 'pacs.002 ACSC posts what was reserved');
  const gone = before - (await balance(stage, sellerActor, currency));
  const left = kept - (await balance(stage, bank, currency));
  return waits && state === 'settled' && gone === fromJson(amount).amount && left === gone;
}

/** What somebody has in a currency: a wallet, or what a bank keeps. */
async function balance(stage: Play['stage'], actor: Actor, currency: string): Promise<bigint> {
  const { items } = await stage.act(actor, viewWallet, {});
  const kind = actor.org_kind === 'bank' ? 'nostro' : 'wallet';
  const found = items.find((a) => a.account_id === `${kind}:${currency}`);
  return BigInt(found?.balance.amount ?? 0);
}
