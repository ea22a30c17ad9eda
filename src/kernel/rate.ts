import { type Currency, divideHalfUp, type Money } from './money.ts';
import { assert } from './refusal.ts';

/** A price as an exact fraction: how many units of the target one unit of the source is worth. */
export interface Rate {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

/** '469.05' → 46905/100. Positive decimals of up to 12 places. */
export function parseRate(text: string): Rate {
  const match = /^(\d{1,12})(?:\.(\d{1,12}))?$/.exec(text);
  assert(match, `not a rate: ${text}`);
  const fraction = match[2] ?? '';
  const rate = { numerator: BigInt(`${match[1]}${fraction}`), denominator: 10n ** BigInt(fraction.length) };
  assert(rate.numerator > 0n, `a rate is positive: ${text}`);
  return rate;
}

export function inverse(rate: Rate): Rate {
  return { numerator: rate.denominator, denominator: rate.numerator };
}

/** a→b times b→c gives a→c. */
export function cross(first: Rate, second: Rate): Rate {
  return {
    numerator: first.numerator * second.numerator,
    denominator: first.denominator * second.denominator,
  };
}

/** Converts into `to`, rounded half away from zero to whole minor units. All corridor currencies have two digits. */
export function convert(m: Money, rate: Rate, to: Currency): Money {
  return { amount: divideHalfUp(m.amount * rate.numerator, rate.denominator), currency: to };
}

/** Decimal text with the given places, for rules and receipts. */
export function formatRate(rate: Rate, places = 6): string {
  const scaled = divideHalfUp(rate.numerator * 10n ** BigInt(places), rate.denominator)
    .toString()
    .padStart(places + 1, '0');
  return `${scaled.slice(0, -places)}.${scaled.slice(-places)}`;
}
