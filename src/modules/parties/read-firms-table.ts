import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { byColumn, readCsv, readXlsx } from '../../platform/tables/index.ts';
import { organisationInput } from './model.ts';

const ROWS_LIMIT = 500;
const CELL_LENGTH = 2_000;
const ROW_LENGTH = 20_000;
const UNPACKED_LIMIT = 16 * 2 ** 20;
const columns = Object.keys(organisationInput);

/**
 * The rows of a table of firms, by column, from CSV or from the first sheet of a workbook. Refuses with
 * parties.file_unreadable: none or both given, not readable, unknown columns, no row, more than 500 rows.
 */
export function readFirmsTable(given: {
  csv?: string | undefined;
  xlsx?: string | undefined;
}): Outcome<Record<string, string>[]> {
  const { csv, xlsx } = given;
  if ((csv === undefined) === (xlsx === undefined)) return unreadable('send one of csv and xlsx');
  const table =
    csv === undefined
      ? readXlsx(Buffer.from(xlsx ?? '', 'base64'), UNPACKED_LIMIT)
      : readCsv(csv, { rows: ROWS_LIMIT + 2, row_length: ROW_LENGTH });
  if (typeof table === 'string') return unreadable(table);
  // One long text may stand in very many cells of a workbook.
  if (table.some((row) => row.some((cell) => cell.length > CELL_LENGTH)))
    return unreadable('a cell is too long');
  const read = byColumn(table);
  if (typeof read === 'string') return unreadable(read);
  const unknown = read.names.filter((name) => !columns.includes(name));
  if (unknown.length > 0)
    return unreadable(`unknown columns: ${unknown.slice(0, 10).join(', ').slice(0, 200)}`);
  if (read.rows.length === 0) return unreadable('there is no row');
  if (read.rows.length > ROWS_LIMIT)
    return unreadable(`more than ${ROWS_LIMIT} rows; send the file in parts`);
  return read.rows;
}

const unreadable = (reason: string) =>
  refuse('parties.file_unreadable', { reason, columns: columns.join(', ') });
