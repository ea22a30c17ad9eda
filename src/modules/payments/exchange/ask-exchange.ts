import { Type } from 'typebox';
import { fromJson } from '../../../kernel/money.ts';
import { isRefusal, type Refusal, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, CurrencyCode, defineUseCase, PositiveMoneySchema, Uuid } from '../../../platform/index.ts';
import { getDeal } from '../../deals/index.ts';
import { onBehalfOf } from '../../parties/index.ts';
import { TREASURY_ORG_ID } from '../model.ts';
import { type ExchangeQuote, quoteExchange, rateText, referenceOf } from './exchange-quote.ts';
import { ExchangeView, showExchange } from './exchange-view.ts';
import { type ExchangeRow, insertExchange, readHeadroom } from './store-exchange.ts';

/** How long a price that was quoted can be locked. */
const QUOTE_MS = 2 * 60_000;

/**
 * Asks for the price of an exchange out of one's wallet. Nothing is reserved; the price can be locked for two minutes.
 * Refuses with payments.same_currency, payments.no_rate, payments.amount_too_small, payments.bad_amount,
 * payments.beyond_desk_limit, deals.not_found.
 */
export const askExchange = defineUseCase({
  name: 'payments.ask-exchange',
  kind: 'command',
  permission: 'wallet:exchange',
  input: Type.Object(
    { sell: PositiveMoneySchema, buy_currency: CurrencyCode, deal_id: Type.Optional(Uuid) },
    { additionalProperties: false },
  ),
  output: ExchangeView,
  async run(ctx, input) {
    const sell = fromJson(input.sell);
    if (sell.amount === 0n) return refuse('payments.bad_amount', { amount: '0' });
    if (input.deal_id) {
      const deal = await getDeal(ctx, input.deal_id);
      if (isRefusal(deal)) return deal;
    }
    const quote = await quoteExchange(ctx, sell, input.buy_currency);
    if (isRefusal(quote)) return quote;
    const beyond = await beyondLimits(ctx, quote);
    if (beyond) return beyond;
    const now = ctx.clock.now();
    const { sold, bought, spread, rounding } = quote;
    const row: ExchangeRow = {
      org_id: ctx.actor.org_id,
      exchange_id: ctx.id(),
      deal_id: input.deal_id ?? null,
      sold: sold.amount,
      sell_currency: sold.currency,
      bought: bought.amount,
      spread: spread.amount,
      rounding: rounding.amount,
      buy_currency: bought.currency,
      spread_basis_points: quote.spread_basis_points,
      mid: rateText(quote.rate),
      bid: rateText(quote.bid),
      ask: rateText(quote.ask),
      rates: quote.rates,
      reference: referenceOf(quote),
      quoted_at: now,
      quoted_by: ctx.actor.user_id,
      valid_until: new Date(now.getTime() + QUOTE_MS),
      lock_minutes: quote.lock_minutes,
      locked_at: null,
      holds_until: null,
      asked_at: null,
      parties: [ctx.actor.org_id, TREASURY_ORG_ID],
    };
    await insertExchange(ctx.tx, row);
    return showExchange({ ...row, became: null }, now);
  },
});

/** What the treasury can give and take is looked at in its name; how much that is is not told. */
async function beyondLimits(ctx: Ctx, quote: ExchangeQuote): Promise<Refusal | undefined> {
  const { sold, bought, spread, rounding } = quote;
  const currencies = [sold.currency, bought.currency];
  const room = await onBehalfOf(ctx, TREASURY_ORG_ID, () => readHeadroom(ctx.tx, currencies));
  const of = (currency: string) => room.find((r) => r.currency === currency);
  const takes = of(sold.currency)?.takes ?? null;
  if (takes !== null && sold.amount > takes) return beyondDeskLimit(sold.currency, 'takes');
  if (bought.amount + spread.amount + rounding.amount > (of(bought.currency)?.gives ?? 0n))
    return beyondDeskLimit(bought.currency, 'gives');
  return undefined;
}

export const beyondDeskLimit = (currency: string, side: 'gives' | 'takes'): Refusal =>
  refuse('payments.beyond_desk_limit', { currency, side });
