import { mod97, mod97CheckDigits } from './mod97.ts';
import { type CheckResult, compare, wrongFormat } from './result.ts';

/**
 * Length of an IBAN by country where it matters to the corridor: of the six countries only Kazakhstan issues
 * IBANs (20 characters: bank code of three digits, account of thirteen).
 */
const lengths: Readonly<Record<string, number>> = { KZ: 20 };

/** International bank account number (ISO 13616): country, two check digits, up to thirty characters; MOD 97-10. */
export function checkIban(text: string): CheckResult {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text)) return wrongFormat;
  const length = lengths[text.slice(0, 2)];
  if (length !== undefined && text.length !== length) return wrongFormat;
  return compare(text.slice(2, 4), ibanCheckDigits(text.slice(0, 2), text.slice(4)));
}

/** The check digits of an account (BBAN) in a country. */
export function ibanCheckDigits(country: string, account: string): string {
  return mod97CheckDigits(`${account}${country}`);
}

/** Creditor reference (ISO 11649): `RF`, two check digits, up to 21 letters and digits; MOD 97-10 as in an IBAN. */
export function checkCreditorReference(text: string): CheckResult {
  if (!/^RF\d{2}[A-Z0-9]{1,21}$/.test(text)) return wrongFormat;
  return mod97(`${text.slice(4)}${text.slice(0, 4)}`) === 1
    ? { valid: true, checked: 'check_digit' }
    : { valid: false, checked: 'check_digit', reason: 'check_digit' };
}

/** The creditor reference of a body of 1 to 21 capital letters and digits. */
export function makeCreditorReference(body: string): string {
  return `RF${mod97CheckDigits(`${body}RF`)}${body}`;
}

/**
 * Business identifier code (ISO 9362:2014): four characters of the party, country, two of the location, three
 * of a branch or none. It has no check digit, so only the form is looked at.
 */
export function checkBic(text: string): CheckResult {
  return /^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}(?:[A-Z0-9]{3})?$/.test(text)
    ? { valid: true, checked: 'format_only' }
    : { valid: false, checked: 'format_only', reason: 'format' };
}
