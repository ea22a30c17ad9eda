// What a spreadsheet would run as a formula (OWASP, "CSV injection").
const runnable = /^[=+\-@\t\r\n]/;
const number = /^-?\d+(\.\d+)?$/;

/** A cell after RFC 4180. A text that a spreadsheet would take for a formula gets an apostrophe in front. */
export function csvCell(value: string | number | null): string {
  if (value === null) return '';
  const text = String(value);
  if (number.test(text)) return text;
  const safe = runnable.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}
