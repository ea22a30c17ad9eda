import { Type } from 'typebox';
import { CurrencyCode, defineUseCase } from '../../platform/index.ts';
import { organisationAccount, placeOf } from './model.ts';
import { openAccounts } from './store.ts';

/** Opens a wallet of one's organisation in a currency; one that is open stays as it is. */
export const openWallet = defineUseCase({
  name: 'payments.open-wallet',
  kind: 'command',
  permission: 'wallet:open',
  input: Type.Object({ currency: CurrencyCode }, { additionalProperties: false }),
  output: Type.Object({ account_id: Type.String() }),
  async run(ctx, input) {
    const wallet = organisationAccount(ctx.actor.org_id, 'wallet', input.currency);
    await openAccounts(ctx.tx, [wallet], ctx.clock.now());
    return { account_id: placeOf(wallet).account_id };
  },
});
