import { assert } from './refusal.ts';

/**
 * Quantities and weights are fixed-point thousandths (`bigint`) in code, `numeric(18,3)` in the database and
 * decimal text in JSON.
 */
export const MILLI = 1000n;
export const decimalPattern = '^-?\\d{1,15}(\\.\\d{1,3})?$';

/** '12.5' → 12500n. The text has passed `decimalPattern`. */
export function parseMilli(text: string): bigint {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,3}))?$/.exec(text);
  assert(match, `not a decimal with up to three places: ${text}`);
  const value = BigInt(match[2] ?? '0') * MILLI + BigInt((match[3] ?? '').padEnd(3, '0'));
  return match[1] === '-' ? -value : value;
}

/** 12500n → '12.500', as PostgreSQL prints numeric(18,3). */
export function formatMilli(value: bigint): string {
  const sign = value < 0n ? '-' : '';
  const text = (value < 0n ? -value : value).toString().padStart(4, '0');
  return `${sign}${text.slice(0, -3)}.${text.slice(-3)}`;
}

/** 1234567 with 2 places → '12345.67'. Without places, the whole number. */
export function decimalText(value: bigint, places: number): string {
  if (places === 0) return value.toString();
  const digits = (value < 0n ? -value : value).toString().padStart(places + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -places)}.${digits.slice(-places)}`;
}
