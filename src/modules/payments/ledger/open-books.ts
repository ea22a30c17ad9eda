import type { Currency, Money } from '../../../kernel/money.ts';
import { mustSucceed } from '../../../kernel/refusal.ts';
import type { Ctx, Tx } from '../../../platform/index.ts';
import { type Account, organisationAccount, treasuryAccount } from '../model.ts';
import { type Movement, transfersFor } from './movement.ts';
import { postAll } from './post-transfers.ts';
import { openAccounts } from './store.ts';

/** Books for organisations of a simulation or the demonstration corridor. */
export interface OpeningBooks {
  organisations: {
    org_id: string;
    /** The bank that keeps the money of the opening deposits. */
    bank_org_id: string;
    /** Wallets to open; an amount of zero opens an empty one. */
    deposits: Money[];
  }[];
  /** What the owners put into the treasury's liquidity, per currency, against its capital account. */
  liquidity: Money[];
}

/**
 * Opens books, wallets and the treasury's liquidity with opening amounts, in four statements for all of them.
 * For the system. `purpose` names the run: the same purpose again posts nothing twice.
 */
export async function openBooks(ctx: Ctx, purpose: string, books: OpeningBooks): Promise<void> {
  const movements: Movement[] = [];
  const empty: Account[] = [];
  for (const { org_id, bank_org_id, deposits } of books.organisations)
    for (const deposit of deposits) {
      const wallet = organisationAccount(org_id, 'wallet', deposit.currency);
      if (deposit.amount === 0n) empty.push(wallet);
      else
        movements.push({
          from: organisationAccount(bank_org_id, 'nostro', deposit.currency),
          to: wallet,
          money: deposit,
          reason: 'deposit',
          reference: 'opening deposit',
        });
    }
  for (const amount of books.liquidity) movements.push(capital(amount));
  const { requests, opens } = transfersFor(['opening', purpose], movements);
  mustSucceed(await postAll(ctx, requests, [...opens, ...empty]), 'opening books');
}

/** The owners' capital becomes liquidity: within the treasury's book. */
function capital(amount: Money): Movement {
  return {
    from: treasuryAccount('capital', amount.currency),
    to: treasuryAccount('liquidity', amount.currency),
    money: amount,
    reason: 'capital',
    reference: 'capital put into liquidity',
  };
}

/** The treasury's book with an account of every kind for each currency. Returns how many were opened. */
export function openTreasury(tx: Tx, currencies: readonly Currency[]): Promise<number> {
  const kinds = ['liquidity', 'capital', 'spread', 'rounding', 'clearing'] as const;
  const accounts = currencies.flatMap((currency) => kinds.map((kind) => treasuryAccount(kind, currency)));
  return openAccounts(tx, accounts, null);
}
