import { Type } from 'typebox';
import { type Currency, fromJson, money } from '../../../kernel/money.ts';
import { assert, isRefusal, type JsonObject, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, PositiveMoneySchema, Uuid } from '../../../platform/index.ts';
import { getOrganisationProfile } from '../../parties/index.ts';
import { organisationAccount, transferIdFor } from '../model.ts';
import { transfersFor } from './movement.ts';
import { postAll } from './post-transfers.ts';
import { readTransfers } from './store.ts';
import { resolve } from './transfer.ts';

/**
 * A bank confirms that it received a payment for an organisation. In the bank's own book what it keeps for
 * the platform is pending until the system, which sees both books, credits the organisation's wallet.
 * The bank's reference identifies the payment: confirming it again changes nothing.
 * Refuses with parties.not_found, payments.bad_amount, payments.duplicate_with_another_body.
 */
export const confirmDeposit = defineUseCase({
  name: 'payments.confirm-deposit',
  kind: 'command',
  permission: 'deposit:confirm',
  input: Type.Object(
    {
      org_id: Uuid,
      amount: PositiveMoneySchema,
      bank_reference: Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\x21-\\x7e]+$' }),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ deposit_id: Uuid, repeated: Type.Boolean() }),
  async run(ctx, input) {
    const organisation = await getOrganisationProfile(ctx, input.org_id);
    if (isRefusal(organisation)) return organisation;
    const bank_org_id = ctx.actor.org_id;
    if (input.org_id === bank_org_id) return refuse('payments.same_account', { account_id: bank_org_id });
    const { amount, currency } = fromJson(input.amount);
    const deposit_id = depositTransfersOf(bank_org_id, input.bank_reference).bank;
    const posted = await postAll(
      ctx,
      [
        {
          kind: 'pending',
          book_id: bank_org_id,
          transfer_id: deposit_id,
          debit_account_id: `nostro:${currency}`,
          credit_account_id: `clearing:${currency}`,
          amount,
          currency,
          counter_book_id: input.org_id,
          reason: 'deposit',
          reference: input.bank_reference,
        },
      ],
      [
        organisationAccount(bank_org_id, 'nostro', currency),
        organisationAccount(bank_org_id, 'clearing', currency),
      ],
    );
    if (isRefusal(posted)) return posted;
    if (!posted.repeated) await ctx.enqueue('payments.credit-deposit', { bank_org_id, deposit_id });
    return { deposit_id, repeated: posted.repeated };
  },
});

/** The transfers by which a bank's payment of this reference stands in the bank's book and in the wallet. */
export function depositTransfersOf(
  bank_org_id: string,
  bank_reference: string,
): { bank: string; wallet: string } {
  const bank = transferIdFor('deposit', bank_org_id, bank_reference);
  return { bank, wallet: transferIdFor('deposit', bank, '0', 'in') };
}

/** Completes a confirmed deposit as the system: the bank's side is posted together with the wallet's. */
export async function creditDeposit(ctx: Ctx, job: JsonObject): Promise<void> {
  const { bank_org_id, deposit_id } = job;
  assert(typeof bank_org_id === 'string' && typeof deposit_id === 'string', 'a deposit names its bank');
  const [pending] = await readTransfers(ctx.tx, [{ book_id: bank_org_id, transfer_id: deposit_id }]);
  assert(pending?.counter_book_id, 'a deposit was confirmed before it is credited');
  const currency = pending.currency as Currency;
  const { requests, opens } = transfersFor(
    ['deposit', deposit_id],
    [
      {
        from: organisationAccount(bank_org_id, 'nostro', currency),
        to: organisationAccount(pending.counter_book_id, 'wallet', currency),
        money: money(pending.amount, currency),
        reason: 'deposit',
        reference: pending.reference,
      },
    ],
  );
  const [, credited] = requests;
  assert(credited?.book_id === pending.counter_book_id, 'the second half is the wallet');
  const posted = await postAll(ctx, [resolve(pending, 'post'), credited], opens);
  assert(!isRefusal(posted), 'a confirmed deposit can be credited');
}
