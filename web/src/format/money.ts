import type { LocaleTable } from './locale-table.ts';
import { formatDecimal } from './number.ts';

/** Money as it travels: whole minor units as text, because JSON numbers are floats. */
export interface MoneyJson {
  amount: string;
  currency: string;
}

/** Every currency of the corridor has two minor digits in ISO 4217. */
const MINOR_DIGITS = 2;
const amountPattern = /^-?\d{1,18}$/;

/** Minor units → exact decimal text: '1234567' → '12345.67'. */
export function toDecimal(amount: string): string {
  if (!amountPattern.test(amount))
    throw new Error(`an amount is a whole number of minor units, not "${amount}"`);
  const value = BigInt(amount);
  const digits = (value < 0n ? -value : value).toString().padStart(MINOR_DIGITS + 1, '0');
  return `${value < 0n ? '-' : ''}${digits.slice(0, -MINOR_DIGITS)}.${digits.slice(-MINOR_DIGITS)}`;
}

/**
 * `1234567 CNY` → `12,345.67 CNY`. The ISO code follows the amount in every language: the signs are shared
 * (¥ by two, som and somoni have none in most fonts), and a trader must not guess.
 */
export function formatMoney(money: MoneyJson, table: LocaleTable): string {
  return `${formatAmount(money, table)} ${money.currency}`;
}

/** The amount without its currency, for columns whose heading names it. */
export function formatAmount(money: MoneyJson, table: LocaleTable): string {
  return formatDecimal(toDecimal(money.amount), table, MINOR_DIGITS);
}

/** What a person typed ('12 345,67', '12,345.67', '12345.6') → minor units; undefined when it is not an amount. */
export function parseAmount(text: string, table: LocaleTable): string | undefined {
  const compactText = text.replace(/[\s\u00a0\u202f'’]/g, '').replaceAll(table.numbers.group, '');
  const match = /^(\d{1,15})(?:[.,](\d{1,2}))?$/.exec(compactText.replace(table.numbers.decimal, '.'));
  if (!match) return undefined;
  const [, whole = '0', fraction = ''] = match;
  return BigInt(whole + fraction.padEnd(MINOR_DIGITS, '0')).toString();
}

/** Whether an amount is zero, so that a column can be left quiet. */
export function isZero(money: MoneyJson): boolean {
  return BigInt(money.amount) === 0n;
}

/** Sum of amounts of one currency; undefined for an empty list or mixed currencies. */
export function sumMoney(list: readonly MoneyJson[]): MoneyJson | undefined {
  const currency = list[0]?.currency;
  if (currency === undefined || list.some((m) => m.currency !== currency)) return undefined;
  return { amount: list.reduce((total, m) => total + BigInt(m.amount), 0n).toString(), currency };
}
