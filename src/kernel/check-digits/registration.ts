import type { Random } from '../random.ts';
import { checkCnUscc, makeCnUscc } from './cn-uscc.ts';
import { randomDigits } from './digits.ts';
import { checkKzBin, checkKzIin, makeKzBin } from './kz-bin.ts';
import { checkLei } from './lei.ts';
import type { CheckResult } from './result.ts';

/**
 * Registration numbers of organisations by kind. For Kyrgyzstan, Tajikistan, Uzbekistan and Turkmenistan no
 * published check rule was found; their lengths come from general knowledge and are looked at, nothing more.
 */
const formats = { kg_inn: /^\d{14}$/, tj_inn: /^\d{9}$/, uz_stir: /^\d{9}$/, tm_code: /^\d{12}$/ } as const;
const checks = { cn_uscc: checkCnUscc, kz_bin: checkKzBin, kz_iin: checkKzIin, lei: checkLei } as const;

export type RegistrationKind = keyof typeof formats | keyof typeof checks;
export const registrationKinds = [...Object.keys(checks), ...Object.keys(formats)] as RegistrationKind[];

/** Checks a registration number; `checked` in the answer says whether a check digit was recomputed. */
export function checkRegistration(kind: RegistrationKind, text: string): CheckResult {
  if (kind === 'kg_inn' || kind === 'tj_inn' || kind === 'uz_stir' || kind === 'tm_code') {
    return formats[kind].test(text)
      ? { valid: true, checked: 'format_only' }
      : { valid: false, checked: 'format_only', reason: 'format' };
  }
  return checks[kind](text);
}

/** The kind an organisation of a country (ISO 3166-1 alpha-2) registers under; undefined: not one of the six. */
export function registrationKindOf(country: string): RegistrationKind | undefined {
  const kinds: Record<string, RegistrationKind> = {
    CN: 'cn_uscc',
    KZ: 'kz_bin',
    KG: 'kg_inn',
    TJ: 'tj_inn',
    UZ: 'uz_stir',
    TM: 'tm_code',
  };
  return kinds[country];
}

/** A number that passes `checkRegistration`, for a fictitious demonstration organisation of one of the six countries. */
export function makeRegistration(kind: Exclude<RegistrationKind, 'lei' | 'kz_iin'>, random: Random): string {
  if (kind === 'cn_uscc') return makeCnUscc(random);
  if (kind === 'kz_bin') return makeKzBin(random);
  return `9${randomDigits(random, { kg_inn: 13, tj_inn: 8, uz_stir: 8, tm_code: 11 }[kind])}`;
}
