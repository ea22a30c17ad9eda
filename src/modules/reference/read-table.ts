import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

/** The folder with the reference data of this installation. */
export const dataFolder = new URL('../../../data/', import.meta.url);

export type CsvRow = Record<string, string>;

/** Reads a CSV file with a header line; every cell is text, an empty cell is ''. */
export function readTable(file: URL | string): CsvRow[] {
  return parseTable(readFileSync(file, 'utf8'));
}

/** The rows of CSV text with a header line. */
export function parseTable(text: string): CsvRow[] {
  return parse<CsvRow>(text, { columns: true, bom: true, skip_empty_lines: true });
}
