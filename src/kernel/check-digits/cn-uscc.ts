import type { Random } from '../random.ts';
import { randomCharacters } from './digits.ts';
import { type CheckResult, compare, wrongFormat } from './result.ts';

/** The 31 characters of GB 32100: digits and capitals without I, O, S, V, Z. */
export const usccAlphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';

const pattern = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

/**
 * China's unified social credit code (GB 32100): registering authority, kind, six digits of the division, nine
 * characters of the organisation, check character modulo 31 with weights 3^i. The check value may be 0.
 */
export function checkCnUscc(text: string): CheckResult {
  if (!pattern.test(text)) return wrongFormat;
  return compare(text.slice(17), usccCheckCharacter(text.slice(0, 17)));
}

/** Check character of the first seventeen characters. */
export function usccCheckCharacter(body: string): string {
  let weight = 1;
  let total = 0;
  for (const char of body) {
    total += usccAlphabet.indexOf(char) * weight;
    weight = (weight * 3) % 31;
  }
  return usccAlphabet[(31 - (total % 31)) % 31] ?? '0';
}

/** Check character of an eight-character organisation code (GB 11714: modulo 11, 10 is written X). */
export function organisationCheckCharacter(body: string): string {
  const values = [...body].map((char) => (char <= '9' ? Number(char) : char.charCodeAt(0) - 55));
  const total = [3, 7, 9, 10, 5, 8, 4, 2].reduce(
    (sum, weight, index) => sum + weight * (values[index] ?? 0),
    0,
  );
  const digit = 11 - (total % 11);
  return digit === 10 ? 'X' : digit === 11 ? '0' : String(digit);
}

/**
 * A valid code of an enterprise (91). `division` is six digits; the default 990000 is no division of the
 * country, so that a demonstration code cannot be that of a real firm.
 */
export function makeCnUscc(random: Random, division = '990000'): string {
  const serial = `MA${randomCharacters(random, usccAlphabet, 6)}`;
  const body = `91${division}${serial}${organisationCheckCharacter(serial)}`;
  return `${body}${usccCheckCharacter(body)}`;
}

/** Whether the organisation part also satisfies GB 11714. Some older codes do not, so it only informs. */
export function organisationPartHolds(text: string): boolean {
  return pattern.test(text) && organisationCheckCharacter(text.slice(8, 16)) === text[16];
}
