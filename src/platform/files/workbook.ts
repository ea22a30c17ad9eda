import { inflateRawSync } from 'node:zlib';

const MOST_PARTS = 2_000;
const UNPACKED_LIMIT = 64 * 2 ** 20;
const TYPES_LIMIT = 2 ** 20;
const TYPES = '[Content_Types].xml';
/** Parts of a workbook that only hold what is shown (ECMA-376 part 1, annex A); none of them can run or load anything. */
const HARMLESS =
  /^(?:\[Content_Types\]\.xml|(?:_rels|docProps|customXml|xl)\/[\w./ -]*\.(?:xml|rels|vml|png|jpe?g|gif|emf|wmf)|xl\/printerSettings\/printerSettings\d+\.bin)$/;
const ACTIVE = /macroEnabled|vbaProject|activeX|oleObject|externalLink|embeddings/i;

interface Part {
  name: string;
  method: number;
  packed: number;
  unpacked: number;
  at: number;
}

/**
 * Whether a file is an Excel workbook (XLSX) from its first byte to its last, that says it unpacks to 64 MiB at most, and
 * holds no macros, no embedded files and no links to other workbooks. Only its list of types is unpacked.
 */
export function isWorkbook(file: Buffer): boolean {
  const parts = partsOf(file);
  if (!parts) return false;
  const names = new Set(parts.map((part) => part.name));
  if (names.size !== parts.length || !names.has('xl/workbook.xml')) return false;
  if (parts.some(({ name }) => !HARMLESS.test(name) || name.includes('..') || ACTIVE.test(name)))
    return false;
  if (parts.reduce((sum, part) => sum + part.unpacked, 0) > UNPACKED_LIMIT) return false;
  const types = parts.find((part) => part.name === TYPES);
  const text = types && unpack(file, types);
  return text?.includes('spreadsheetml.sheet.main+xml') === true && !ACTIVE.test(text);
}

/** What the directory at the end of an archive lists, when it fills the file to its last byte (APPNOTE 6.3.10, 4.3). */
function partsOf(file: Buffer): Part[] | undefined {
  const end = file.length - 22;
  if (end < 0 || file.readUInt32LE(0) !== 0x04034b50 || file.readUInt32LE(end) !== 0x06054b50)
    return undefined;
  const count = file.readUInt16LE(end + 10);
  let at = file.readUInt32LE(end + 16);
  if (count > MOST_PARTS || at + file.readUInt32LE(end + 12) !== end) return undefined;
  const parts: Part[] = [];
  for (let i = 0; i < count; i++) {
    if (at + 46 > end || file.readUInt32LE(at) !== 0x02014b50) return undefined;
    const next = at + 46 + file.readUInt16LE(at + 28);
    // An encrypted part is one that nobody here can look into.
    if (next > end || (file.readUInt16LE(at + 8) & 1) !== 0) return undefined;
    parts.push({
      name: file.toString('utf8', at + 46, next),
      method: file.readUInt16LE(at + 10),
      packed: file.readUInt32LE(at + 20),
      unpacked: file.readUInt32LE(at + 24),
      at: file.readUInt32LE(at + 42),
    });
    at = next + file.readUInt16LE(at + 30) + file.readUInt16LE(at + 32);
  }
  return at === end ? parts : undefined;
}

function unpack(file: Buffer, { at, packed, method }: Part): string | undefined {
  if (at + 30 > file.length || file.readUInt32LE(at) !== 0x04034b50) return undefined;
  const from = at + 30 + file.readUInt16LE(at + 26) + file.readUInt16LE(at + 28);
  const bytes = file.subarray(from, from + packed);
  if (method === 0) return bytes.subarray(0, TYPES_LIMIT).toString('utf8');
  if (method !== 8) return undefined;
  try {
    return inflateRawSync(bytes, { maxOutputLength: TYPES_LIMIT }).toString('utf8');
  } catch {
    return undefined;
  }
}
