import { isPdf } from './pdf.ts';
import { type Size, sizeOfJpeg, sizeOfPng, sizeOfWebp } from './pictures.ts';

/** What a file is by its content; names and claims of senders are not looked at. */
export type FileKind = 'application/pdf' | 'image/png' | 'image/jpeg' | 'image/webp';

/** Pictures with more points than this are refused before anything is unpacked: 50 million, or 12,000 on a side. */
const MOST_POINTS = 50_000_000;
const LONGEST_SIDE = 12_000;

/**
 * The kind of a file, if it is whole and nothing else: it begins as its kind begins, its parts follow each other to
 * the end of the file, and a picture's size is one that can be shown. A picture with a program behind it, a file cut
 * short, SVG, HTML, archives and programs are all undefined. Reads headers only, so its time is bound by the file's
 * length.
 */
export function detectKind(bytes: Uint8Array): FileKind | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (fits(sizeOfPng(view))) return 'image/png';
  if (fits(sizeOfJpeg(view))) return 'image/jpeg';
  if (fits(sizeOfWebp(view))) return 'image/webp';
  return isPdf(view) ? 'application/pdf' : undefined;
}

function fits(size: Size | undefined): boolean {
  if (!size) return false;
  const { width, height } = size;
  return width > 0 && height > 0 && Math.max(width, height) <= LONGEST_SIDE && width * height <= MOST_POINTS;
}
