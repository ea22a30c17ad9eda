import { Type } from 'typebox';
import { CurrencyCode, defineUseCase } from '../../../platform/index.ts';
import { organisationAccount, placeOf } from '../model.ts';
import { openAccounts } from './store.ts';

/** Opens a wallet of one's organisation in a currency; one that is open stays as it is. */
export const openWallet = defineUseCase({
  name: 'payments.open-wallet',
  kind: 'command',
  permission: 'wallet:open',
  input: Type.Object(
    {
      currency: CurrencyCode,
      /** A wallet beside the usual one: `PAYROLL` becomes `wallet:PAYROLL:CNY`. */
      name: Type.Optional(Type.String({ pattern: '^[A-Z0-9]{1,20}$' })),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ account_id: Type.String() }),
  async run(ctx, input) {
    const usual = organisationAccount(ctx.actor.org_id, 'wallet', input.currency);
    const wallet = input.name === undefined ? usual : { ...usual, part: input.name };
    await openAccounts(ctx.tx, [wallet], ctx.clock.now());
    return { account_id: placeOf(wallet).account_id };
  },
});
