import type { Random } from '../random.ts';
import { randomDigits } from './digits.ts';
import { type CheckResult, compare, wrongFormat } from './result.ts';

const pattern = /^[A-Z]{3}[UJZ]\d{7}$/;

/**
 * ISO 6346: owner code (three letters), category U, J or Z, six digits, check digit. Letters count 10 to 38
 * leaving out the multiples of 11; each position weighs a power of two; the sum modulo 11, with 10 written 0.
 */
export function checkContainer(text: string): CheckResult {
  if (!pattern.test(text)) return wrongFormat;
  return compare(text.slice(10), containerCheckDigit(text.slice(0, 10)));
}

/** Check digit of the first ten characters. */
export function containerCheckDigit(body: string): string {
  const total = [...body].reduce((sum, char, index) => sum + characterValue(char) * 2 ** index, 0);
  return String((total % 11) % 10);
}

/** A valid number under a fictitious owner code (the caller's, or 'SAU'). The serial avoids remainder 10. */
export function makeContainer(random: Random, owner = 'SAU'): string {
  for (;;) {
    const body = `${owner}U${randomDigits(random, 6)}`;
    const total = [...body].reduce((sum, char, index) => sum + characterValue(char) * 2 ** index, 0);
    // The standard advises against serial numbers whose remainder is 10: they share a digit with remainder 0.
    if (total % 11 !== 10) return `${body}${containerCheckDigit(body)}`;
  }
}

function characterValue(char: string): number {
  if (char <= '9') return Number(char);
  const position = char.charCodeAt(0) - 65 + 10;
  return position + Math.floor((position - 1) / 10);
}
