/** Width and height in points, as the header of a picture says. */
export interface Size {
  width: number;
  height: number;
}

const PNG = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Size of a PNG whose chunks follow each other from IHDR to IEND, the last bytes of the file (PNG 3rd edition, 5). */
export function sizeOfPng(file: Buffer): Size | undefined {
  if (file.length < 57 || !file.subarray(0, 8).equals(PNG)) return undefined;
  if (file.readUInt32BE(8) !== 13 || file.toString('latin1', 12, 16) !== 'IHDR') return undefined;
  let filled = false;
  for (let at = 8; at + 12 <= file.length; ) {
    const length = file.readUInt32BE(at);
    const kind = file.toString('latin1', at + 4, at + 8);
    if (!/^[A-Za-z]{4}$/.test(kind)) return undefined;
    filled ||= kind === 'IDAT';
    at += 12 + length;
    if (kind === 'IEND')
      return length === 0 && filled && at === file.length
        ? { width: file.readUInt32BE(16), height: file.readUInt32BE(20) }
        : undefined;
  }
  return undefined;
}

/** Markers that begin a frame and hold its size: SOF0 to SOF15 without DHT, JPG and DAC (ITU-T T.81, table B.1). */
const isFrame = (marker: number): boolean =>
  marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;

/** Size of a JPEG whose segments lead to a scan, and whose last bytes are the end of the image (ITU-T T.81, B). */
export function sizeOfJpeg(file: Buffer): Size | undefined {
  if (file.length < 20 || file.readUInt16BE(0) !== 0xffd8) return undefined;
  if (file.readUInt16BE(file.length - 2) !== 0xffd9) return undefined;
  let size: Size | undefined;
  for (let at = 2; at + 4 <= file.length; ) {
    if (file[at] !== 0xff) return undefined;
    const marker = file[at + 1] ?? 0;
    const length = file.readUInt16BE(at + 2);
    if (length < 2 || at + 2 + length > file.length) return undefined;
    if (isFrame(marker)) {
      if (size || length < 8) return undefined;
      size = { height: file.readUInt16BE(at + 5), width: file.readUInt16BE(at + 7) };
    }
    at += 2 + length;
    // Behind the scan only coded data may follow: an end of image before the end of the file has something behind it.
    if (marker === 0xda)
      return file.indexOf(Buffer.from([0xff, 0xd9]), at) === file.length - 2 ? size : undefined;
  }
  return undefined;
}

/** Size of a WebP whose chunks fill its container, and the container the file (RFC 9649, 2). */
export function sizeOfWebp(file: Buffer): Size | undefined {
  if (file.length < 30 || file.toString('latin1', 0, 4) !== 'RIFF') return undefined;
  if (file.toString('latin1', 8, 12) !== 'WEBP' || file.readUInt32LE(4) + 8 !== file.length) return undefined;
  let size: Size | undefined;
  let at = 12;
  while (at + 8 <= file.length) {
    const kind = file.toString('latin1', at, at + 4);
    const length = file.readUInt32LE(at + 4);
    const from = at + 8;
    if (from + length > file.length) return undefined;
    size ??= sizeOfChunk(kind, file.subarray(from, from + length));
    at = from + length + (length % 2);
  }
  return at === file.length ? size : undefined;
}

function sizeOfChunk(kind: string, chunk: Buffer): Size | undefined {
  if (kind === 'VP8X' && chunk.length >= 10)
    return { width: chunk.readUIntLE(4, 3) + 1, height: chunk.readUIntLE(7, 3) + 1 };
  if (kind === 'VP8 ' && chunk.length >= 10 && chunk.readUIntBE(3, 3) === 0x9d012a)
    return { width: chunk.readUInt16LE(6) & 0x3fff, height: chunk.readUInt16LE(8) & 0x3fff };
  if (kind === 'VP8L' && chunk.length >= 5 && chunk[0] === 0x2f) {
    const bits = chunk.readUInt32LE(1);
    return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
  }
  return undefined;
}
