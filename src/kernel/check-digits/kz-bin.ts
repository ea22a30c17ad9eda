import type { Random } from '../random.ts';
import { randomDigits } from './digits.ts';
import { type CheckResult, compare, weightedSum, wrongFormat } from './result.ts';

const firstPass = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
const secondPass = [3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2];

/**
 * Kazakhstan business number (BIN): twelve digits; year and month of registration, kind (4 legal entity,
 * 5 branch, 6 sole trader with employees or partnership), feature, serial, check digit.
 */
export function checkKzBin(text: string): CheckResult {
  if (!/^\d{2}(0[1-9]|1[0-2])[4-6]\d{7}$/.test(text)) return wrongFormat;
  return compare(text.slice(11), kzCheckDigit(text.slice(0, 11)));
}

/** Kazakhstan personal number (IIN): birth date, century and sex, serial, the same check digit. */
export function checkKzIin(text: string): CheckResult {
  if (!/^\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])[0-6]\d{5}$/.test(text)) return wrongFormat;
  return compare(text.slice(11), kzCheckDigit(text.slice(0, 11)));
}

/**
 * Check digit of the first eleven digits: weights 1 to 11 modulo 11; a remainder of 10 asks for a second pass
 * with weights shifted by two; 10 again means that such a number is not issued (undefined).
 */
export function kzCheckDigit(body: string): string | undefined {
  const first = weightedSum(body, firstPass) % 11;
  const remainder = first === 10 ? weightedSum(body, secondPass) % 11 : first;
  return remainder === 10 ? undefined : String(remainder);
}

/** A valid business number of a legal entity (kind 4) registered in a month of 2001 to 2024. */
export function makeKzBin(random: Random): string {
  for (;;) {
    const year = String(1 + Math.floor(random() * 24)).padStart(2, '0');
    const month = String(1 + Math.floor(random() * 12)).padStart(2, '0');
    const body = `${year}${month}40${randomDigits(random, 5)}`;
    const digit = kzCheckDigit(body);
    if (digit !== undefined) return `${body}${digit}`;
  }
}
