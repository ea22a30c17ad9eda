import { readFile, stat } from 'node:fs/promises';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import { readXlsx } from '../../../platform/tables/index.ts';

const FILE_LIMIT = 32 * 2 ** 20;

/**
 * The rows of the first sheet of an XLSX workbook as text, with numbers as they are stored. Refuses with
 * statistics.import_unreadable what is no workbook, and what unpacks to more than a table can need.
 */
export async function readWorkbook(file: string): Promise<Outcome<string[][]>> {
  const rows =
    (await stat(file)).size > FILE_LIMIT
      ? 'the workbook is larger than 32 MiB'
      : readXlsx(await readFile(file));
  return typeof rows === 'string' ? refuse('statistics.import_unreadable', { reason: rows }) : rows;
}
