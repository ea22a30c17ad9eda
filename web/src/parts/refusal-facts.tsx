import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatDay, formatInstant } from '../format/date.ts';
import type { LocaleTable } from '../format/locale-table.ts';
import { marksOf } from '../format/marks.ts';
import { formatMoney, type MoneyJson } from '../format/money.ts';
import { countryName } from '../format/names.ts';
import { useReader } from '../i18n/reader.tsx';
import { plain } from './status-badge.tsx';

/** Facts that refusals carry as minor units beside a `currency`. */
const amounts = new Set([
  'available',
  'missing',
  'amount',
  'held',
  'claim',
  'difference',
  'minimum',
  'limit',
]);

/** Whose states a refusal of a module speaks of. */
const things: Record<string, string> = {
  customs: 'declaration',
  deals: 'deal',
  documents: 'document',
  transport: 'consignment',
};

/** What a refusal was about, in words and amounts; keys of records are left out, they say nothing to a reader. */
export function RefusalFacts({ code, params }: { code: string; params: Record<string, unknown> }): ReactNode {
  const { t } = useTranslation('common');
  const reader = useReader();
  const { colon } = marksOf(reader);
  const thing = things[code.split('.')[0] ?? ''];
  const facts = Object.entries(params).flatMap(([name, value]) => {
    if (/(_id|hash|sha256|version|folder)$/.test(name)) return [];
    // Its words stand in the title.
    if (name === 'problem') return [];
    if (name === 'currency' && Object.keys(params).some((other) => amounts.has(other))) return [];
    const word = name === 'state' && thing && typeof value === 'string';
    const text = word
      ? t(`${thing}.${value}`, { defaultValue: plain(value) })
      : factText(name, value, params.currency, reader);
    return text === '' ? [] : [{ name, text }];
  });
  if (facts.length === 0) return null;
  return (
    <ul>
      {facts.map(({ name, text }) => (
        <li key={name}>
          {t(`param.${name}`, { defaultValue: plain(name) })}
          {colon}
          <strong>{text}</strong>
        </li>
      ))}
    </ul>
  );
}

/** The facts of a refusal as its sentences name them: days, instants, countries, roles and codes of fields in words. */
export function useShownParams(): (params: Record<string, unknown>) => Record<string, unknown> {
  const { t } = useTranslation(['terms', 'common']);
  const reader = useReader();
  const shown = (name: string, value: unknown): unknown => {
    if (typeof value !== 'string' && !Array.isArray(value)) return value;
    const text = factText(name, value, undefined, reader);
    if (name === 'problem') return t(`field_error.${text}`, { ns: 'common', defaultValue: plain(text) });
    return name === 'by' || name === 'role' ? t(`role.${text}`, { defaultValue: text }) : text;
  };
  return (params) =>
    Object.fromEntries(Object.entries(params).map(([name, value]) => [name, shown(name, value)]));
}

function factText(name: string, value: unknown, currency: unknown, reader: LocaleTable): string {
  if (isMoney(value)) return formatMoney(value, reader);
  if (Array.isArray(value))
    return value.map((item: unknown) => factText(name, item, currency, reader)).join(marksOf(reader).listed);
  if (typeof value === 'object' && value !== null) return JSON.stringify(value);
  const text = String(value ?? '');
  if (amounts.has(name) && typeof currency === 'string' && /^-?\d{1,18}$/.test(text))
    return formatMoney({ amount: text, currency }, reader);
  if (/^\d{4}-\d{2}-\d{2}T/.test(text)) return formatInstant(text, reader);
  if (/^\d{4}-\d{2}-\d{2}$/.test(text)) return formatDay(text, reader);
  if ((name === 'country' || name.endsWith('_country')) && /^[A-Z]{2}$/.test(text))
    return countryName(text, reader);
  return text;
}

function isMoney(value: unknown): value is MoneyJson {
  if (typeof value !== 'object' || value === null) return false;
  const { amount, currency } = value as Partial<MoneyJson>;
  return typeof amount === 'string' && /^-?\d{1,18}$/.test(amount) && typeof currency === 'string';
}
