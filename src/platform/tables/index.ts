/** Tables as files: CSV and Excel workbooks. */
export { type Cell, csvLine, toCsv } from './csv.ts';
export { readXlsx } from './read-xlsx.ts';
export { toXlsx, type XlsxColumn } from './xlsx.ts';
