import { Type } from 'typebox';
import { fromJson, toJson } from '../../../kernel/money.ts';
import { formatRate } from '../../../kernel/rate.ts';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import {
  CurrencyCode,
  DateText,
  defineUseCase,
  MoneySchema,
  PositiveMoneySchema,
  Uuid,
} from '../../../platform/index.ts';
import { postAll } from '../ledger/post-transfers.ts';
import { organisationAccount, TREASURY_ORG_ID } from '../model.ts';
import { quoteExchange, referenceOf } from './exchange-quote.ts';

/** How long the price holds: the money is reserved, and the exchange is executed or lapses within this time. */
const LOCK_MINUTES = 10;

const exchangeInput = Type.Object(
  {
    /** For the system, which exchanges in the name of an organisation; others exchange their own money. */
    org_id: Type.Optional(Uuid),
    sell: PositiveMoneySchema,
    buy_currency: CurrencyCode,
    deal_id: Type.Optional(Uuid),
  },
  { additionalProperties: false },
);

const ExchangeView = Type.Object({
  exchange_id: Uuid,
  sold: MoneySchema,
  bought: MoneySchema,
  spread: MoneySchema,
  rate: Type.String(),
  rate_source: Type.String(),
  rate_as_of: DateText,
  rate_stale: Type.Boolean(),
  holds_until: Type.String({ format: 'date-time' }),
});

/**
 * Exchanges money of a wallet at the rate on file. The amount sold is reserved at once, so that a shortage is
 * answered here; the legs through the treasury's liquidity, which the organisation cannot see, are posted by
 * the system within moments, or the reservation is freed.
 * Refuses with payments.same_currency, payments.no_rate, payments.amount_too_small, payments.bad_amount,
 * payments.overdrawn, payments.account_not_found.
 */
export const exchangeMoney = defineUseCase({
  name: 'payments.exchange',
  kind: 'command',
  permission: 'wallet:exchange',
  input: exchangeInput,
  output: ExchangeView,
  async run(ctx, input) {
    const org_id = input.org_id ?? ctx.actor.org_id;
    if (ctx.actor.kind !== 'system' && org_id !== ctx.actor.org_id)
      return refuse('payments.account_not_found', { account_id: `wallet:${input.sell.currency}` });
    const sell = fromJson(input.sell);
    if (sell.amount === 0n) return refuse('payments.bad_amount', { amount: '0' });
    const quote = await quoteExchange(ctx, sell, input.buy_currency);
    if (isRefusal(quote)) return quote;
    const exchange_id = ctx.id();
    const expires_at = new Date(ctx.clock.now().getTime() + LOCK_MINUTES * 60_000);
    const reference = referenceOf(quote);
    const reserved = await postAll(
      ctx,
      [
        {
          kind: 'pending',
          book_id: org_id,
          transfer_id: exchange_id,
          debit_account_id: `wallet:${sell.currency}`,
          credit_account_id: `clearing:${sell.currency}`,
          amount: sell.amount,
          currency: sell.currency,
          counter_book_id: TREASURY_ORG_ID,
          deal_id: input.deal_id ?? null,
          reason: 'exchange',
          reference,
          expires_at,
        },
      ],
      [
        organisationAccount(org_id, 'wallet', sell.currency),
        organisationAccount(org_id, 'clearing', sell.currency),
      ],
    );
    if (isRefusal(reserved)) return reserved;
    const { bought, spread, rounding } = quote;
    await ctx.enqueue('payments.settle-exchange', {
      org_id,
      exchange_id,
      bought: { ...toJson(bought) },
      spread: { ...toJson(spread) },
      rounding: { ...toJson(rounding) },
    });
    return {
      exchange_id,
      sold: toJson(sell),
      bought: toJson(bought),
      spread: toJson(spread),
      rate: formatRate(quote.rate),
      rate_source: quote.source,
      rate_as_of: quote.as_of,
      rate_stale: quote.stale,
      holds_until: expires_at.toISOString(),
    };
  },
});
