import { readFileSync } from 'node:fs';
import type { LocaleTable } from '../scripts/locale-table.ts';

/** The generated table of a language, as the build ships it. */
export function tableOf(locale: string): LocaleTable {
  const file = new URL(`../src/locales/generated/${locale}.json`, import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as LocaleTable;
}
