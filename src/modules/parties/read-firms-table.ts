import { parse } from 'csv-parse/sync';
import { type Outcome, refuse } from '../../kernel/refusal.ts';
import { isDamaged, repeatedName } from '../../kernel/table-text.ts';
import { readXlsx } from '../../platform/tables/index.ts';
import { organisationInput } from './model.ts';

const ROWS_LIMIT = 500;
const CELL_LENGTH = 2_000;
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
  if (csv !== undefined && isDamaged(csv))
    return unreadable('it is not UTF-8: save it as CSV UTF-8, or as a workbook');
  try {
    const table =
      csv === undefined ? readXlsx(Buffer.from(xlsx ?? '', 'base64'), UNPACKED_LIMIT) : cellsOf(csv);
    return typeof table === 'string' ? unreadable(table) : byColumn(table);
  } catch (error) {
    return unreadable(error instanceof Error ? error.message.slice(0, 200) : 'not CSV');
  }
}

const cellsOf = (csv: string): string[][] =>
  parse(csv, {
    bom: true,
    record_delimiter: ['\r\n', '\n', '\r'],
    skip_empty_lines: true,
    trim: true,
    max_record_size: 20_000,
    to: ROWS_LIMIT + 2,
  });

function byColumn([header = [], ...rest]: string[][]): Outcome<Record<string, string>[]> {
  const names = header.map((name) => name.trim().toLowerCase());
  const unknown = names.filter((name) => name !== '' && !columns.includes(name));
  if (unknown.length > 0)
    return unreadable(`unknown columns: ${unknown.slice(0, 10).join(', ').slice(0, 200)}`);
  const twice = repeatedName(names);
  if (twice !== undefined) return unreadable(`the column ${twice} stands twice`);
  const filled = rest.filter((row) => row.some((cell) => cell.trim() !== ''));
  if (filled.length === 0) return unreadable('there is no row');
  if (filled.length > ROWS_LIMIT) return unreadable(`more than ${ROWS_LIMIT} rows; send the file in parts`);
  // One long text may stand in very many cells of a workbook.
  if (filled.some((row) => row.some((cell) => cell.length > CELL_LENGTH)))
    return unreadable('a cell is too long');
  return filled.map((row) =>
    Object.fromEntries(names.flatMap((name, at) => (name === '' ? [] : [[name, (row[at] ?? '').trim()]]))),
  );
}

const unreadable = (reason: string) =>
  refuse('parties.file_unreadable', { reason, columns: columns.join(', ') });
