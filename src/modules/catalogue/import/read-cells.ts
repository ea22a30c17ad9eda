import { parse } from 'csv-parse/sync';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';
import { type Cells, columns, required } from './row.ts';

const CELL_LENGTH = 4_000;

/** CSV with a header line as rows. Refuses with catalogue.file_unreadable, catalogue.file_too_long. */
export function readCells(csv: string, limit: number): Outcome<Cells[]> {
  try {
    const rows: Cells[] = parse(csv, {
      columns: (header: string[]) => header.map((name) => name.trim().toLowerCase()),
      bom: true,
      skip_empty_lines: true,
      trim: true,
      max_record_size: CELL_LENGTH * columns.length,
      to: limit + 1,
    });
    if (rows.length > limit) return refuse('catalogue.file_too_long', { limit });
    return checkHeader(Object.keys(rows[0] ?? {})) ?? rows;
  } catch (error) {
    return refuse('catalogue.file_unreadable', {
      reason: error instanceof Error ? error.message.slice(0, 200) : '',
    });
  }
}

/** Whether a file has the columns it needs, and no other. Refuses with catalogue.file_unreadable. */
export function checkHeader(header: readonly string[]): Outcome<never> | undefined {
  const missing = required.filter((name) => !header.includes(name));
  const unknown = header.filter((name) => !columns.includes(name));
  if (missing.length === 0 && unknown.length === 0) return undefined;
  return refuse('catalogue.file_unreadable', {
    reason: `columns missing: ${missing.join(', ') || 'none'}; unknown: ${unknown.slice(0, 20).join(', ').slice(0, 300) || 'none'}`,
  });
}
