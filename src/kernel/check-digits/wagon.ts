import type { Random } from '../random.ts';
import { randomDigits } from './digits.ts';
import { type CheckResult, compare, wrongFormat } from './result.ts';

/**
 * Freight wagon of the 1520 mm networks: eight digits, the last a check digit. The first seven weigh 2,1,2,1…,
 * digits of each product are added, and the check digit completes the sum to a multiple of ten.
 */
export function checkWagon(text: string): CheckResult {
  if (!/^\d{8}$/.test(text)) return wrongFormat;
  return compare(text.slice(7), wagonCheckDigit(text.slice(0, 7)));
}

/** Check digit of the first seven digits. */
export function wagonCheckDigit(body: string): string {
  const total = [...body].reduce((sum, char, index) => {
    const product = Number(char) * (index % 2 === 0 ? 2 : 1);
    return sum + Math.floor(product / 10) + (product % 10);
  }, 0);
  return String((10 - (total % 10)) % 10);
}

/** A valid number. `type_digit` is the first digit, the kind of wagon (9: others, containers flats among them). */
export function makeWagon(random: Random, type_digit = '9'): string {
  const body = `${type_digit}${randomDigits(random, 6)}`;
  return `${body}${wagonCheckDigit(body)}`;
}
