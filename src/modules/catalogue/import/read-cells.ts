import { isRefusal, type Outcome, refuse } from '../../../kernel/refusal.ts';
import { byColumn, readCsv, readXlsx } from '../../../platform/tables/index.ts';
import { type Cells, columns, required } from './row.ts';

export const CELL_LENGTH = 4_000;
const ROW_LENGTH = CELL_LENGTH * columns.length;
/** What a workbook may unpack to for each row that it may have, and in all. */
const UNPACKED_PER_ROW = 8 * 2 ** 10;
const UNPACKED_LIMIT = 64 * 2 ** 20;

/**
 * The rows of a table that comes in one of three forms. Refuses with catalogue.file_unreadable (also when there is none
 * or more than one form), catalogue.file_too_long.
 */
export function readListingTable(
  given: { csv?: string | undefined; xlsx?: string | undefined; rows?: readonly Cells[] | undefined },
  limit: number,
): Outcome<Cells[]> {
  const forms = [given.csv, given.xlsx, given.rows].filter((form) => form !== undefined);
  if (forms.length !== 1) return unreadable('send one of csv, xlsx and rows');
  if (given.csv !== undefined)
    return cellsOf(readCsv(given.csv, { rows: limit + 2, row_length: ROW_LENGTH }), limit);
  if (given.xlsx !== undefined) return readWorkbookCells(Buffer.from(given.xlsx, 'base64'), limit);
  return checkRows([...(given.rows ?? [])], limit);
}

/** The first sheet of a workbook, whose first row names the columns. Refuses as `readListingTable`. */
export function readWorkbookCells(archive: Uint8Array, limit: number): Outcome<Cells[]> {
  const cells = cellsOf(readXlsx(archive, Math.min(limit * UNPACKED_PER_ROW, UNPACKED_LIMIT)), limit);
  if (isRefusal(cells)) return cells;
  return cells.map((row) =>
    Object.fromEntries(Object.entries(row).map(([name, text]) => [name, cellText(name, text)])),
  );
}

function cellsOf(table: string[][] | string, limit: number): Outcome<Cells[]> {
  if (typeof table === 'string') return unreadable(table);
  // Before anything looks into a cell: one long text may stand in very many of them.
  if (table.some((row) => row.some((text) => text.length > CELL_LENGTH))) return cellTooLong();
  const read = byColumn(table);
  return typeof read === 'string' ? unreadable(read) : checkRows(read.rows, limit);
}

/** What a person sees in a cell: spreadsheets keep 0.61 as 0.60999999999999999, and 040900 as 40900. */
function cellText(name: string, text: string): string {
  const shown = /^\d+\.\d{12,}$/.test(text) || /^\d(\.\d+)?E-?\d+$/.test(text) ? String(Number(text)) : text;
  return name === 'hs_code' && /^\d{5}$/.test(shown) ? `0${shown}` : shown.trim();
}

function checkRows(rows: Cells[], limit: number): Outcome<Cells[]> {
  if (rows.length > limit) return refuse('catalogue.file_too_long', { limit });
  const names = new Set(rows.flatMap((row) => Object.keys(row)));
  if (rows.some((row) => Object.values(row).some((text) => text.length > CELL_LENGTH))) return cellTooLong();
  return checkHeader([...names]) ?? rows;
}

const cellTooLong = () => unreadable(`a cell is longer than ${CELL_LENGTH} characters`);
const unreadable = (reason: string) => refuse('catalogue.file_unreadable', { reason });

/** Whether a file has the columns it needs, and no other. Refuses with catalogue.file_unreadable. */
export function checkHeader(header: readonly string[]): Outcome<never> | undefined {
  const missing = required.filter((name) => !header.includes(name));
  const unknown = header.filter((name) => !columns.includes(name));
  if (missing.length === 0 && unknown.length === 0) return undefined;
  return unreadable(
    `columns missing: ${missing.join(', ') || 'none'}; unknown: ${unknown.slice(0, 20).join(', ').slice(0, 300) || 'none'}`,
  );
}
