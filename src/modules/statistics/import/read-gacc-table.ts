import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { isRefusal, type Outcome } from '../../../kernel/refusal.ts';
import { toCsv } from '../../../platform/tables/index.ts';
import type { ChosenFormat, FileKind } from './choose-format.ts';
import { gacc } from './formats/gacc.ts';
import { openRows } from './open-rows.ts';
import { readWorkbook } from './read-workbook.ts';
import { sniffFile } from './sniff-file.ts';

const HEAD_ROWS = 12;
const TEXT_LIMIT = 4 * 2 ** 20;

/**
 * The table of China customs as it is published, "(2) Imports and exports by country (region)": a title with year and
 * month, a line with the unit, two lines of headers, then one row a partner. Undefined when the file is not one. The
 * rows are written again with plain names and the numbers of their lines, and then read like any other file.
 */
export async function readGaccTable(
  file: string,
  kind: FileKind,
  folder: string,
): Promise<Outcome<ChosenFormat | undefined>> {
  const rows = kind === 'xlsx' ? await readWorkbook(file) : await readText(file);
  if (isRefusal(rows) || rows === undefined) return rows;
  const head = rows.slice(0, HEAD_ROWS);
  const words = head.flat().join(' ');
  const period = periodIn(words);
  const unit = unitIn(words);
  const columns = columnsIn(head);
  if (!period || !unit || !columns) return undefined;
  const body = rows.slice(columns.first).flatMap((row, at) => {
    const cell = (index: number | undefined): string =>
      index === undefined ? '' : (row[index] ?? '').trim().replaceAll(',', '');
    const partner = cell(columns.partner).replaceAll(/\s+/g, ' ');
    if (partner === '' || columns.values.every((index) => cell(index) === '')) return [];
    return [
      [
        String(columns.first + at + 1),
        String(period.year),
        String(period.month),
        partner,
        ...columns.values.map(cell),
      ],
    ];
  });
  if (body.length === 0) return undefined;
  const names = ['total_month', 'exports_month', 'imports_month', 'total_ytd', 'exports_ytd', 'imports_ytd'];
  const plain = join(folder, 'table.csv');
  await writeFile(plain, toCsv(['line', 'year', 'month', 'partner', ...names], body));
  const mapping = gacc(unit.scale, unit.currency);
  const opened = await openRows(plain, 'csv', folder, mapping);
  if (isRefusal(opened)) return opened;
  return {
    name: 'gacc table',
    mapping,
    rows: { ...opened, reads: [], own_lines: true },
  };
}

async function readText(file: string): Promise<Outcome<string[][] | undefined>> {
  let text = '';
  const sniffed = await sniffFile(file);
  const encoding = isRefusal(sniffed) ? 'utf-8' : sniffed.encoding;
  const decoder = new TextDecoder(encoding);
  for await (const chunk of createReadStream(file, { end: TEXT_LIMIT }) as AsyncIterable<Buffer>) {
    text += decoder.decode(chunk, { stream: true });
    // A table of two hundred partners is short, and says at its beginning what it is.
    if (text.length > TEXT_LIMIT - 65_536 || !periodIn(text.slice(0, 4000)) || !unitIn(text.slice(0, 4000)))
      return undefined;
  }
  try {
    return parse(text, { relax_column_count: true, relax_quotes: true, bom: true, skip_empty_lines: false });
  } catch {
    return undefined;
  }
}

const monthNames = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** '2024年12月', 'December 2024', 'Dec.,2024'; of a range ('2024年1至2月') the last month. */
export function periodIn(text: string): { year: number; month: number } | undefined {
  const chinese = /(20\d\d|19\d\d)年(?:1[至\-—]+)?(1[0-2]|[1-9])月/.exec(text);
  if (chinese) return { year: Number(chinese[1]), month: Number(chinese[2]) };
  const english = /\b(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?\s*((?:20|19)\d\d)\b/i.exec(
    text,
  );
  if (!english) return undefined;
  return { year: Number(english[2]), month: monthNames.indexOf((english[1] ?? '').toLowerCase()) + 1 };
}

/** CNY 10,000, CNY 100 million, USD 1,000 or USD 10,000, in Chinese or English. */
export function unitIn(text: string): { scale: number; currency: 'CNY' | 'USD' } | undefined {
  const plain = text.replaceAll(/[\s,，]/g, '').toLowerCase();
  if (/亿元人民币|人民币亿元|(cny|rmb|yuan)100million|100million(cny|rmb|yuan)/.test(plain))
    return { scale: 8, currency: 'CNY' };
  if (/万元人民币|人民币万元|(cny|rmb|yuan)10000|10000(cny|rmb|yuan)/.test(plain))
    return { scale: 4, currency: 'CNY' };
  if (/千美元|us\$1000|usd1000|1000us\$|1000usd|1000u\.s\.dollars/.test(plain))
    return { scale: 3, currency: 'USD' };
  if (/万美元/.test(plain)) return { scale: 4, currency: 'USD' };
  return undefined;
}

interface Columns {
  /** Index of the first row of data. */
  first: number;
  partner: number;
  /** Total, exports, imports of the month; then the same from January on. */
  values: (number | undefined)[];
}

const flowsInHeader: readonly RegExp[] = [
  /进出口|total|import\s*&\s*export/i,
  /^出口|^export/i,
  /^进口|^import/i,
];

/** The header has flows in one line, each over a month and a cumulated column, in this order. */
function columnsIn(head: readonly (readonly string[])[]): Columns | undefined {
  for (const [at, row] of head.entries()) {
    const cells = row.map((cell) => cell.trim());
    const partner = cells.findIndex((cell) => /国别|国家|country/i.test(cell));
    if (partner < 0) continue;
    const starts = flowsInHeader.map((flow) =>
      cells.findIndex((cell, index) => index !== partner && flow.test(cell)),
    );
    if (starts.some((index) => index < 0)) continue;
    const below = (head[at + 1] ?? []).map((cell) => cell.trim());
    const split = below.some((cell) => /累计|month|当月|^\d+月$|cumul|至/i.test(cell));
    const month = (start: number): number => start;
    const cumulated = (start: number): number | undefined => (split ? start + 1 : undefined);
    return { first: at + (split ? 2 : 1), partner, values: [...starts.map(month), ...starts.map(cumulated)] };
  }
  return undefined;
}
