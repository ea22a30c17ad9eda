import { isUtf8 } from 'node:buffer';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const [LF, CR, QUOTE, SPACE] = [10, 13, 34, 32];
/** A record longer than this is a quote that was never closed. */
export const LINE_BYTES = 2_097_152;
const READ_BYTES = 1_048_576;

/** A text file of `columns` columns whose data begin after so many lines. */
export interface TableText {
  file: string;
  delimiter: string;
  header_lines: number;
  columns: number;
}

/**
 * Writes the records that are well formed CSV (RFC 4180: as many columns as the header has, quotes that close, UTF-8)
 * to `target`, each with the number of its line as one more column; `broken` counts the lines that are not, `listed`
 * names the first of them. Where a record ends wrongly its first line is broken and reading goes on with the next.
 * Streams: memory is bounded by one record and by `limit`.
 */
export async function sortOutLines(
  text: TableText,
  target: string,
  limit: number,
): Promise<{ broken: number; listed: number[] }> {
  const delimiter = text.delimiter.charCodeAt(0);
  const listed: number[] = [];
  let broken = 0;
  let line = 1;
  // Inside a line that has no end within a record's length.
  let endless = false;
  await pipeline(
    createReadStream(text.file, { highWaterMark: READ_BYTES }),
    async function* (chunks: AsyncIterable<Buffer>) {
      let rest: Buffer = Buffer.alloc(0);
      for await (const [chunk, last] of withLast(chunks)) {
        const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
        const whole: (Buffer | string)[] = [];
        let at = endless ? bytes.indexOf(LF) + 1 || bytes.length : 0;
        if (endless && bytes[at - 1] === LF) [endless, line] = [false, line + 1];
        while (at < bytes.length) {
          const found = readRecord(bytes, at, delimiter, last);
          if (!found) break;
          // One column more that is empty, as DuckDB takes it.
          const more = found.columns === text.columns + 1 && bytes[found.end - 1] === delimiter;
          const own = bytes.subarray(at, more ? found.end - 1 : found.end);
          if (line > text.header_lines && !(found.sound && own.length === 0)) {
            if (found.sound && (more || found.columns === text.columns) && isUtf8(own))
              whole.push(own, `${text.delimiter}${line}\n`);
            else {
              broken += 1;
              if (listed.length < limit) listed.push(line);
            }
          }
          endless = found.lines === 0;
          line += found.lines;
          at = found.next;
        }
        rest = bytes.subarray(at);
        if (whole.length > 0)
          yield Buffer.concat(whole.map((w) => (typeof w === 'string' ? Buffer.from(w) : w)));
      }
    },
    createWriteStream(target),
  );
  return { broken, listed };
}

interface FoundRecord {
  /** Where its bytes end, and where the next begins. */
  end: number;
  next: number;
  lines: number;
  columns: number;
  sound: boolean;
}

/** The record that begins at `from`; undefined when more bytes are needed to tell. */
function readRecord(bytes: Buffer, from: number, delimiter: number, last: boolean): FoundRecord | undefined {
  let columns = 1;
  let lines = 1;
  let state: 'start' | 'plain' | 'quoted' | 'closed' = 'start';
  for (let at = from; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (state === 'quoted') {
      if (byte === LF) lines += 1;
      if (byte !== QUOTE) continue;
      if (at + 1 === bytes.length && !last) return tooLong(bytes, from);
      if (bytes[at + 1] === QUOTE) at += 1;
      else state = 'closed';
    } else if (byte === delimiter) {
      columns += 1;
      state = 'start';
    } else if (byte === LF || byte === CR) {
      if (byte === CR && at + 1 === bytes.length && !last) return undefined;
      const next = byte === CR && bytes[at + 1] === LF ? at + 2 : at + 1;
      return { end: at, next, lines, columns, sound: true };
    } else if (state === 'start' && byte === QUOTE) state = 'quoted';
    else if (byte === SPACE && state !== 'plain') continue;
    else if (state === 'closed') return firstLine(bytes, from, last);
    else state = 'plain';
  }
  if (state === 'quoted') return last ? firstLine(bytes, from, last) : tooLong(bytes, from);
  return last ? { end: bytes.length, next: bytes.length, lines, columns, sound: true } : tooLong(bytes, from);
}

const tooLong = (bytes: Buffer, from: number): FoundRecord | undefined =>
  bytes.length - from > LINE_BYTES ? firstLine(bytes, from, true) : undefined;

/** Its first line, which is broken; all there is when that line does not end. */
function firstLine(bytes: Buffer, from: number, last: boolean): FoundRecord | undefined {
  const end = bytes.indexOf(LF, from);
  if (end < 0 && !last) return tooLong(bytes, from);
  const next = end < 0 ? bytes.length : end + 1;
  return { end: end < 0 ? bytes.length : end, next, lines: end < 0 ? 0 : 1, columns: 0, sound: false };
}

async function* withLast(chunks: AsyncIterable<Buffer>): AsyncGenerator<[Buffer, boolean]> {
  let held: Buffer | undefined;
  for await (const chunk of chunks) {
    if (held) yield [held, false];
    held = chunk;
  }
  if (held) yield [held, true];
}
