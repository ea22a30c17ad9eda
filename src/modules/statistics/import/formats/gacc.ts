import type { Mapping } from '../mapping.ts';

/**
 * The table of China customs by country (region), one row a partner: month and year to date of both directions.
 * Unit and period are read from the table or its columns (see read-gacc-table.ts). December's year to date is the
 * year. Exports FOB, imports CIF (definitions of the General Administration of Customs).
 */
export function gacc(scale: number, currency: 'CNY' | 'USD'): Mapping {
  return {
    source: 'gacc',
    coverage:
      'By country (region) as published by China customs in the imported files; exports FOB, imports CIF',
    licence: 'Public statistics of the General Administration of Customs of China; name the source',
    rows: 'unique',
    columns: {
      year: 'year',
      month: 'month',
      reporter: { constant: 'CN' },
      partner: { columns: ['m49', 'partner_zh', 'partner_en', 'partner'] },
      commodity: { constant: 'TOTAL' },
      currency: { constant: currency },
      line: 'line',
    },
    values: [
      { column: 'total_month', flow: 'total' },
      { column: 'exports_month', flow: 'export' },
      { column: 'imports_month', flow: 'import' },
      { column: 'total_ytd', flow: 'total', year_to_date: true },
      { column: 'exports_ytd', flow: 'export', year_to_date: true },
      { column: 'imports_ytd', flow: 'import', year_to_date: true },
    ],
    scale,
    places: 0,
    thousands: ',',
  };
}
