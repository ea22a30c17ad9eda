import type { LocaleTable } from './locale-table.ts';

const decimalPattern = /^(-?)(\d+)(?:\.(\d+))?$/;

/**
 * Writes an exact decimal text ('1250.500') with the separators of a language. `digits` fixes the number of
 * decimals by cutting or filling with zeros, never by rounding: a record is shown as it is. Without it,
 * trailing zeros are dropped. Text that is not a decimal comes back unchanged.
 */
export function formatDecimal(text: string, table: LocaleTable, digits?: number): string {
  const match = decimalPattern.exec(text);
  if (!match) return text;
  const [, sign = '', whole = '0', fraction = ''] = match;
  const shown =
    digits === undefined ? fraction.replace(/0+$/, '') : fraction.padEnd(digits, '0').slice(0, digits);
  const zero = /^0*$/.test(whole) && /^0*$/.test(shown);
  const tail = shown ? table.numbers.decimal + shown : '';
  return (sign && !zero ? '−' : '') + group(whole.replace(/^0+(?=\d)/, ''), table) + tail;
}

function group(digits: string, table: LocaleTable): string {
  if (digits.length < table.numbers.group_from_digits) return digits;
  return digits.replace(/\B(?=(\d{3})+$)/g, table.numbers.group);
}

/** A computed figure, rounded to `digits` decimals. For counts and statistics, never for money. */
export function formatNumber(value: number, table: LocaleTable, digits = 0): string {
  return Number.isFinite(value) ? formatDecimal(value.toFixed(digits), table, digits) : '–';
}

/** 12.3 → '12.3%', in the order and spacing of the language; `signed` writes a plus. */
export function formatPercent(value: number, table: LocaleTable, digits = 1, signed = false): string {
  const number = formatNumber(value, table, digits);
  return table.numbers.percent.replace('{n}', (signed && value > 0 ? '+' : '') + number);
}

/** 106345678901 → '106.3bn', '1063.5亿', '106,3 млрд': three to five significant digits and the unit's word. */
export function formatCompact(value: number, table: LocaleTable, digits = 1): string {
  const size = Math.abs(value);
  const step = table.numbers.compact.findLast((s) => size >= 10 ** s.power);
  if (!step) return formatNumber(value, table, Number.isInteger(value) ? 0 : digits);
  return formatNumber(value / 10 ** step.divide, table, digits) + step.suffix;
}
