import { createReadStream } from 'node:fs';

const [LF, CR, QUOTE] = [10, 13, 34];

/**
 * The lines of a well formed file on which these records begin. `records` are numbers from 1, in order. Quoted fields
 * may hold line breaks; empty lines count as lines and are no records.
 */
export async function numberLines(
  text: { file: string; header_lines: number },
  records: readonly number[],
): Promise<number[]> {
  const lines: number[] = [];
  let [line, record, quoted, empty, began] = [1, 0, false, true, 1];
  let next = 0;
  const end = (): void => {
    if (!empty && began > text.header_lines) {
      record += 1;
      if (record === records[next]) {
        lines.push(began);
        next += 1;
      }
    }
    empty = true;
  };
  for await (const chunk of createReadStream(text.file) as AsyncIterable<Buffer>) {
    for (const byte of chunk) {
      if (byte === LF) {
        line += 1;
        if (!quoted) {
          end();
          began = line;
        }
      } else if (byte === QUOTE) {
        quoted = !quoted;
        empty = false;
      } else if (byte !== CR) empty = false;
    }
    if (next >= records.length) return lines;
  }
  end();
  return lines;
}
