import { isWorkbook } from './workbook.ts';

export type TableKind = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' | 'text/csv';

/** A cell that a spreadsheet runs: a formula, or a call to another program (OWASP, "CSV injection"). */
const RUNS = /(?:^|[,;\t\r\n])[ "]*(?:[=@]|[+-][^,;\t\r\n]*(?:[|!]|[A-Za-z.]\())/;
const CONTROL = /[^\P{Cc}\t\r\n]/u;

/**
 * Whether a file is a table by its content: an Excel workbook, or CSV in UTF-8. A workbook with macros or links to
 * others, and CSV with a cell that a spreadsheet would run, are undefined; so are pages, scripts and other texts
 * without columns.
 */
export function detectTable(bytes: Uint8Array): TableKind | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (isWorkbook(view)) return 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
  return isCsv(view) ? 'text/csv' : undefined;
}

function isCsv(file: Buffer): boolean {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(file);
  } catch {
    return false;
  }
  // A page, a program by its name, PDF and RTF are texts as well.
  if (/^\s*(?:<|#!|%PDF|\{\\rtf|MZ)/.test(text)) return false;
  const [first = ''] = text.split(/[\r\n]/, 1);
  return /[,;\t]/.test(first) && !CONTROL.test(text) && !RUNS.test(text);
}
