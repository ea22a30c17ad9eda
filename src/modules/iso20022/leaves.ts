import { checkBic, checkIban, checkLei } from '../../kernel/check-digits/index.ts';
import { isCurrency, type Money, minorDigits } from '../../kernel/money.ts';
import { Fault } from './fault.ts';
import type { Leaf } from './shape.ts';

/** An amount has at most eighteen digits (ISO 20022), so it fits a 64-bit integer of minor units. */
const AMOUNT_DIGITS = 18;
const COUNT = /^\d{1,15}$/;
const DECIMAL = /^-?\d{1,17}(?:\.\d{1,17})?$/;
const UETR = /^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$/;
const DATE = /^(?!0000)(\d{4})-(\d{2})-(\d{2})$/;
const INSTANT =
  /^(\d{4}-\d{2}-\d{2})T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)?$/;
/** What XML 1.0 cannot carry, escaped or not: control characters, halves of surrogate pairs, two non-characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that must not occur
const UNWRITABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/u;
const MONTH_DAYS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** The value of an element's text. `currency` is its Ccy attribute. Throws Fault. */
export function readLeaf(leaf: Leaf, text: string, currency: string | undefined): unknown {
  switch (leaf.kind) {
    case 'amount':
      return readAmount(text, currency);
    case 'count':
      return COUNT.test(text) ? Number(text) : wrong(text);
    case 'flag':
      return text === 'true' || text === '1' ? true : text === 'false' || text === '0' ? false : wrong(text);
    default:
      checkText(leaf, text);
      return text;
  }
}

/** The text of a value, unescaped. An amount's currency becomes the attribute. Throws Fault. */
export function writeLeaf(leaf: Leaf, value: unknown): string {
  if (leaf.kind === 'amount') return amountText(value as Money);
  if (leaf.kind === 'count')
    return typeof value === 'number' && COUNT.test(String(value)) ? String(value) : wrong(value);
  if (leaf.kind === 'flag') return typeof value === 'boolean' ? String(value) : wrong(value);
  if (typeof value !== 'string') return wrong(value);
  checkText(leaf, value);
  return value;
}

function checkText(leaf: Leaf, text: string): void {
  switch (leaf.kind) {
    case 'text':
      // A code point takes one or two units: only a text between the two limits has to be counted.
      if (
        text.length === 0 ||
        (text.length > leaf.max && (text.length > 2 * leaf.max || [...text].length > leaf.max))
      )
        wrong(text);
      if (leaf.pattern && !leaf.pattern.test(text)) wrong(text);
      if (UNWRITABLE.test(text)) wrong(text);
      return;
    case 'code':
      if (!leaf.values.includes(text)) wrong(text);
      return;
    case 'date':
      if (!isDay(text)) wrong(text);
      return;
    case 'instant': {
      const match = INSTANT.exec(text);
      if (!match || !isDay(match[1] ?? '')) wrong(text);
      return;
    }
    case 'uetr':
      if (!UETR.test(text)) wrong(text);
      return;
    case 'decimal':
      if (!DECIMAL.test(text)) wrong(text);
      return;
    case 'bic':
      if (!checkBic(text).valid) wrong(text);
      return;
    case 'iban':
      checked(checkIban(text).reason, text);
      return;
    case 'lei':
      checked(checkLei(text).reason, text);
      return;
    default:
      throw new Error(`no such leaf: ${leaf.kind}`);
  }
}

function checked(reason: 'format' | 'check_digit' | undefined, text: string): void {
  if (reason === 'check_digit') throw new Fault('check_digit', { value: text });
  if (reason === 'format') wrong(text);
}

function isDay(text: string): boolean {
  const match = DATE.exec(text);
  if (!match) return false;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (month < 1 || month > 12 || day < 1 || day > (MONTH_DAYS[month - 1] ?? 0)) return false;
  return month !== 2 || day < 29 || (year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0));
}

/** `'1234.5'` and `CNY` → 123450 fen. Through integers only; ISO 4217 says how many digits may follow the point. */
export function readAmount(text: string, currency: string | undefined): Money {
  if (currency === undefined || !isCurrency(currency))
    throw new Fault('currency', { currency: (currency ?? '').slice(0, 20) });
  const match = /^([-+]?)(\d*)(?:\.(\d*))?$/.exec(text);
  const [, sign, whole = '', fraction = ''] = match ?? [];
  if (!match || whole.length + fraction.length === 0) return wrong(text);
  if (sign === '-') throw new Fault('amount_negative', { value: text.slice(0, 40) });
  const digits = minorDigits(currency);
  if (fraction.length > digits)
    throw new Fault('minor_units', { value: text.slice(0, 40), currency, digits });
  if (whole.length + digits > AMOUNT_DIGITS)
    throw new Fault('amount_too_large', { value: text.slice(0, 40) });
  return { amount: BigInt(whole + fraction.padEnd(digits, '0')), currency };
}

/** 123450 fen → `'1234.50'`. */
export function amountText(money: Money): string {
  if (typeof money !== 'object' || money === null || typeof money.amount !== 'bigint') return wrong(money);
  if (!isCurrency(money.currency))
    throw new Fault('currency', { currency: String(money.currency).slice(0, 20) });
  if (money.amount < 0n) throw new Fault('amount_negative', { value: money.amount.toString() });
  const digits = minorDigits(money.currency);
  const text = money.amount.toString().padStart(digits + 1, '0');
  if (text.length > AMOUNT_DIGITS) throw new Fault('amount_too_large', { value: text.slice(0, 40) });
  return digits === 0 ? text : `${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function wrong(value: unknown): never {
  throw new Fault('value', { value: String(value).slice(0, 40).toWellFormed() });
}
