/** Tables as files: CSV and Excel workbooks. */
export { byColumn } from './by-column.ts';
export { type Cell, csvLine, toCsv } from './csv.ts';
export { readCsv } from './read-csv.ts';
export { readXlsx } from './read-xlsx.ts';
export { toXlsx, type XlsxColumn } from './xlsx.ts';
