import { readXlsx } from '../../platform/tables/index.ts';
import { type ReadConcordance, sixDigits, wrong } from './concordance-pairs.ts';

interface Sheet {
  rows: string[][];
  /** Index of the line with the names of both editions, and the columns they stand in. */
  head: number;
  editions: [string, string];
  columns: [number, number];
  correlations: boolean;
}

/**
 * A workbook of the United Nations Statistics Division: one sheet of conversions (one older code for each newer one), one
 * of correlations (every pair). A sentence where it is no such workbook, or its two sheets are not of the same editions.
 */
export function readUnsdWorkbook(archive: Uint8Array): ReadConcordance | string {
  const sheets: Sheet[] = [];
  for (let at = 0; at < 2; at += 1) {
    const rows = readXlsx(archive, undefined, at);
    if (typeof rows === 'string') return rows;
    const sheet = sheetOf(rows);
    if (!sheet) return `sheet ${at + 1} names no two editions such as HS 2022 and HS 2017`;
    sheets.push(sheet);
  }
  const conversions = sheets.find((s) => !s.correlations);
  const correlations = sheets.find((s) => s.correlations);
  if (!conversions || !correlations) return 'one sheet of conversions and one of correlations are needed';
  const [newer, older] = correlations.editions;
  if (conversions.editions.join() !== correlations.editions.join())
    return 'the two sheets are of different editions';
  if (newer <= older) return 'the newer edition stands first in such a workbook';
  const read: ReadConcordance = { pairs: [], left_out: 0, errors: [] };
  const taken = new Map(pairsOf(conversions, read));
  const paired = new Set<string>();
  for (const [code, counterpart] of pairsOf(correlations, read)) {
    read.pairs.push({ newer, older, code, counterpart, taken: taken.get(code) === counterpart });
    if (taken.get(code) === counterpart) paired.add(code);
  }
  for (const code of taken.keys())
    if (!paired.has(code))
      read.errors.push(wrong(0, 'not_correlated', `${code} is converted to a code it shares no goods with`));
  return read;
}

function sheetOf(rows: string[][]): Sheet | undefined {
  const head = rows.slice(0, 5).findIndex((row) => namesOf(row).length === 2);
  const [first, second] = namesOf(rows[head] ?? []);
  if (!first || !second) return undefined;
  return {
    ...{ rows, head },
    editions: [first.year, second.year],
    columns: [first.at, second.at],
    correlations: (rows[head] ?? []).some((cell) => /^relationship$/i.test(cell.trim())),
  };
}

function namesOf(row: readonly string[]): { year: string; at: number }[] {
  return row.flatMap((cell, at) => {
    const year = /^(?:From |To )?HS ?(\d{4})$/.exec((cell ?? '').trim())?.[1];
    return year === undefined ? [] : [{ year, at }];
  });
}

function pairsOf({ rows, head, columns }: Sheet, read: ReadConcordance): [string, string][] {
  const pairs: [string, string][] = [];
  rows.forEach((row, at) => {
    const [a, b] = columns.map((column) => (row[column] ?? '').trim());
    if (at <= head || (a === '' && b === '')) return;
    const [code, counterpart] = [sixDigits(a ?? ''), sixDigits(b ?? '')];
    if (code && counterpart) pairs.push([code, counterpart]);
    else
      read.errors.push(
        wrong(at + 1, 'bad_code', `no codes of six digits: ${a?.slice(0, 20)}, ${b?.slice(0, 20)}`),
      );
  });
  return pairs;
}
