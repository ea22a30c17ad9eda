import type { Currency } from '../../../kernel/money.ts';
import { money } from '../../../kernel/money.ts';
import { transfersFor } from '../ledger/movement.ts';
import type { MoveRequest } from '../ledger/transfer.ts';
import { type Account, accountId, TREASURY_ORG_ID, transferIdFor } from '../model.ts';
import { type ExchangeLegs, exchangeMovements } from './exchange-quote.ts';
import type { ExchangeRow } from './store-exchange.ts';

/** The transfers of an exchange in order, and which of them are reserved while its price is kept. */
export interface Legs {
  amounts: ExchangeLegs;
  requests: { request: MoveRequest; reservation_id: string | null }[];
  opens: Account[];
}

/**
 * Reserved are: what the customer gives, in both books, and what leaves the treasury's liquidity. The rest follows
 * from these when the exchange is executed. Ids follow from the exchange: the same work again is the same transfers.
 */
export function legsOf(x: ExchangeRow): Legs {
  const [sell, buy] = [x.sell_currency as Currency, x.buy_currency as Currency];
  const amounts = {
    sold: money(x.sold, sell),
    bought: money(x.bought, buy),
    spread: money(x.spread, buy),
    rounding: money(x.rounding, buy),
    reference: x.reference,
  };
  const purpose = ['exchange', x.exchange_id];
  const { requests, opens } = transfersFor(
    purpose,
    exchangeMovements(x.org_id, amounts, x.deal_id ?? undefined),
  );
  return {
    amounts,
    opens,
    requests: requests.map((request) => ({
      request,
      reservation_id:
        request.currency === sell
          ? x.exchange_id
          : request.book_id === TREASURY_ORG_ID && request.debit_account_id === accountId('liquidity', buy)
            ? transferIdFor('reserve', request.transfer_id)
            : null,
    })),
  };
}
