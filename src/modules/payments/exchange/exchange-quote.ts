import { type Currency, type Money, money, toJson } from '../../../kernel/money.ts';
import { formatRate, type Rate } from '../../../kernel/rate.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import { latestRate } from '../../reference/index.ts';
import type { Movement } from '../ledger/movement.ts';
import { readSpread } from '../ledger/store.ts';
import { organisationAccount, treasuryAccount } from '../model.ts';

const BASIS = 10_000n;

/** What an exchange comes to. Out of liquidity go bought + spread + rounding; nothing is dropped. */
export interface ExchangeSplit {
  sold: Money;
  /** What the customer has in the end. */
  bought: Money;
  /** What the exchange costs: basis points of the amount at the rate on file. */
  spread: Money;
  /** What is left of the last minor units: 0 to 2 of them. */
  rounding: Money;
}

export interface ExchangeQuote extends ExchangeSplit {
  rate: Rate;
  source: string;
  as_of: string;
  /** The rate's source speaks of a time before today. */
  stale: boolean;
  spread_basis_points: number;
}

/**
 * Splits what an amount is worth at a rate. The customer's part and the spread are rounded down, what leaves
 * liquidity is rounded up, and the difference is a part of its own.
 */
export function splitExchange(
  sold: Money,
  rate: Rate,
  to: Currency,
  spread_basis_points: number,
): ExchangeSplit {
  const worth = sold.amount * rate.numerator;
  const cost = BigInt(spread_basis_points);
  const whole = (worth + rate.denominator - 1n) / rate.denominator;
  const bought = (worth * (BASIS - cost)) / (rate.denominator * BASIS);
  const spread = (worth * cost) / (rate.denominator * BASIS);
  return {
    sold,
    bought: money(bought, to),
    spread: money(spread, to),
    rounding: money(whole - bought - spread, to),
  };
}

/**
 * The price of an exchange today, at the rate on file. Refuses with payments.same_currency, payments.no_rate,
 * payments.amount_too_small.
 */
export async function quoteExchange(
  ctx: Ctx,
  sell: Money,
  buy_currency: Currency,
): Promise<Outcome<ExchangeQuote>> {
  if (sell.currency === buy_currency) return refuse('payments.same_currency', { currency: buy_currency });
  const date = ctx.clock.now().toISOString().slice(0, 10);
  const found = await latestRate(ctx, sell.currency, buy_currency, date);
  if (!found) return refuse('payments.no_rate', { from: sell.currency, to: buy_currency, date });
  const spread_basis_points = await readSpread(ctx.tx);
  const split = splitExchange(sell, found.rate, buy_currency, spread_basis_points);
  if (split.bought.amount <= 0n) return refuse('payments.amount_too_small', { ...toJson(sell) });
  return {
    ...split,
    rate: found.rate,
    source: found.source,
    as_of: found.as_of,
    stale: found.stale,
    spread_basis_points,
  };
}

/** The legs of an exchange: what is sold, what is bought before the spread, the spread, the rounding. */
export function exchangeMovements(org_id: string, quote: ExchangeLegs, deal_id?: string): Movement[] {
  const wallet = (currency: Currency) => organisationAccount(org_id, 'wallet', currency);
  const { sold, bought, spread, rounding, reference } = quote;
  const leg = { reference, ...(deal_id ? { deal_id } : {}) };
  const to = bought.currency;
  const movements: Movement[] = [
    {
      ...leg,
      from: wallet(sold.currency),
      to: treasuryAccount('liquidity', sold.currency),
      money: sold,
      reason: 'exchange',
    },
    {
      ...leg,
      from: treasuryAccount('liquidity', to),
      to: wallet(to),
      money: money(bought.amount + spread.amount, to),
      reason: 'exchange',
    },
    { ...leg, from: wallet(to), to: treasuryAccount('spread', to), money: spread, reason: 'exchange.spread' },
    {
      ...leg,
      from: treasuryAccount('liquidity', to),
      to: treasuryAccount('rounding', to),
      money: rounding,
      reason: 'exchange.rounding',
    },
  ];
  return movements.filter((m) => m.money.amount > 0n);
}

/** An exchange as it is posted: amounts, and where they come from. */
export interface ExchangeLegs extends ExchangeSplit {
  reference: string;
}

/** `CNY/KZT 65.210000 of 2026-03-01, spread 25 bp`: the rate is on file under that day, with its source. */
export function referenceOf(quote: ExchangeQuote): string {
  return `${quote.sold.currency}/${quote.bought.currency} ${formatRate(quote.rate)} of ${quote.as_of}, spread ${quote.spread_basis_points} bp`;
}
