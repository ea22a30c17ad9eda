import type { LocaleTable } from '../format/locale-table.ts';
import { parseAmount } from '../format/money.ts';

/** One thing a command needs. `list` is separated by commas or blanks; `decimal` has up to three decimals. */
export interface CommandField {
  name: string;
  label: string;
  kind: 'text' | 'line' | 'amount' | 'choice' | 'date' | 'whole' | 'decimal' | 'list';
  optional?: boolean;
  hint?: string;
  start?: string;
  longest?: number;
  /** Of an amount. */
  currency?: string;
  /** Of a choice. */
  choices?: { value: string; label: string }[];
}

/** The body to send, or what is wrong by field: `missing`, `too_short`, `amount`, `number`. */
export function composeBody(
  fields: readonly CommandField[],
  values: Readonly<Record<string, string>>,
  table: LocaleTable,
): { body: Record<string, unknown> } | { wrong: Record<string, string> } {
  const body: Record<string, unknown> = {};
  const wrong: Record<string, string> = {};
  for (const field of fields) {
    const text = (values[field.name] ?? field.start ?? '').trim();
    if (text === '') {
      if (!field.optional) wrong[field.name] = 'missing';
      continue;
    }
    const read = readField(field, text, table);
    if ('wrong' in read) wrong[field.name] = read.wrong;
    else body[field.name] = read.value;
  }
  return Object.keys(wrong).length > 0 ? { wrong } : { body };
}

function readField(
  field: CommandField,
  text: string,
  table: LocaleTable,
): { value: unknown } | { wrong: string } {
  switch (field.kind) {
    case 'amount': {
      const amount = parseAmount(text, table);
      return amount === undefined ? { wrong: 'amount' } : { value: { amount, currency: field.currency } };
    }
    case 'whole':
      return /^\d{1,7}$/.test(text) ? { value: Number(text) } : { wrong: 'number' };
    case 'decimal': {
      const decimal = text.replace(/[\s\u00a0\u202f]/g, '').replace(',', '.');
      return /^\d{1,12}(\.\d{1,3})?$/.test(decimal) ? { value: decimal } : { wrong: 'number' };
    }
    case 'list':
      return { value: text.split(/[\s,;,;、]+/).filter((part) => part !== '') };
    case 'text':
      return text.length < 3 ? { wrong: 'too_short' } : { value: text };
    default:
      return { value: text };
  }
}
