const TAIL_BYTES = 1024;
/** Names of what a PDF may do beside being read: scripts, programs, files within the file (ISO 32000-2, 12.6 and 7.11.4). */
const ACTIVE = ['/JavaScript', '/JS ', '/JS(', '/Launch', '/EmbeddedFile', '/RichMedia'];

/**
 * Whether a file is a PDF from its first byte to its last, with no script, program or file in it that can be seen
 * without unpacking its streams.
 */
export function isPdf(file: Buffer): boolean {
  if (file.length < 67 || !/^%PDF-[12]\.\d/.test(file.toString('latin1', 0, 8))) return false;
  const tail = file.subarray(Math.max(0, file.length - TAIL_BYTES)).toString('latin1');
  if (!/startxref\s+\d+\s+%%EOF\s*$/.test(tail)) return false;
  return !ACTIVE.some((name) => file.includes(name, 0, 'latin1'));
}
