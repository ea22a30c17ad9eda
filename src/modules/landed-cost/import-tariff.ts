import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { parse } from 'csv-parse';
import { type FieldError, type Outcome, refuse } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/index.ts';
import { dutyLineOf, footnotesOf, type PrintedFootnote, type PrintedLine } from './printed-tariff.ts';
import { replaceDutyLines, replaceFootnotes } from './store.ts';

/**
 * Imports the whole tariff of the Union: a CSV of ten-digit lines, and optionally one of its footnotes. All or
 * nothing: any line that cannot be read refuses the file with `landed-cost.import_rejected`, every such line
 * named with its number and reason. Lines on file before are replaced.
 */
export async function importTariff(
  tx: Tx,
  file: string,
  footnotesFile?: string,
): Promise<Outcome<{ lines: number; footnotes: number }>> {
  const errors: FieldError[] = [];
  const lines = new Map<string, object>();
  for await (const { line, record } of recordsOf<PrintedLine>(file)) {
    const read = dutyLineOf(record, basename(file));
    if ('problem' in read) errors.push({ path: `/line/${line}`, code: read.problem, message: read.detail });
    else if (lines.has(read.line.code))
      errors.push({ path: `/line/${line}`, code: 'code_twice', message: `${read.line.code} stands twice` });
    else lines.set(read.line.code, read.line);
  }
  const footnotes: object[] = [];
  if (footnotesFile) {
    for await (const { line, record } of recordsOf<PrintedFootnote>(footnotesFile)) {
      const read = footnotesOf(record);
      if ('problem' in read)
        errors.push({ path: `/footnotes/line/${line}`, code: read.problem, message: read.detail });
      else footnotes.push(...read.stages);
    }
  }
  if (lines.size === 0 && errors.length === 0)
    errors.push({ path: '/', code: 'empty', message: 'the file holds no tariff lines' });
  if (errors.length > 0) return refuse('landed-cost.import_rejected', { count: errors.length }, errors);
  await replaceDutyLines(tx, 'EAEU', [...lines.values()]);
  if (footnotesFile) await replaceFootnotes(tx, 'EAEU', footnotes);
  return { lines: lines.size, footnotes: footnotes.length };
}

/** Records of a CSV file one by one, with the number of the record's line (the header is line 1). */
async function* recordsOf<R>(file: string): AsyncGenerator<{ line: number; record: R }> {
  let line = 1;
  const parser = createReadStream(file).pipe(parse({ columns: true, bom: true, skip_empty_lines: true }));
  for await (const record of parser as AsyncIterable<R>) {
    line += 1;
    yield { line, record };
  }
}
