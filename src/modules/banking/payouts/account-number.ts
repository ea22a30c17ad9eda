import { checkBic, checkIban } from '../../../kernel/check-digits/index.ts';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';

/**
 * How an account is named. `iban`: ISO 13616 with its check digits. `cnaps`: digits, and the twelve-digit number of the
 * branch in China's payment system; its form only, we know no public rule for its last digit. `bic`: a number as the
 * bank writes it, and the bank's BIC (ISO 9362), whose country must be the account's.
 */
export type Scheme = 'iban' | 'cnaps' | 'bic';

export interface AccountNumber {
  scheme: Scheme;
  account: string;
  bic: string | null;
  cnaps: string | null;
  country: string;
}

/** Looks at an account by the rule of its scheme. Refuses with banking.account_number_wrong, naming the field. */
export function checkAccountNumber(given: AccountNumber): Outcome<AccountNumber> {
  const wrong = (field: string, reason: string) =>
    refuse('banking.account_number_wrong', { scheme: given.scheme, field, reason });
  const { scheme, account, bic, cnaps, country } = given;
  if (bic !== null) {
    const checked = checkBic(bic);
    if (!checked.valid) return wrong('bic', 'format');
    if (bic.slice(4, 6) !== country) return wrong('bic', 'country');
  }
  if (scheme === 'iban') {
    const checked = checkIban(account);
    if (!checked.valid) return wrong('account', checked.reason ?? 'format');
    if (account.slice(0, 2) !== country) return wrong('account', 'country');
    return cnaps === null ? given : wrong('cnaps', 'not_here');
  }
  if (scheme === 'cnaps') {
    if (country !== 'CN') return wrong('country', 'country');
    if (!/^\d{8,32}$/.test(account)) return wrong('account', 'format');
    return /^\d{12}$/.test(cnaps ?? '') ? given : wrong('cnaps', 'format');
  }
  if (bic === null) return wrong('bic', 'missing');
  // A number that looks like an IBAN is one: its check digits are not to be got round.
  if (/^[A-Z]{2}\d{2}/.test(account) && !checkIban(account).valid) return wrong('account', 'check_digit');
  if (!/^[A-Z0-9/-]{5,34}$/.test(account)) return wrong('account', 'format');
  return cnaps === null ? given : wrong('cnaps', 'not_here');
}

/** Letters and digits of a name, whatever the case, width, blanks and marks. */
function bare(name: string): string {
  return name
    .normalize('NFKC')
    .toLocaleLowerCase('und')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** Whether the holder of an account is the organisation, under any name that it is registered by. */
export function isSameName(
  holder: string,
  names: { name: string; name_zh: string | null; name_ru: string | null; name_native: string | null },
): boolean {
  const wanted = bare(holder);
  const own = [names.name, names.name_zh, names.name_ru, names.name_native];
  return wanted !== '' && own.some((name) => name !== null && bare(name) === wanted);
}
