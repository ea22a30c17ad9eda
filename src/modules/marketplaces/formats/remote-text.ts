import { decimalText } from '../../../kernel/decimal.ts';

/** Text of somebody else as one plain line: no control characters, no tricks with the direction of writing. */
export function plainLine(text: string, longest: number): string {
  return text
    .slice(0, longest * 4)
    .toWellFormed()
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\u2028\u2029]+/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
    .slice(0, longest)
    .toWellFormed();
}

/**
 * Minor units from an amount in major units as marketplaces write them: 12000, 3600.5, "1 950 ₸", "1 950,50".
 * Undefined when it is no plain amount: an exponent, two marks, a sign, more than two decimals.
 */
export function minorUnits(amount: number | string): string | undefined {
  const bare = String(amount)
    .slice(0, 40)
    .replace(/[\s\u00a0\u202f]|₸|KZT|тг\.?/gu, '');
  const match = /^(\d{1,13})(?:[.,](\d{1,2}))?$/.exec(bare);
  if (!match) return undefined;
  return (BigInt(match[1] ?? '0') * 100n + BigInt((match[2] ?? '').padEnd(2, '0') || '0')).toString();
}

/** '1234500' → '12345' or '12345.50': an amount in major units, without decimals where there are none. */
export function majorUnits(minor: string): string {
  return decimalText(BigInt(minor), 2).replace(/\.00$/, '');
}

/** A quantity above zero with at most three decimals as decimal text; undefined when it is none. */
export function quantityText(quantity: number | string): string | undefined {
  const text = String(quantity).trim();
  return /^\d{1,9}(\.\d{1,3})?$/.test(text) && Number(text) > 0 ? text : undefined;
}

/** Text for an XML element or attribute; characters that XML 1.0 cannot hold are left out. */
export function xmlText(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, '')
    .replace(/[&<>"']/g, (c) => `&#${c.codePointAt(0)};`);
}
