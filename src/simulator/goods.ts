import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** Something that the demonstration corridor trades. Prices and lots are made up; see data/demonstration. */
export interface DemoGoods {
  key: string;
  hs_code: string;
  tariff_code: string;
  from: string;
  title_en: string;
  title_zh: string;
  title_ru: string;
  unit: string;
  unit_price_usd_cents: number;
  unit_net_g: number;
  package_kind: string;
  units_per_package: number;
  lot_low: number;
  lot_high: number;
  certificates: string[];
}

const numbers = new Set(['unit_price_usd_cents', 'unit_net_g', 'units_per_package', 'lot_low', 'lot_high']);

export const demoGoods: readonly DemoGoods[] = parse(
  readFileSync(new URL('../../data/demonstration/goods.csv', import.meta.url)),
  {
    columns: true,
    cast: (value, { column }) => {
      if (typeof column === 'string' && numbers.has(column)) return Number(value);
      return column === 'certificates' ? value.split(' ').filter(Boolean) : value;
    },
  },
);
