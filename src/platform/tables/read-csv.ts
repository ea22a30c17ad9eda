import { parse } from 'csv-parse/sync';

/**
 * The rows of a CSV as text without outer blanks, at most `rows` of them, whatever its lines end with; or a sentence that
 * says why it cannot be read. No row may be longer than `row_length` characters.
 */
export function readCsv(csv: string, limits: { rows: number; row_length: number }): string[][] | string {
  // Bytes that were no UTF-8 have been read as if they were: what they said is lost.
  if (csv.includes('\ufffd')) return 'it is not UTF-8: save it as CSV UTF-8, or as a workbook';
  try {
    return parse(csv, {
      bom: true,
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      trim: true,
      max_record_size: limits.row_length,
      to: limits.rows,
    });
  } catch (error) {
    return error instanceof Error ? error.message.slice(0, 200) : 'it is not CSV';
  }
}
