import { describe, expect, it } from 'vitest';
import { buildLocaleTable, tableLocales } from '../scripts/locale-table.ts';
import { tableOf } from './locale-table.ts';

describe('generated locale tables', () => {
  for (const locale of Object.keys(tableLocales)) {
    it(`${locale} is what this Node's ICU says (npm run tables -w web writes it anew)`, () => {
      expect(tableOf(locale)).toEqual(JSON.parse(JSON.stringify(buildLocaleTable(locale))));
    });

    it(`${locale} has all months, currencies and countries`, () => {
      const table = tableOf(locale);
      for (const months of [table.dates.months, table.dates.months_short, table.dates.months_alone])
        expect(months.filter((name) => name !== '')).toHaveLength(12);
      expect(Object.keys(table.currencies)).toHaveLength(9);
      for (const code of ['CN', 'KZ', 'KG', 'TJ', 'TM', 'UZ'])
        expect(table.countries[code]?.length ?? 0, code).toBeGreaterThan(1);
    });
  }
});
