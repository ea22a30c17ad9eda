import type { Locale } from '../../../kernel/locale.ts';
import { formatMoney, fromJson, type MoneyJson } from '../../../kernel/money.ts';
import { type Chrome, chromeOf } from './words.ts';

// Figures and days as the web writes them beside these pages: its locale tables come from the same ICU.

const days: Record<Chrome, Intl.DateTimeFormat> = { en: day('en-GB'), zh: day('zh-CN'), ru: day('ru-RU') };

function day(tag: string): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });
}

/** `12,345.67` with the separators of the page's language: `12 345,67` in Russian. */
function separated(english: string, locale: Locale): string {
  if (chromeOf(locale) !== 'ru') return english;
  return english.replace(/[,.]/g, (mark) => (mark === ',' ? '\u00a0' : ','));
}

export const moneyText = (m: MoneyJson, locale: Locale): string =>
  separated(formatMoney(fromJson(m)), locale);

/** `100.000` → `100`: quantities without their empty places, as an address or a field takes them. */
export function plain(quantity: string): string {
  return quantity.includes('.') ? quantity.replace(/\.?0+$/, '') || '0' : quantity;
}

/** A decimal to be read: `33000.500` → `33,000.5`. */
export function figureText(decimal: string, locale: Locale): string {
  const [whole = '0', part] = plain(decimal).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return separated(part ? `${grouped}.${part}` : grouped, locale);
}

/** `2026-11-28`, or an instant that begins so, in the words of the page; empty for none. */
export function dayText(iso: string | null, locale: Locale): string {
  return iso ? days[chromeOf(locale)].format(new Date(iso.slice(0, 10))) : '';
}
