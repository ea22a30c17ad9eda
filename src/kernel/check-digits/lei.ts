import type { Random } from '../random.ts';
import { randomCharacters } from './digits.ts';
import { mod97CheckDigits } from './mod97.ts';
import { type CheckResult, compare, wrongFormat } from './result.ts';

const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** ISO 17442: eighteen letters and digits and two check digits, ISO/IEC 7064 modulo 97-10 over the whole. */
export function checkLei(text: string): CheckResult {
  if (!/^[0-9A-Z]{18}\d{2}$/.test(text)) return wrongFormat;
  return compare(text.slice(18), leiCheckDigits(text.slice(0, 18)));
}

/** The two check digits of the first eighteen characters (98 minus the remainder). */
export function leiCheckDigits(body: string): string {
  return mod97CheckDigits(body);
}

/** A valid code with a prefix that no local operating unit is known to hold; demonstration only. */
export function makeLei(random: Random): string {
  const body = `0000${randomCharacters(random, alphabet, 14)}`;
  return `${body}${leiCheckDigits(body)}`;
}
