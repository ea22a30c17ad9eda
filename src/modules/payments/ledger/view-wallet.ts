import { Type } from 'typebox';
import type { Currency } from '../../../kernel/money.ts';
import { defineUseCase, MoneySchema } from '../../../platform/index.ts';
import { readWallet } from './store-views.ts';

const AccountView = Type.Object({
  account_id: Type.String(),
  kind: Type.String(),
  balance: MoneySchema,
  /** Balance less what is reserved. */
  available: MoneySchema,
  reserved: MoneySchema,
  incoming: MoneySchema,
  closed: Type.Boolean(),
});

/** The accounts of one's organisation with their balances, one statement. */
export const viewWallet = defineUseCase({
  name: 'payments.view-wallet',
  kind: 'query',
  permission: 'wallet:read',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(AccountView) }),
  async run(ctx) {
    const rows = await readWallet(ctx.tx, ctx.actor.org_id);
    return {
      items: rows.map((r) => {
        const money = (amount: bigint) => ({ amount: amount.toString(), currency: r.currency as Currency });
        return {
          account_id: r.account_id,
          kind: r.kind,
          balance: money(r.balance),
          available: money(r.available),
          reserved: money(r.reserved),
          incoming: money(r.incoming),
          closed: r.closed,
        };
      }),
    };
  },
});
