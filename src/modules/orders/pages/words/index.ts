import type { Locale } from '../../../../kernel/locale.ts';
import { chromeOf } from '../../../storefront/index.ts';
import { en, type OrderWords } from './en.ts';
import { ru } from './ru.ts';
import { zh } from './zh.ts';

const words = { en, zh, ru };

/** The words of the order pages: the language of their frame. */
export const orderWords = (locale: Locale): OrderWords => words[chromeOf(locale)];

/** The sentence of a kind, or the general one of its family: `no.sold_out`, `no.other`. */
export function sentence(locale: Locale, family: 'no' | 'problem', kind: string): string {
  const all: Record<string, string> = orderWords(locale);
  return all[`${family}.${kind}`] ?? all[`${family}.other`] ?? kind;
}

/** A word of a closed family, like `state.placed`; what is not in it stays as it is. */
export function wordOf(locale: Locale, key: string): string {
  const all: Record<string, string> = orderWords(locale);
  return all[key] ?? key;
}
