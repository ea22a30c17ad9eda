import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mustSucceed } from '../src/kernel/refusal.ts';
import { type Mapping, readMapping } from '../src/modules/statistics/index.ts';

/** A made-up row of trade; what is not said is Kazakhstan's import from China of all goods in 2023, 100 US dollars. */
export interface Row {
  period?: string;
  reporter?: string;
  partner?: string;
  flow?: string;
  commodity?: string;
  edition?: string;
  currency?: string;
  value?: string;
  weight?: string;
  imputed?: string;
  quantity?: string;
  unit?: string;
}

const usual: Required<Row> = {
  period: '2023',
  reporter: 'KZ',
  partner: 'CN',
  flow: 'import',
  commodity: 'TOTAL',
  edition: 'H6',
  currency: 'USD',
  value: '100',
  weight: '',
  imputed: '',
  quantity: '',
  unit: '',
};
const columns = Object.keys(usual) as (keyof Row)[];

/** Reads a file of `writeRows`, under any name of a source. */
export const mappingOf = (source: string): Mapping =>
  mustSucceed(
    readMapping(`
source: ${source}
rows: unique
columns: {period: period, reporter: reporter, partner: partner, flow: flow, commodity: commodity, edition: edition, currency: currency, net_weight_kg: weight, weight_imputed: imputed, quantity: quantity, unit: unit}
values: [{column: value}]
`),
    'mapping',
  );

export function writeRows(folder: string, name: string, rows: readonly Row[]): string {
  const path = join(folder, name);
  const lines = rows.map((row) => columns.map((c) => ({ ...usual, ...row })[c]).join(','));
  writeFileSync(path, `${[columns.join(','), ...lines].join('\n')}\n`);
  return path;
}
