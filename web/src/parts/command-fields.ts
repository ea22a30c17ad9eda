import type { ReactNode } from 'react';
import type { Problem } from '../api/problem.ts';
import type { LocaleTable } from '../format/locale-table.ts';
import { parseAmount } from '../format/money.ts';

/** What stands in the fields of a form, as typed or chosen. */
export type Values = Readonly<Record<string, string>>;

/** One thing a command needs. `list` and `several` become arrays; `decimal` has up to three decimals. */
export interface CommandField {
  name: string;
  label: string;
  kind:
    | 'text'
    | 'line'
    | 'paragraphs'
    | 'amount'
    | 'choice'
    | 'several'
    | 'date'
    | 'whole'
    | 'decimal'
    | 'list'
    | 'email'
    | 'password';
  optional?: boolean;
  hint?: string;
  start?: string;
  longest?: number;
  /** Fields of one group stand together under its name. */
  group?: string;
  /** Of an amount. */
  currency?: string;
  /** Of a choice, or of several; those of several are kept separated by blanks. */
  choices?: { value: string; label: string }[];
  /** What the browser may fill in by itself. */
  complete?: string;
  /** Draws the field in another way than its kind. */
  draw?: (field: DrawnField) => ReactNode;
}

/** What a field that is drawn by its page gets. */
export interface DrawnField {
  label: string;
  value: string;
  error: string | undefined;
  /** The refusal of what was sent before, where it names this field. */
  refused?: Problem | undefined;
  set: (value: string) => void;
}

/** What stands in a field; a choice that another answer has ruled out falls back to the one it starts with. */
export function standsIn(field: CommandField, values: Values): string {
  const start = field.start ?? '';
  const value = values[field.name] ?? start;
  if (field.kind !== 'choice' || !field.choices) return value;
  return field.choices.some((choice) => choice.value === value) ? value : start;
}

/** The body to send, or what is wrong by field: `missing`, `too_short`, `amount`, `number`, `email`. */
export function composeBody(
  fields: readonly CommandField[],
  values: Values,
  table: LocaleTable,
): { body: Record<string, unknown> } | { wrong: Record<string, string> } {
  const body: Record<string, unknown> = {};
  const wrong: Record<string, string> = {};
  for (const field of fields) {
    const typed = standsIn(field, values);
    const text = field.kind === 'password' ? typed : typed.trim();
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
    case 'several':
      return { value: text.split(/[\s,;,;、]+/).filter((part) => part !== '') };
    case 'text':
      return text.length < 3 ? { wrong: 'too_short' } : { value: text };
    case 'email':
      return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? { value: text } : { wrong: 'email' };
    default:
      return { value: text };
  }
}
