import { type Static, Type } from 'typebox';
import { dayOf } from '../../../kernel/days.ts';
import { uuidv4 } from '../../../kernel/ids.ts';
import { fromJson } from '../../../kernel/money.ts';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import {
  Country,
  type Ctx,
  defineUseCase,
  Line,
  Nullable,
  PositiveMoneySchema,
  Uuid,
} from '../../../platform/index.ts';
import { findOrganisations, isBlocked } from '../../parties/index.ts';
import { TREASURY_ORG_ID } from '../../payments/index.ts';
import { messageIdOf, type PaymentOrder } from '../model.ts';
import { accountState, verifiedAt } from '../payouts/account-view.ts';
import { type PayoutRule, payoutRule } from '../payouts/house-rules.ts';
import { insertOrder, insertStep } from '../store-orders.ts';
import { findAccount, orderedSince } from '../store-payouts.ts';
import { reserveWallet } from './order-ledger.ts';
import { orderMessage } from './order-message.ts';

export const CreditorSchema = Type.Object(
  {
    name: Line(140),
    /** IBAN, or the account number as the creditor's bank writes it. */
    account: Type.String({ pattern: '^[A-Za-z0-9/\\-]{1,34}$' }),
    bic: Nullable(Type.String({ pattern: '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$' })),
    cnaps: Type.Optional(Nullable(Type.String())),
    country: Country,
    town: Line(35),
    street: Type.Optional(Nullable(Line(70))),
  },
  { additionalProperties: false },
);

const input = Type.Object(
  {
    /** A verified bank account of one's own organisation; its bank pays. */
    account_id: Uuid,
    amount: PositiveMoneySchema,
    remittance: Line(140),
    end_to_end_id: Type.Optional(Type.String({ pattern: "^[0-9a-zA-Z/\\-?:().,'+]{1,35}$" })),
    message_name: Type.Optional(Type.Enum(['pacs.008.001.08', 'pain.001.001.09'])),
    profile: Type.Optional(Nullable(Type.Enum(['cbpr', 'cips']))),
  },
  { additionalProperties: false },
);

const HOUR_MS = 3_600_000;
/** Payouts of this time count together against the threshold, so that splitting one gains nothing. */
const WINDOW_HOURS = 24;

/**
 * Orders a payout from one's wallet to a verified account. The amount is reserved at once; above the threshold of the
 * house a second person approves, else the message goes out in the background; the bank's answers decide. What the
 * message cannot carry is refused here, before anything is reserved. Refuses with banking.account_not_found,
 * banking.account_not_verified, banking.cooling_off, banking.no_payout_rule, banking.zero_amount, iso20022.*,
 * payments.payee_blocked, payments.overdrawn, payments.account_not_found.
 */
export const orderPayment = defineUseCase({
  name: 'banking.order-payment',
  kind: 'command',
  permission: 'payment:order',
  input,
  output: Type.Object({ order_id: Uuid, uetr: Uuid, end_to_end_id: Type.String(), state: Type.String() }),
  async run(ctx, given) {
    // A key of a blocked firm may still be at work; its members have no roles.
    if (await isBlocked(ctx.tx, ctx.actor.org_id)) return refuse('payments.payee_blocked');
    const made = await newOrder(ctx, given);
    if (isRefusal(made)) return made;
    const { order, rule } = made;
    const payer = (await findOrganisations(ctx, [order.org_id])).get(order.org_id);
    const now = order.ordered_at;
    const trial = orderMessage(order, {
      payer: payer?.name ?? order.org_id,
      payer_country: payer?.country ?? 'CN',
      nostro: { account: 'TRIAL', bic: 'DEMOCNBJ' },
      at: now,
    });
    if (isRefusal(trial)) return trial;
    // Reserving locks the wallet, so that of two orders at once the second sees the first below.
    const reserved = await reserveWallet(ctx, order);
    if (isRefusal(reserved)) return reserved;
    const since = new Date(now.getTime() - WINDOW_HOURS * HOUR_MS);
    const before = await orderedSince(ctx.tx, order.org_id, order.currency, since);
    const waits = before + order.amount > rule.four_eyes_above;
    await insertOrder(ctx.tx, order);
    const { org_id, order_id } = order;
    await insertStep(ctx.tx, order, { kind: 'ordered', at: now });
    if (waits) await insertStep(ctx.tx, order, { kind: 'awaiting_approval', reason: rule.source, at: now });
    else await ctx.enqueue('banking.send-order', { org_id, order_id });
    const state = waits ? 'awaiting_approval' : 'ordered';
    return { order_id, uetr: order.uetr, end_to_end_id: order.end_to_end_id, state };
  },
});

async function newOrder(
  ctx: Ctx,
  given: Static<typeof input>,
): Promise<Outcome<{ order: PaymentOrder; rule: PayoutRule }>> {
  const account = await findAccount(ctx.tx, ctx.actor.org_id, given.account_id);
  if (!account) return refuse('banking.account_not_found', { account_id: given.account_id });
  const { amount, currency } = fromJson(given.amount);
  if (amount === 0n) return refuse('banking.zero_amount');
  const now = ctx.clock.now();
  const rule = payoutRule(currency, dayOf(now));
  if (!rule) return refuse('banking.no_payout_rule', { currency });
  const verified_at = verifiedAt(account);
  if (accountState(account) !== 'verified' || !verified_at)
    return refuse('banking.account_not_verified', { state: accountState(account) });
  const until = new Date(verified_at.getTime() + rule.cooling_off_hours * HOUR_MS);
  if (now < until) return refuse('banking.cooling_off', { until: until.toISOString(), source: rule.source });
  const order_id = ctx.id();
  const { holder, account: number, bic, cnaps, country, town, street } = account;
  const order: PaymentOrder = {
    org_id: ctx.actor.org_id,
    order_id,
    bank_org_id: account.bank_org_id,
    account_id: account.account_id,
    amount,
    currency,
    creditor: { name: holder, account: number, bic, cnaps, country, town, street },
    remittance: given.remittance,
    message_name: given.message_name ?? 'pacs.008.001.08',
    profile: given.profile ?? null,
    end_to_end_id: given.end_to_end_id ?? messageIdOf(order_id),
    uetr: uuidv4(ctx.random),
    ordered_by: ctx.actor.user_id,
    ordered_at: now,
    parties: [...new Set([ctx.actor.org_id, account.bank_org_id, TREASURY_ORG_ID])],
  };
  return { order, rule };
}
