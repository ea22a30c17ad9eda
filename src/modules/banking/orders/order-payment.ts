import { type Static, Type } from 'typebox';
import { uuidv4 } from '../../../kernel/ids.ts';
import { fromJson } from '../../../kernel/money.ts';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { linePattern } from '../../../kernel/text.ts';
import {
  Country,
  type Ctx,
  defineUseCase,
  Nullable,
  PositiveMoneySchema,
  Uuid,
} from '../../../platform/index.ts';
import { findOrganisations, getOrganisationProfile } from '../../parties/index.ts';
import { messageIdOf, type PaymentOrder } from '../model.ts';
import { insertOrder, insertStep } from '../store-orders.ts';
import { reserveWallet } from './order-ledger.ts';
import { orderMessage } from './order-message.ts';

const line = (max: number) => Type.String({ minLength: 1, maxLength: max, pattern: linePattern });

export const CreditorSchema = Type.Object(
  {
    name: line(140),
    /** IBAN, or the account number as the creditor's bank writes it. */
    account: Type.String({ pattern: '^[A-Za-z0-9/\\-]{1,34}$' }),
    bic: Nullable(Type.String({ pattern: '^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$' })),
    country: Country,
    town: line(35),
    street: Type.Optional(Nullable(line(70))),
  },
  { additionalProperties: false },
);

const input = Type.Object(
  {
    bank_org_id: Uuid,
    amount: PositiveMoneySchema,
    creditor: CreditorSchema,
    remittance: line(140),
    end_to_end_id: Type.Optional(Type.String({ pattern: "^[0-9a-zA-Z/\\-?:().,'+]{1,35}$" })),
    message_name: Type.Optional(Type.Enum(['pacs.008.001.08', 'pain.001.001.09'])),
    profile: Type.Optional(Nullable(Type.Enum(['cbpr', 'cips']))),
  },
  { additionalProperties: false },
);

/**
 * Orders a bank to pay from one's wallet. The amount is reserved at once; the message goes out in the background
 * and the bank's answers decide. What the message cannot carry is refused here, before anything is reserved.
 * Refuses with parties.not_found, banking.not_a_bank, banking.zero_amount, iso20022.*, payments.overdrawn,
 * payments.account_not_found.
 */
export const orderPayment = defineUseCase({
  name: 'banking.order-payment',
  kind: 'command',
  permission: 'payment:order',
  input,
  output: Type.Object({ order_id: Uuid, uetr: Uuid, end_to_end_id: Type.String() }),
  async run(ctx, given) {
    const order = await newOrder(ctx, given);
    if (isRefusal(order)) return order;
    const organisations = await findOrganisations(ctx, [order.org_id]);
    const payer = organisations.get(order.org_id);
    const trial = orderMessage(order, {
      payer: payer?.name ?? order.org_id,
      payer_country: payer?.country ?? 'CN',
      nostro: { account: 'TRIAL', bic: 'DEMOCNBJ' },
      at: ctx.clock.now(),
    });
    if (isRefusal(trial)) return trial;
    await insertOrder(ctx.tx, order);
    await insertStep(ctx.tx, order, { kind: 'ordered', at: ctx.clock.now() });
    const reserved = await reserveWallet(ctx, order);
    if (isRefusal(reserved)) return reserved;
    await ctx.enqueue('banking.send-order', { org_id: order.org_id, order_id: order.order_id });
    return { order_id: order.order_id, uetr: order.uetr, end_to_end_id: order.end_to_end_id };
  },
});

async function newOrder(ctx: Ctx, given: Static<typeof input>): Promise<Outcome<PaymentOrder>> {
  const bank = await getOrganisationProfile(ctx, given.bank_org_id);
  if (isRefusal(bank)) return bank;
  if (bank.kind !== 'bank' || given.bank_org_id === ctx.actor.org_id)
    return refuse('banking.not_a_bank', { org_id: given.bank_org_id });
  const { amount, currency } = fromJson(given.amount);
  if (amount === 0n) return refuse('banking.zero_amount');
  const order_id = ctx.id();
  return {
    org_id: ctx.actor.org_id,
    order_id,
    bank_org_id: given.bank_org_id,
    amount,
    currency,
    creditor: given.creditor,
    remittance: given.remittance,
    message_name: given.message_name ?? 'pacs.008.001.08',
    profile: given.profile ?? null,
    end_to_end_id: given.end_to_end_id ?? messageIdOf(order_id),
    uetr: uuidv4(ctx.random),
    ordered_by: ctx.actor.user_id,
    ordered_at: ctx.clock.now(),
    parties: [ctx.actor.org_id, given.bank_org_id],
  };
}
