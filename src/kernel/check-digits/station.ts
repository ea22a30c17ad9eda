import type { Random } from '../random.ts';
import { randomDigits } from './digits.ts';
import { type CheckResult, compare, weightedSum, wrongFormat } from './result.ts';

/**
 * Station number of the unified network marking (ESR), as SMGS notes carry it: five digits and a check digit.
 * Weights 1 to 5 modulo 11; a remainder of 10 asks for weights 3 to 7; 10 again is written 0.
 */
export function checkStation(text: string): CheckResult {
  if (!/^\d{6}$/.test(text)) return wrongFormat;
  return compare(text.slice(5), stationCheckDigit(text.slice(0, 5)));
}

/** Check digit of the first five digits. */
export function stationCheckDigit(body: string): string {
  const first = weightedSum(body, [1, 2, 3, 4, 5]) % 11;
  const remainder = first === 10 ? weightedSum(body, [3, 4, 5, 6, 7]) % 11 : first;
  return remainder === 10 ? '0' : String(remainder);
}

/** A number with a valid check digit; it need not be a station. */
export function makeStation(random: Random): string {
  const body = randomDigits(random, 5);
  return `${body}${stationCheckDigit(body)}`;
}
