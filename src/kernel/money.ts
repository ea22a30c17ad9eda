import { assert } from './refusal.ts';

/** ISO 4217 codes of the corridor. All have two minor digits in the standard. */
export const currencies = ['CNY', 'KZT', 'KGS', 'TJS', 'TMT', 'UZS', 'USD', 'EUR', 'RUB'] as const;
export type Currency = (typeof currencies)[number];

/** An exact amount in minor units (fen, tiyn, tyiyn, diram, tenge, tiyin, cent, kopek). Never a float. */
export interface Money {
  readonly amount: bigint;
  readonly currency: Currency;
}

/** Money as it travels: the integer of minor units as text, because JSON numbers are floats. */
export type MoneyJson = {
  amount: string;
  currency: Currency;
};

export function isCurrency(code: string): code is Currency {
  return (currencies as readonly string[]).includes(code);
}

/** Number of minor digits (ISO 4217, source in data/currencies). */
export function minorDigits(_currency: Currency): number {
  return 2;
}

export function money(amount: bigint | number, currency: Currency): Money {
  return { amount: BigInt(amount), currency };
}

export function add(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { amount: a.amount + b.amount, currency: a.currency };
}

export function subtract(a: Money, b: Money): Money {
  sameCurrency(a, b);
  return { amount: a.amount - b.amount, currency: a.currency };
}

export function sum(list: readonly Money[], currency: Currency): Money {
  return list.reduce(add, money(0n, currency));
}

/** `m × numerator / denominator`, rounded half away from zero to whole minor units. */
export function applyRatio(m: Money, numerator: bigint, denominator: bigint): Money {
  return { amount: divideHalfUp(m.amount * numerator, denominator), currency: m.currency };
}

/**
 * Splits an amount by integer weights without losing a minor unit (largest remainder; ties to the earlier
 * part). Weights are not negative and at least one is positive.
 */
export function allocate(m: Money, weights: readonly bigint[]): Money[] {
  const total = weights.reduce((a, b) => a + b, 0n);
  assert(
    total > 0n && weights.every((w) => w >= 0n),
    'allocate needs weights that are not negative, one positive',
  );
  const sign = m.amount < 0n ? -1n : 1n;
  const whole = m.amount * sign;
  const parts = weights.map((w, index) => ({
    index,
    share: (whole * w) / total,
    remainder: (whole * w) % total,
  }));
  let left = whole - parts.reduce((a, p) => a + p.share, 0n);
  const byRemainder = [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const part of byRemainder) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map((p) => money(p.share * sign, m.currency));
}

/** Integer division rounded half away from zero. The denominator is positive. */
export function divideHalfUp(numerator: bigint, denominator: bigint): bigint {
  assert(denominator > 0n, 'a denominator is positive');
  const sign = numerator < 0n ? -1n : 1n;
  return sign * ((numerator * sign * 2n + denominator) / (denominator * 2n));
}

export function toJson(m: Money): MoneyJson {
  return { amount: m.amount.toString(), currency: m.currency };
}

/** Reads money that a schema has already checked. */
export function fromJson(json: { amount: string; currency: string }): Money {
  assert(
    isCurrency(json.currency) && /^-?\d{1,18}$/.test(json.amount),
    `money is not well formed: ${JSON.stringify(json)}`,
  );
  return { amount: BigInt(json.amount), currency: json.currency };
}

/** `1234567 CNY` → `12,345.67 CNY`. For terminals, logs and documents; the web has its own locale tables. */
export function formatMoney(m: Money): string {
  const digits = minorDigits(m.currency);
  const sign = m.amount < 0n ? '-' : '';
  const text = (m.amount < 0n ? -m.amount : m.amount).toString().padStart(digits + 1, '0');
  const whole = text.slice(0, -digits).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${sign}${whole}.${text.slice(-digits)} ${m.currency}`;
}

function sameCurrency(a: Money, b: Money): void {
  assert(a.currency === b.currency, `cannot mix ${a.currency} and ${b.currency}`);
}
