import { parseMilli } from './decimal.ts';
import { applyRatio, type Currency, fromJson, type Money } from './money.ts';

/** In minor units, of currencies of which one buys much; of the others see below. */
const MOST_AMOUNT = 10n ** 12n;
const mostOf: Partial<Record<Currency, bigint>> = { KZT: 10n ** 14n, RUB: 10n ** 14n, UZS: 10n ** 15n };
const MOST_KG_MILLI = 10n ** 10n * 1000n;
const MOST_UNITS_MILLI = 10n ** 12n * 1000n;

/**
 * Whether one line or one contract can come to this much: ten thousand million in a strong currency. It leaves room to
 * add up fifty of them and to say the sum in any other currency of the corridor with the eighteen digits of an amount,
 * so that nobody's offer breaks a page on which it stands beside others.
 */
export function isWithinTrade(m: Money): boolean {
  return m.amount < (mostOf[m.currency] ?? MOST_AMOUNT);
}

/** What a quantity comes to at a price of one unit. */
export function lineTotal(quantity: string, unit_price: { amount: string; currency: string }): Money {
  return applyRatio(fromJson(unit_price), parseMilli(quantity), 1000n);
}

/** Whether one line can have so many units: less than 10¹². */
export function isQuantityWithinTrade(quantity: string): boolean {
  return parseMilli(quantity) < MOST_UNITS_MILLI;
}

/** Whether one line can weigh so much: less than ten million tonnes. `times` is a quantity of units of that weight. */
export function isWeightWithinTrade(weight_kg: string, times = '1'): boolean {
  return (parseMilli(weight_kg) * parseMilli(times)) / 1000n < MOST_KG_MILLI;
}
