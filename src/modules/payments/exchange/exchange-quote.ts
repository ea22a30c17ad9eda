import { dayOf } from '../../../kernel/days.ts';
import { type Currency, type Money, money, toJson } from '../../../kernel/money.ts';
import { formatRate, type Rate } from '../../../kernel/rate.ts';
import { type Outcome, type Refusal, refuse } from '../../../kernel/refusal.ts';
import type { Ctx } from '../../../platform/index.ts';
import type { Movement } from '../ledger/movement.ts';
import { organisationAccount, treasuryAccount } from '../model.ts';
import { findRates, type PricedRate } from './find-rate.ts';
import { houseRule } from './house-rules.ts';

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

export interface ExchangeQuote extends ExchangeSplit, PricedRate {
  /** Units of what is bought for one of what is sold: at which the treasury buys and sells what is sold. */
  bid: Rate;
  ask: Rate;
  spread_basis_points: number;
  lock_minutes: number;
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
 * The price of an exchange today: the rate on file less the bid of what is given and the ask of what is received
 * (house rules). Refuses with payments.same_currency, payments.no_rate, payments.amount_too_small,
 * payments.bad_amount where it comes to more than the ledger holds.
 */
export async function quoteExchange(
  ctx: Ctx,
  sell: Money,
  buy_currency: Currency,
): Promise<Outcome<ExchangeQuote>> {
  if (sell.currency === buy_currency) return refuse('payments.same_currency', { currency: buy_currency });
  const date = dayOf(ctx.clock.now());
  const found = (await findRates(ctx, [sell.currency], buy_currency, date)).get(sell.currency);
  if (!found) return noRate(ctx, sell.currency, buy_currency, date);
  const [given, received] = [houseRule(sell.currency, date), houseRule(buy_currency, date)];
  const spread_basis_points = given.bid_basis_points + received.ask_basis_points;
  const split = splitExchange(sell, found.rate, buy_currency, spread_basis_points);
  if (split.bought.amount <= 0n) return refuse('payments.amount_too_small', { ...toJson(sell) });
  if (split.bought.amount + split.spread.amount + split.rounding.amount >= AMOUNT_BOUND)
    return refuse('payments.bad_amount', { ...toJson(sell) });
  return {
    ...split,
    ...found,
    bid: shifted(found.rate, -spread_basis_points),
    ask: shifted(found.rate, given.ask_basis_points + received.bid_basis_points),
    spread_basis_points,
    lock_minutes: Math.min(given.lock_minutes, received.lock_minutes),
  };
}

/** Names the currencies that have no rate against the dollar; the pair, when each has one of another time. */
async function noRate(ctx: Ctx, from: Currency, to: Currency, date: string): Promise<Refusal> {
  const known = await findRates(ctx, [from, to], 'USD', date);
  const without = [from, to].filter((currency) => !known.has(currency));
  const missing = without.length > 0 ? without.join(', ') : `${from}/${to}`;
  return refuse('payments.no_rate', { from, to, missing, date });
}

/** Money travels with at most eighteen digits. */
const AMOUNT_BOUND = 10n ** 18n;

const shifted = (rate: Rate, basis_points: number): Rate => ({
  numerator: rate.numerator * (BASIS + BigInt(basis_points)),
  denominator: rate.denominator * BASIS,
});

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

/** A rate as people read it: up to twelve decimals, no zeros behind. */
export const rateText = (rate: Rate): string => formatRate(rate, 12).replace(/\.?0+$/, '');

/** `CNY/KZT 65.21 of 2026-03-01 over USD, spread 25 bp`: the rates are on file under their days, with sources. */
export function referenceOf(quote: ExchangeQuote): string {
  const days = [...new Set(quote.rates.map((r) => r.as_of))].sort().join(' and ');
  const over = quote.rates.length === 2 ? ' over USD' : '';
  return `${quote.sold.currency}/${quote.bought.currency} ${rateText(quote.rate)} of ${days}${over}, spread ${quote.spread_basis_points} bp`;
}
