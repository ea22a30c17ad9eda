import { createReadStream, createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Outcome, refuse } from '../../../kernel/refusal.ts';

/** Writes a text file again in UTF-8, as a stream. Refuses with statistics.import_unreadable. */
export async function recodeFile(file: string, encoding: string, target: string): Promise<Outcome<true>> {
  try {
    const decoder = new TextDecoder(encoding, { fatal: true });
    await pipeline(
      createReadStream(file),
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
        yield decoder.decode();
      },
      (texts: AsyncIterable<string>) => Readable.from(texts),
      createWriteStream(target),
    );
    return true;
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return refuse('statistics.import_unreadable', { reason: `it is neither UTF-8 nor ${encoding}` });
  }
}
