import type { LocaleTable } from './locale-table.ts';

/** ISO 3166-1 code → the country's name; the code itself when it has none. */
export function countryName(code: string | null | undefined, table: LocaleTable): string {
  if (!code) return '–';
  return table.countries[code] ?? code;
}

/** ISO 4217 code → the currency's name; the code itself when it has none. */
export function currencyName(code: string, table: LocaleTable): string {
  return table.currencies[code]?.name ?? code;
}
