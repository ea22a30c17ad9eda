import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse';
import { type FieldError, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import { sectionOf } from './load-reference.ts';
import { addImportedHs } from './store.ts';

interface HsListRow {
  section?: string;
  hscode?: string;
  description?: string;
}

/**
 * Imports a full HS list: CSV with columns `hscode` and `description` (others are ignored), codes of two, four
 * or six digits. English titles are added where we have none of our own. All or nothing: with any bad line the
 * answer is `reference.import_rejected`, each line with its number and reason.
 */
export async function importHs(tx: Tx, file: string): Promise<Outcome<{ read: number; written: number }>> {
  const rows = new Map<string, { code: string; level: number; section: string; title_en: string }>();
  const errors: FieldError[] = [];
  let line = 1;
  const parser = createReadStream(file).pipe(parse({ columns: true, bom: true, skip_empty_lines: true }));
  for await (const record of parser as AsyncIterable<HsListRow>) {
    line += 1;
    const code = record.hscode?.trim() ?? '';
    const title = record.description?.trim() ?? '';
    const reject = (reason: string, message: string): void => {
      errors.push({ path: `/line/${line}`, code: reason, message });
    };
    if (record.hscode === undefined || record.description === undefined)
      return refuse('reference.import_rejected', { count: 1 }, [
        { path: '/line/1', code: 'columns_missing', message: 'columns hscode and description are needed' },
      ]);
    // TOTAL and chapter 99 are statistical sums outside the convention; public lists carry them.
    if (code === 'TOTAL' || code.startsWith('99')) continue;
    if (!/^\d{2}(\d{2}(\d{2})?)?$/.test(code)) reject('bad_code', `not two, four or six digits: ${code}`);
    else if (title === '') reject('title_missing', `no description for ${code}`);
    else if (rows.has(code)) reject('code_twice', `${code} stands twice`);
    else
      rows.set(code, { code, level: code.length, section: sectionOf(code), title_en: title.slice(0, 1000) });
  }
  for (const row of rows.values())
    if (row.section === '')
      errors.push({ path: '/', code: 'chapter_unknown', message: `no chapter for ${row.code}` });
  if (rows.size === 0 && errors.length === 0)
    errors.push({ path: '/', code: 'empty', message: 'the file holds no codes' });
  if (errors.length > 0) return refuse('reference.import_rejected', { count: errors.length }, errors);
  return { read: rows.size, written: await addImportedHs(tx, [...rows.values()]) };
}
