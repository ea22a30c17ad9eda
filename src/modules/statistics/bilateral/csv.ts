/** A cell: text, or a number as decimal text that a spreadsheet should take as a number. */
export type CsvCell = string | number | boolean | null | { number: string };

// What a spreadsheet would run as a formula (OWASP, "CSV injection").
const runnable = /^[=+\-@\t\r\n]/;

/**
 * CSV after RFC 4180 in UTF-8: comma, CRLF, quotes doubled. A text that a spreadsheet would take for a formula
 * gets an apostrophe in front; numbers stay as they are.
 */
export function toCsv(header: readonly string[], rows: Iterable<readonly CsvCell[]>): string {
  const lines = [header.map(cellText).join(',')];
  for (const row of rows) lines.push(row.map(cellText).join(','));
  return `${lines.join('\r\n')}\r\n`;
}

function cellText(cell: CsvCell): string {
  if (cell === null) return '';
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  if (typeof cell === 'object')
    return /^-?\d+(\.\d+)?$/.test(cell.number) ? cell.number : cellText(cell.number);
  const safe = runnable.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) || safe !== cell ? `"${safe.replaceAll('"', '""')}"` : safe;
}
