import type { LocaleTable } from '../../scripts/locale-table.ts';

export type { LocaleTable };

const files = import.meta.glob<LocaleTable>('../locales/generated/*.json', { import: 'default' });

/** Loads the words and patterns of one language; English when there is no table for it. */
export async function loadLocaleTable(locale: string): Promise<LocaleTable> {
  const load = files[`../locales/generated/${locale}.json`] ?? files['../locales/generated/en.json'];
  if (!load) throw new Error('the English locale table is missing from the build');
  return load();
}
