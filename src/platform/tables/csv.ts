/** What stands in a cell; a number may come as decimal text. */
export type Cell = string | number | bigint | boolean | null;

// What a spreadsheet would run as a formula (OWASP, "CSV injection").
const runnable = /^[=+\-@\t\r\n]/;
const number = /^-?\d+(\.\d+)?$/;

/** A cell after RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvCell(value: Cell): string {
  if (value === null) return '';
  const text = String(value);
  if (number.test(text)) return text;
  const safe = runnable.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) || safe !== text ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A line of CSV (RFC 4180): comma and CRLF. */
export function csvLine(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/** A whole table as CSV. */
export function toCsv(header: readonly string[], rows: Iterable<readonly Cell[]>): string {
  let text = csvLine(header);
  for (const row of rows) text += csvLine(row);
  return text;
}
