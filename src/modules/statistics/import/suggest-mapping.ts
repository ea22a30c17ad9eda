import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { stringify } from 'yaml';
import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { kindOf } from './choose-format.ts';
import { comtrade, comtradeValues } from './formats/comtrade.ts';
import { sdmxCsv } from './formats/sdmx-csv.ts';
import { type FieldName, type MappedField, plainName } from './mapping.ts';
import { openRows } from './open-rows.ts';

/** Parts of names that columns have in files of many offices, in the languages of the corridor. */
const hints: Record<string, RegExp> = {
  period: /^(period|time|timeperiod|date|yearmonth|日期|时期|период)$/,
  year: /^(year|refyear|yr|年份?|год)$/,
  month: /^(month|refmonth|月份?|месяц)$/,
  reporter: /^(reporter.*|declarant|reportingcountry|countryiso3code|报告国|страна)$/,
  partner: /^(partner.*|counterpart.*|country|countryname|国家|国别.*|贸易伙伴.*|партнер|странапартнер)$/,
  flow: /^(flow.*|tradeflow.*|direction|regime|进出口|направление)$/,
  commodity:
    /^(hs|hscode|hs6|cmdcode|commoditycode|commodity|product|productcode|商品编码|商品代码|кодтнвэд|тнвэд)$/,
  net_weight_kg: /^(netwe?i?gh?t.*|netwgt|kg|净重|вес.*)$/,
  quantity: /^(qty|quantity|数量|количество)$/,
  unit: /^(unit|qtyunit.*|计量单位|единица.*)$/,
  currency: /^(currency|币种|валюта)$/,
};
const valueHint = /(value|sum|amount|usd|cny|total|exports?|imports?|金额|价值|стоимость|сумма)/;

/**
 * A mapping file for a CSV or Parquet file, proposed from the names of its columns; what could not be found stands
 * as a comment. Refuses with statistics.import_file_missing, import_unreadable.
 */
export async function suggestMapping(file: string): Promise<Outcome<string>> {
  if (!(await stat(file).catch(() => undefined))?.isFile())
    return refuse('statistics.import_file_missing', { file: basename(file) });
  const folder = await mkdtemp(join(tmpdir(), 'sauda-suggest-'));
  try {
    const kind = await kindOf(file);
    if (kind !== 'csv' && kind !== 'parquet')
      return refuse('statistics.import_unreadable', { reason: 'mappings are for CSV and Parquet' });
    const rows = await openRows(file, kind, folder);
    if (isRefusal(rows)) return rows;
    return propose(rows.columns);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function propose(columns: readonly string[]): string {
  const taken = new Map<string, string>();
  const free = (name: string): boolean => ![...taken.values()].includes(name);
  const known: Partial<Record<FieldName, MappedField>>[] = [comtrade.columns, sdmxCsv.columns];
  const fields = Object.keys(hints);
  for (const field of fields) {
    const names = known.flatMap((k) => namesIn(k[field as FieldName])).map(plainName);
    const found =
      columns.find((c) => free(c) && names.includes(plainName(c))) ??
      columns.find((c) => free(c) && hints[field]?.test(plainName(c)));
    if (found !== undefined) taken.set(field, found);
  }
  if (taken.has('period') && taken.has('year') && taken.has('month')) taken.delete('period');
  else if (taken.has('period')) taken.delete('year');
  const flowColumns = columns.filter((c) => free(c) && /^(exports?|imports?)/.test(plainName(c)));
  const preferred = comtradeValues.map(plainName);
  const value =
    columns.find((c) => preferred.includes(plainName(c))) ??
    columns.find((c) => free(c) && valueHint.test(plainName(c)));
  const values =
    flowColumns.length > 0 && !taken.has('flow')
      ? flowColumns.map((column) => ({ column, flow: /^exp/.test(plainName(column)) ? 'export' : 'import' }))
      : [{ column: value ?? 'NAME OF THE VALUE COLUMN' }];
  const constant = (text: string) => ({ constant: text });
  const mapping = {
    source: 'my-source',
    rows: 'unique',
    columns: {
      ...Object.fromEntries(taken),
      ...(taken.has('reporter') ? {} : { reporter: constant('CN') }),
      ...(taken.has('partner') ? {} : { partner: constant('WLD') }),
      ...(taken.has('currency') ? {} : { currency: constant('USD') }),
    },
    values,
    places: 2,
    rounded: true,
  };
  const unsure = [
    ...(taken.has('reporter') ? [] : ['reporter: no column found; CN stands in its place']),
    ...(taken.has('partner') ? [] : ['partner: no column found; WLD stands in its place']),
    ...(taken.has('currency') ? [] : ['currency: no column found; USD stands in its place']),
    ...(value === undefined && flowColumns.length === 0 ? ['values: no column found'] : []),
  ];
  return [
    '# Proposed from the names of the columns. Check every line before you import with it.',
    ...unsure.map((text) => `# Not certain: ${text}`),
    stringify(mapping),
  ].join('\n');
}

function namesIn(field: MappedField | undefined): string[] {
  if (field === undefined) return [];
  if (typeof field === 'string') return [field];
  return 'columns' in field ? field.columns : [];
}
