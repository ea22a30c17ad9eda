/**
 * How a PDF carries its signed record. It runs in browsers too, so it imports nothing of the server.
 *
 * - The record's JWS is an attached file (PDF 2.0, 7.11.4) named ATTACHMENT_NAME.
 * - The seal is a comment line before the last `startxref`: a JWS over the SHA-256 of all other bytes. Readers
 *   pass over comments, the cross-reference table lies before it, and a change of any byte breaks it.
 */
export const ATTACHMENT_NAME = 'sauda-document.jwt';
export const SEAL_TYPE = 'sauda-pdf-seal+jws';
const SEAL_PREFIX = '%SAUDA-SEAL ';
const MAX_ATTACHMENT_BYTES = 2_000_000;
const MAX_ATTACHMENTS = 20;
// Bounds of the search, so that a file full of marks takes no longer than its length.
const MAX_MARKS = 1000;
const MAX_DICTIONARY_BYTES = 2000;

const ascii = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const TAIL = ascii('startxref');

export function isPdf(bytes: Uint8Array): boolean {
  return startsWith(bytes, ascii('%PDF-'), 0);
}

/** Puts the seal into a PDF that has none. `seal` is compact JWS text. */
export function withSeal(pdf: Uint8Array, seal: string): Uint8Array {
  const at = lastIndexOf(pdf, TAIL, pdf.length);
  if (at < 0) throw new Error('a PDF ends with startxref');
  const line = ascii(`${SEAL_PREFIX}${seal}\n`);
  return joined([pdf.subarray(0, at), line, pdf.subarray(at)]);
}

/** The seal and the bytes it stands for, or undefined when there is not exactly one in its place. */
export function splitSeal(pdf: Uint8Array): { seal: string; sealed: Uint8Array } | undefined {
  const prefix = ascii(SEAL_PREFIX);
  const at = lastIndexOf(pdf, prefix, pdf.length);
  if (at < 0 || lastIndexOf(pdf, prefix, at) >= 0) return undefined;
  const end = pdf.indexOf(10, at);
  if (end < 0 || !startsWith(pdf, TAIL, end + 1)) return undefined;
  return {
    seal: text(pdf.subarray(at + prefix.length, end)),
    sealed: joined([pdf.subarray(0, at), pdf.subarray(end + 1)]),
  };
}

/**
 * Files attached to a PDF, as text. Looks for the stream objects themselves, so it also reads a file whose
 * directory was damaged. Takes the few filters that typesetting writes: none and FlateDecode.
 */
export async function attachedTexts(pdf: Uint8Array): Promise<string[]> {
  const found: string[] = [];
  const mark = ascii('/EmbeddedFile');
  const stream = ascii('stream');
  const object = ascii(' obj');
  let marks = 0;
  for (
    let at = indexOf(pdf, mark, 0);
    at >= 0 && found.length < MAX_ATTACHMENTS && marks < MAX_MARKS;
    at = indexOf(pdf, mark, at + 1)
  ) {
    marks += 1;
    const first = Math.max(0, at - MAX_DICTIONARY_BYTES);
    const near = pdf.subarray(first, at + MAX_DICTIONARY_BYTES);
    const streamAt = indexOf(near, stream, at - first);
    const objectAt = lastIndexOf(near, object, at - first);
    if (streamAt < 0 || objectAt < 0) continue;
    const open = first + streamAt;
    const start = first + objectAt;
    const dictionary = text(pdf.subarray(start, open));
    const length = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? Number.NaN);
    const from = open + stream.length + (pdf[open + stream.length] === 13 ? 2 : 1);
    if (dictionary.includes('endobj') || !(length > 0) || from + length > pdf.length) continue;
    const body = pdf.subarray(from, from + length);
    const plain = dictionary.includes('/FlateDecode') ? await inflated(body) : body;
    if (plain) found.push(text(plain));
  }
  return found;
}

/** undefined when the bytes are not a zlib stream or unfold beyond the limit. */
async function inflated(body: Uint8Array): Promise<Uint8Array | undefined> {
  const unfolding = new DecompressionStream('deflate');
  const writer = unfolding.writable.getWriter();
  // The reader below reports what fails; a write that fails with it needs no second report.
  writer.write(Uint8Array.from(body)).catch(() => undefined);
  writer.close().catch(() => undefined);
  const reader = unfolding.readable.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return joined(parts);
      size += value.length;
      if (size > MAX_ATTACHMENT_BYTES) {
        await reader.cancel();
        return undefined;
      }
      parts.push(value);
    }
  } catch {
    return undefined;
  }
}

function text(bytes: Uint8Array): string {
  return new TextDecoder('latin1').decode(bytes);
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function startsWith(bytes: Uint8Array, wanted: Uint8Array, at: number): boolean {
  return at >= 0 && at + wanted.length <= bytes.length && wanted.every((byte, i) => bytes[at + i] === byte);
}

function indexOf(bytes: Uint8Array, wanted: Uint8Array, from: number): number {
  const first = wanted[0] ?? 0;
  for (let at = bytes.indexOf(first, from); at >= 0; at = bytes.indexOf(first, at + 1))
    if (startsWith(bytes, wanted, at)) return at;
  return -1;
}

/** The last place before `end` where all of `wanted` fits. */
function lastIndexOf(bytes: Uint8Array, wanted: Uint8Array, end: number): number {
  const first = wanted[0] ?? 0;
  const latest = end - wanted.length;
  if (latest < 0) return -1;
  for (
    let at = bytes.lastIndexOf(first, latest);
    at >= 0;
    at = at === 0 ? -1 : bytes.lastIndexOf(first, at - 1)
  )
    if (startsWith(bytes, wanted, at)) return at;
  return -1;
}
