import { open } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';

/** What the first bytes of a text file say about it. */
export interface Sniffed {
  encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030';
  delimiter: string;
  header: string[];
  /** Physical lines up to and with the header. */
  header_lines: number;
  /** The data have one more, empty, column than the header: files of the UN Comtrade web page do. */
  trailing: boolean;
}

const HEAD_BYTES = 262_144;
const COLUMN_LIMIT = 300;
const delimiters = [',', ';', '\t', '|'];

/**
 * Reads encoding, delimiter and header from the beginning of a file. Text that is not UTF-8 is taken for GB 18030,
 * the other encoding in use in the corridor for such tables. Refuses with statistics.import_unreadable.
 */
export async function sniffFile(
  file: string,
  known: { delimiter?: string; skip?: number } = {},
): Promise<Outcome<Sniffed>> {
  const head = await firstBytes(file);
  const encoding = encodingOf(head);
  const text = new TextDecoder(encoding).decode(head, { stream: true });
  if (text.includes('\0')) return refuse('statistics.import_unreadable', { reason: 'it holds binary data' });
  const lines = text.split(/\r\n|\n|\r/);
  const skip = known.skip ?? 0;
  const rest = lines.slice(skip).join('\n');
  const delimiter =
    known.delimiter ??
    delimiters.reduce((best, d) => (count(lines[skip], d) > count(lines[skip], best) ? d : best), ',');
  try {
    const [first, second] = parse(rest, {
      delimiter,
      to: 2,
      bom: true,
      relax_column_count: true,
      info: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    const header = first?.record ?? [];
    if (header.length < 2 || header.length > COLUMN_LIMIT)
      return refuse('statistics.import_unreadable', {
        reason: `its header has ${header.length} columns; between 2 and ${COLUMN_LIMIT} are expected`,
      });
    const trailing =
      second?.record.length === header.length + 1 &&
      second.record[header.length] === '' &&
      header.at(-1) !== '';
    return { encoding, delimiter, header, header_lines: skip + (first?.info.lines ?? 1), trailing };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refuse('statistics.import_unreadable', { reason: `its header cannot be read: ${reason}` });
  }
}

async function firstBytes(file: string): Promise<Uint8Array> {
  const handle = await open(file, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

function encodingOf(head: Uint8Array): Sniffed['encoding'] {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}

const count = (line: string | undefined, mark: string): number => (line ?? '').split(mark).length;
