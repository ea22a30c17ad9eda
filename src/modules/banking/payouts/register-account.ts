import { Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { Country, defineUseCase, Line, Nullable, Uuid } from '../../../platform/index.ts';
import { getOrganisationProfile } from '../../parties/index.ts';
import { TREASURY_ORG_ID } from '../../payments/index.ts';
import { insertAccount } from '../store-payouts.ts';
import { checkAccountNumber, isSameName } from './account-number.ts';
import { AccountView, viewAccount } from './account-view.ts';

/**
 * Registers a bank account of one's own organisation, in its own name; the bank that is to pay out verifies it. An
 * account never changes: another number is another account, which is verified anew. Refuses with parties.not_found,
 * banking.not_a_bank, banking.account_number_wrong, banking.name_mismatch.
 */
export const registerAccount = defineUseCase({
  name: 'banking.register-account',
  kind: 'command',
  permission: 'payment:order',
  input: Type.Object(
    {
      bank_org_id: Uuid,
      holder: Line(140),
      scheme: Type.Enum(['iban', 'cnaps', 'bic']),
      account: Type.String({ pattern: '^[A-Z0-9/\\-]{5,34}$' }),
      bic: Type.Optional(Nullable(Type.String({ pattern: '^[A-Z0-9]{8}([A-Z0-9]{3})?$' }))),
      cnaps: Type.Optional(Nullable(Type.String({ pattern: '^\\d{12}$' }))),
      country: Country,
      town: Line(35),
      street: Type.Optional(Nullable(Line(70))),
    },
    { additionalProperties: false },
  ),
  output: AccountView,
  async run(ctx, input) {
    const bank = await getOrganisationProfile(ctx, input.bank_org_id);
    if (isRefusal(bank)) return bank;
    if (bank.kind !== 'bank' || bank.org_id === ctx.actor.org_id)
      return refuse('banking.not_a_bank', { org_id: bank.org_id });
    const own = await getOrganisationProfile(ctx, ctx.actor.org_id);
    if (isRefusal(own)) return own;
    const { bic = null, cnaps = null, street = null } = input;
    const checked = checkAccountNumber({ ...input, bic, cnaps });
    if (isRefusal(checked)) return checked;
    if (!isSameName(input.holder, own)) return refuse('banking.name_mismatch', { holder: input.holder });
    const account = {
      ...checked,
      org_id: own.org_id,
      account_id: ctx.id(),
      bank_org_id: bank.org_id,
      holder: input.holder,
      town: input.town,
      street,
      registered_by: ctx.actor.user_id,
      registered_at: ctx.clock.now(),
      parties: [...new Set([own.org_id, bank.org_id, TREASURY_ORG_ID])],
    };
    await insertAccount(ctx.tx, account);
    return viewAccount({ ...account, steps: [] }, new Map([[own.org_id, own]]));
  },
});
